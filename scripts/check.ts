/** npm run check: form, types and unused code; exactly what the tests and the CI run. */
import { endWithLauncher, packaged, runNode, section } from './steps.ts';

const checks: Record<string, string[]> = {
  'Form (Biome)': [packaged('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  'Types of contract/': [packaged('typescript/bin/tsc'), '-p', 'tsconfig.contract.json'],
  'Types of server/ and tools': [packaged('typescript/bin/tsc'), '-p', 'tsconfig.server.json'],
  'Types of web/': [packaged('typescript/bin/tsc'), '-p', 'tsconfig.web.json'],
  'Unused code (knip)': [packaged('knip/bin/knip.js')],
};

/** Runs every check and gives the names of those that failed. */
export async function runChecks(): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, command] of Object.entries(checks)) {
    section(name);
    const code = await runNode(command);
    if (code === 0) console.log('fine');
    else failed.push(name);
  }
  return failed;
}

if (import.meta.main) {
  endWithLauncher();
  const failed = await runChecks();
  if (failed.length > 0) console.log(`\nBroken: ${failed.join(', ')}`);
  process.exit(failed.length > 0 ? 1 : 0);
}
