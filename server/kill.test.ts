/** The whole program is killed while it makes and sends news, and comes back: nothing is lost, and no double is hidden. */
import { expect, test } from 'vitest';
import { killRounds } from '../testing/kill/kill-rounds.ts';

test('after three kills each notice has arrived once, or says that it may be otherwise; what was said is there', async () => {
  const report = await killRounds({ rounds: 3, clients: 30, staff: 5 });
  expect(report.wrong).toEqual([]);
  expect(report.delivered).toBeGreaterThan(0);
  expect(report.sayings).toBeGreaterThan(0);
}, 600_000);
