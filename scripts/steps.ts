/** Runs the steps of `npm run check`, `npm test` and the CI one after the other, under plain headings. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.dirname(import.meta.dirname);

export function section(title: string): void {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 72 - title.length))}`);
}

/** The path of a package's command, to be run by the packaged Node. */
export function packaged(file: string): string {
  return path.join(root, 'node_modules', file);
}

/** Runs a script on this very Node and gives its exit code; a signal counts as 1. */
export function runNode(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Ends this process and all that it started when the one that launched it is gone. */
export function endWithLauncher(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
  process.channel?.unref();
}
