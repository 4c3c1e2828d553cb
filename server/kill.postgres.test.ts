/** Of two instances on one PostgreSQL either is killed again and again while people make news; the other goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '../testing/database.ts';
import { killRounds } from '../testing/kill/kill-rounds.ts';

let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
beforeAll(async () => {
  database = await createPostgresDatabase();
});
afterAll(() => database?.drop());

test('after three kills each notice has arrived once, or says that it may be otherwise; what was said is there', async () => {
  const report = await killRounds({
    ...{ rounds: 3, clients: 30, staff: 5 },
    ...{ databaseUrl: database.url, instances: 2 },
  });
  expect(report.wrong).toEqual([]);
  expect(report.delivered).toBeGreaterThan(0);
  expect(report.sayings).toBeGreaterThan(0);
}, 600_000);
