/** Runs Vitest with a report on disk and reads what it says. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { complain, type Outcome, readVitest } from './report.ts';
import { packaged, root, runNode, section } from './steps.ts';

interface Run {
  title: string;
  /** Name of the report in test-results/. */
  report: string;
  /** Each of these must hold at least one test that passes. */
  folders: string[];
  /** Only these projects of vitest.config.ts; all without it. */
  projects?: string[];
  environment?: NodeJS.ProcessEnv;
}

export async function runVitest(run: Run): Promise<Outcome> {
  section(run.title);
  const file = path.join(root, 'test-results', run.report);
  rmSync(file, { force: true });
  const code = await runNode(
    [
      packaged('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...(run.projects ?? []).map((name) => `--project=${name}`),
    ],
    run.environment,
  );
  const outcome = readVitest(file, root, run.folders);
  if (code !== 0 && outcome.failed === 0) complain(outcome, `Vitest ended with ${code}`);
  return outcome;
}
