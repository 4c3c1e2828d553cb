/** npm test: the checks, the build, the suites and the browser flows, one after the other. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runChecks } from './check.ts';
import { ensureBuilt } from './prepare.mjs';
import { addUp, complain, type Outcome, readPlaywright } from './report.ts';
import { endWithLauncher, packaged, root, runNode, section } from './steps.ts';
import { runVitest } from './vitest.ts';

const results = path.join(root, 'test-results');
const folders = ['contract', 'server', 'web', 'architecture', 'scripts'];

endWithLauncher();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const checks: Outcome = { passed: 0, failed: 0, complaints: [] };
for (const name of await runChecks()) complain(checks, `the check "${name}" failed`);
const suites = await runVitest({ title: 'Suites on PGlite', report: 'suites.json', folders });
const total = addUp([checks, suites, await runBrowserFlows()]);
writeFileSync(path.join(results, 'summary.json'), JSON.stringify(total));

section('Result');
for (const complaint of total.complaints) console.log(`✗ ${complaint}`);
console.log(`${total.failed === 0 ? '✓' : '✗'} passed: ${total.passed}, failed: ${total.failed}`);
process.exit(total.failed === 0 ? 0 : 1);

async function runBrowserFlows(): Promise<Outcome> {
  section('Build of the web');
  try {
    await ensureBuilt();
    console.log('fine');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, complaints: [`${reason} No browser flow ran.`] };
  }
  section('Flows in a browser');
  const file = path.join(results, 'flows.json');
  const code = await runNode([packaged('@playwright/test/cli.js'), 'test'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const outcome = readPlaywright(file);
  if (code !== 0 && outcome.failed === 0) complain(outcome, `Playwright ended with ${code}`);
  return outcome;
}
