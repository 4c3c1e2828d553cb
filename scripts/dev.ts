/** npm run dev: the server, restarted when its files change, behind Vite on http://localhost:3001. */
import { type ChildProcess, spawn } from 'node:child_process';
import { endWithLauncher, packaged, root } from './steps.ts';

const web = 'http://localhost:3001';
const children: ChildProcess[] = [];

endWithLauncher();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
start(['--watch', '--watch-preserve-output', 'server/main.ts'], {
  // The page that people open is Vite's.
  APP_URL: process.env.APP_URL ?? web,
});
start([packaged('vite/bin/vite.js'), '--port', '3001', '--strictPort', '--clearScreen', 'false']);

function start(args: string[], environment: NodeJS.ProcessEnv = {}): void {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.once('exit', end);
  children.push(child);
}

// Neither is of use without the other.
function end(): void {
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const child of running) child.kill('SIGTERM');
  if (running.length === 0) process.exit();
  Promise.all(running.map((child) => new Promise((done) => child.once('exit', done)))).then(() =>
    process.exit(),
  );
}
