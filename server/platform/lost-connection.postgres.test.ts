import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '../../testing/database.ts';
import { type Database, outsideTransaction, rows } from './database.ts';
import { openDatabase } from './open-database.ts';

let made: Awaited<ReturnType<typeof createPostgresDatabase>>;
let database: Database;
beforeAll(async () => {
  made = await createPostgresDatabase();
  database = await openDatabase({ url: made.url, folder: '' });
});
afterAll(() => made?.drop());

test('a connection that breaks in the middle of a transaction fails that one alone, and the program goes on', async () => {
  const broken = database.transaction(async (tx) => {
    const [own] = await rows<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
    const end = sql`select pg_terminate_backend(${own?.pid ?? 0}::int)`;
    await outsideTransaction(() => database.handle.execute(end));
    return rows(tx, sql`select 1`);
  });
  await expect(broken).rejects.toThrow();
  expect(await rows(database.handle, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await database.close();
});
