import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { addUp, readPlaywright, readVitest } from './report.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'otklik-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a report of Vitest', () => {
  test('counts what passed', () => {
    const file = suites([suite('server/a.test.ts', ['passed', 'passed'])]);
    expect(readVitest(file, '/clone', ['server'])).toEqual({
      passed: 2,
      failed: 0,
      complaints: [],
    });
  });

  test('counts what failed, and what did not run as failed', () => {
    const file = suites(
      [suite('server/a.test.ts', ['passed', 'failed', 'skipped', 'todo'])],
      false,
    );
    const outcome = readVitest(file, '/clone', ['server']);
    expect(outcome).toMatchObject({ passed: 1, failed: 3 });
    expect(outcome.complaints.slice(0, 2)).toEqual([
      'server/a.test.ts: "Anna 1" failed\n    expected 1 to be 2',
      'server/a.test.ts: "Anna 2" skipped',
    ]);
  });

  test('counts a file without tests, and one that failed as a whole', () => {
    const broken = { ...suite('server/b.test.ts', ['passed']), status: 'failed' };
    const file = suites([suite('server/a.test.ts', []), broken], false);
    expect(readVitest(file, '/clone', ['server']).complaints).toEqual([
      'server/a.test.ts has no test that ran',
      'server/b.test.ts failed as a whole',
    ]);
  });

  test('misses the folder that has no test', () => {
    const file = suites([suite('server/a.test.ts', ['passed'])]);
    const { failed, complaints } = readVitest(file, '/clone', ['server', 'web']);
    expect({ failed, complaints }).toEqual({ failed: 1, complaints: ['no test of web/ passed'] });
  });

  test('counts an error outside the tests', () => {
    const file = suites([suite('server/a.test.ts', ['passed'])], false);
    expect(readVitest(file, '/clone', []).failed).toBe(1);
  });

  test.each(['missing.json', 'cut-off.json'])('counts a crash by %s', (name) => {
    if (name === 'cut-off.json') writeFileSync(path.join(folder, name), '{"success":');
    expect(readVitest(path.join(folder, name), '/clone', [])).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });
});

describe('a report of Playwright', () => {
  test('counts what passed', () => {
    const file = flows({ expected: 3, unexpected: 0, flaky: 0, skipped: 0 });
    expect(readPlaywright(file)).toEqual({ passed: 3, failed: 0, complaints: [] });
  });

  test('counts failed, flaky and skipped flows as failed, and names them', () => {
    const file = flows({ expected: 1, unexpected: 1, flaky: 1, skipped: 1 }, [
      { specs: [flow('day.spec.ts', 'expected')] },
      { suites: [{ specs: [flow('kill.spec.ts', 'unexpected'), flow('staff.spec.ts', 'flaky')] }] },
      { specs: [flow('trouble.spec.ts', 'skipped')] },
    ]);
    expect(readPlaywright(file)).toEqual({
      passed: 1,
      failed: 3,
      complaints: [
        'kill.spec.ts: "Anna signs up" failed',
        'staff.spec.ts: "Anna signs up" passed only at the second try',
        'trouble.spec.ts: "Anna signs up" was skipped',
      ],
    });
  });

  test('says below each what it was told, without colours and not at length', () => {
    const told = `\u001b[31mNo such button\u001b[39m\n\n${'at a line\n'.repeat(40)}`;
    const file = flows({ expected: 0, unexpected: 1, flaky: 0, skipped: 0 }, [
      { specs: [flow('kill.spec.ts', 'unexpected', told)] },
    ]);
    const [first, second, ...more] = readPlaywright(file).complaints[0]?.split('\n') ?? [];
    expect([first, second]).toEqual(['kill.spec.ts: "Anna signs up" failed', '    No such button']);
    expect(more).toHaveLength(11);
  });

  test('counts those that are only in its sums', () => {
    const file = flows({ expected: 3, unexpected: 1, flaky: 0, skipped: 1 });
    expect(readPlaywright(file)).toMatchObject({ failed: 2, complaints: ['2 more did not pass'] });
  });

  test('counts a run in which nothing ran as failed', () => {
    const file = flows({ expected: 0, unexpected: 0, flaky: 0, skipped: 0 });
    expect(readPlaywright(file).complaints).toEqual(['no browser flow ran']);
  });
});

test('outcomes add up', () => {
  const one = { passed: 1, failed: 0, complaints: [] };
  const other = { passed: 2, failed: 1, complaints: ['a'] };
  expect(addUp([one, other])).toEqual({ passed: 3, failed: 1, complaints: ['a'] });
});

function suite(name: string, statuses: string[]) {
  return {
    name: `/clone/${name}`,
    status: statuses.includes('failed') ? 'failed' : 'passed',
    assertionResults: statuses.map((status, index) => ({
      status,
      fullName: `Anna ${index}`,
      failureMessages: status === 'failed' ? ['expected 1 to be 2'] : [],
    })),
  };
}

function suites(testResults: ReturnType<typeof suite>[], success = true): string {
  return write({ success, testResults });
}

function flows(stats: Record<string, number>, suites: unknown[] = []): string {
  return write({ errors: [], stats, suites });
}

function flow(file: string, status: string, message?: string) {
  const results = message === undefined ? [{}] : [{ error: { message } }];
  return { file, title: 'Anna signs up', tests: [{ status, results }] };
}

function write(report: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}
