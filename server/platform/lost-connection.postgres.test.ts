import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '../../testing/database.ts';
import { type Database, rows } from './database.ts';
import { openDatabase } from './open-database.ts';

let made: Awaited<ReturnType<typeof createPostgresDatabase>>;
let database: Database;
beforeAll(async () => {
  made = await createPostgresDatabase();
  database = await openDatabase({ url: made.url, folder: '' });
});
afterAll(async () => {
  await database?.close();
  await made?.drop();
});

test('a connection that breaks at work fails that work alone, and the program goes on', async () => {
  const broken = database.transaction((tx) => rows(tx, sql`select pg_sleep(60)`));
  const lost = expect(broken).rejects.toThrow();
  await expect.poll(endSleepers).toBe(1);
  await lost;
  expect(await rows(database.handle, sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test('a transaction that cannot even begin gives its connection back', async () => {
  const isolationLevel = 'no such level' as 'serializable';
  // More than the pool has.
  for (let time = 0; time < 30; time++) {
    const begun = database.handle.transaction(async () => 'begun', { isolationLevel });
    await expect(begun).rejects.toThrow();
  }
  const worked = database.transaction((tx) => rows(tx, sql`select 1 as one`));
  expect(await worked).toEqual([{ one: 1 }]);
});

/** Gives back how many were at work, and are no more. */
async function endSleepers(): Promise<number> {
  const ended = await rows(
    database.handle,
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query like '%pg_sleep%'`,
  );
  return ended.length;
}
