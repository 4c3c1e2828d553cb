/** Reads what the test runners reported, so that nothing is counted by looking at printed text. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Outcome {
  passed: number;
  failed: number;
  /** Why this is not a clean pass: a sentence each, and below it what the test was told, where there is anything. */
  complaints: string[];
}

interface VitestReport {
  success: boolean;
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

interface PlaywrightReport {
  errors: { message?: string }[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: Flows[];
}

interface Flows {
  specs?: {
    file: string;
    title: string;
    tests: {
      status: keyof typeof notPassed | 'expected';
      results?: { error?: { message?: string } }[];
    }[];
  }[];
  suites?: Flows[];
}

const notPassed = {
  unexpected: 'failed',
  flaky: 'passed only at the second try',
  skipped: 'was skipped',
} as const;

const linesOfReason = 12;

/**
 * The outcome of a Vitest run from its JSON report.
 * A test that did not run (skip, todo), a file that could not be loaded and a folder of
 * `expectedFolders` without a test count as failed.
 */
export function readVitest(file: string, root: string, expectedFolders: string[]): Outcome {
  const report = readReport<VitestReport>(file);
  if (report === undefined) return crashed('Vitest');
  const outcome: Outcome = { passed: 0, failed: 0, complaints: [] };
  const seen = new Set<string>();
  for (const suite of report.testResults) {
    const name = path.relative(root, suite.name);
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') {
        outcome.passed += 1;
        seen.add(name.split(path.sep)[0] ?? '');
      } else {
        const sentence = `${name}: "${test.fullName}" ${test.status}`;
        complain(outcome, withReason(sentence, test.failureMessages?.[0]));
      }
    }
    const ran = suite.assertionResults.length > 0;
    const explained = suite.assertionResults.some((test) => test.status === 'failed');
    if (!ran) complain(outcome, `${name} has no test that ran`);
    else if (suite.status === 'failed' && !explained)
      complain(outcome, `${name} failed as a whole`);
  }
  for (const folder of expectedFolders) {
    if (!seen.has(folder)) complain(outcome, `no test of ${folder}/ passed`);
  }
  if (!report.success && outcome.failed === 0)
    complain(outcome, 'Vitest reports an error outside the tests');
  return outcome;
}

/** The outcome of a Playwright run from its JSON report; flaky and skipped tests count as failed. */
export function readPlaywright(file: string): Outcome {
  const report = readReport<PlaywrightReport>(file);
  if (report === undefined) return crashed('Playwright');
  const { expected, unexpected, flaky, skipped } = report.stats;
  const outcome: Outcome = { passed: expected, failed: 0, complaints: [] };
  for (const sentence of report.suites.flatMap(complaintsOf)) complain(outcome, sentence);
  const unnamed = unexpected + flaky + skipped - outcome.failed;
  if (unnamed > 0) {
    outcome.failed += unnamed;
    outcome.complaints.push(`${unnamed} more did not pass`);
  }
  for (const error of report.errors)
    complain(outcome, error.message ?? 'an error outside the tests');
  if (expected + outcome.failed === 0) complain(outcome, 'no browser flow ran');
  return outcome;
}

function complaintsOf({ specs = [], suites = [] }: Flows): string[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.flatMap(({ status, results = [] }) => {
      if (status === 'expected') return [];
      const told = results.find(({ error }) => error)?.error?.message;
      return [withReason(`${file}: "${title}" ${notPassed[status]}`, told)];
    }),
  );
  return [...own, ...suites.flatMap(complaintsOf)];
}

export function addUp(outcomes: Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failed: outcomes.reduce((sum, outcome) => sum + outcome.failed, 0),
    complaints: outcomes.flatMap((outcome) => outcome.complaints),
  };
}

export function complain(outcome: Outcome, sentence: string): void {
  outcome.failed += 1;
  outcome.complaints.push(sentence);
}

// The log of a run is long, and its end is what people read.
function withReason(sentence: string, told = ''): string {
  const lines = stripVTControlCharacters(told)
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, linesOfReason);
  return [sentence, ...lines.map((line) => `    ${line.slice(0, 300)}`)].join('\n');
}

function crashed(runner: string): Outcome {
  return {
    passed: 0,
    failed: 1,
    complaints: [`${runner} left no report: it crashed or never began`],
  };
}

function readReport<Report>(file: string): Report | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
