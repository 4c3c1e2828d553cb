import { setImmediate as soon } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts';
import {
  afterCommit,
  outsideTransaction,
  readDatabaseTime,
  rows,
  savepoint,
  vacuumEmbedded,
} from './database.ts';

let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
  await opened.database.handle.execute(sql`create table scratch (word text primary key)`);
});
afterAll(() => opened.close());

test('the outer handle throws inside a transaction instead of waiting for ever', async () => {
  const { database } = opened;
  const attempt = database.transaction(() => rows(database.handle, sql`select 1 as one`));
  await expect(attempt).rejects.toThrow(/outer database handle|Failed query/);
  const nested = database.transaction(() => database.transaction(async () => {}));
  await expect(nested).rejects.toThrow('outer database handle');
});

test('the outer handle may be used by what goes on outside while a transaction is open', async () => {
  const { database } = opened;
  let beside: Promise<unknown> | undefined;
  await database.transaction(async (tx) => {
    beside = outsideTransaction(() => rows(database.handle, sql`select 1 as one`));
    await rows(tx, sql`select 2 as two`);
  });
  await expect(beside).resolves.toEqual([{ one: 1 }]);
});

test('what is to happen after the commit happens then, and never when the transaction rolls back', async () => {
  const { database } = opened;
  const happened: string[] = [];
  await database.transaction(async (tx) => {
    afterCommit(tx, () => happened.push('committed'));
    await soon();
    expect(happened).toEqual([]);
  });
  const failing = database.transaction(async (tx) => {
    afterCommit(tx, () => happened.push('rolled back'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(happened).toEqual(['committed']);
});

test('a part that fails takes back what it wrote and was to do, and nothing else', async () => {
  const { database } = opened;
  const happened: string[] = [];
  await database.transaction(async (tx) => {
    await tx.execute(sql`insert into scratch values ('before')`);
    const failing = savepoint(tx, async (tx) => {
      await tx.execute(sql`insert into scratch values ('undone')`);
      afterCommit(tx, () => happened.push('undone'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await savepoint(tx, async (tx) => {
      await tx.execute(sql`insert into scratch values ('kept')`);
      afterCommit(tx, () => happened.push('kept'));
    });
    expect(happened).toEqual([]);
  });
  expect(happened).toEqual(['kept']);
  const words = await rows<{ word: string }>(
    database.handle,
    sql`delete from scratch returning word`,
  );
  expect(words.map(({ word }) => word).sort()).toEqual(['before', 'kept']);
});

test('a transaction that deadlocked runs again as a whole', async () => {
  const { database } = opened;
  let runs = 0;
  await database.transaction(async (tx) => {
    runs += 1;
    await tx.execute(sql`insert into scratch values ('once')`);
    if (runs === 1) await tx.execute(sql`do $$ begin raise sqlstate '40P01'; end $$`);
  });
  expect(runs).toBe(2);
  const found = await rows(database.handle, sql`select word from scratch where word = 'once'`);
  expect(found).toEqual([{ word: 'once' }]);
});

test("the database's time moves with the test clock", async () => {
  const { database, clock } = opened;
  const before = await readDatabaseTime(database.handle);
  await clock.advance(database, 3_600_000);
  const after = await readDatabaseTime(database.handle);
  expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(3_600_000);
});

test('a lock has one holder, and the next one gets it when it is released', async () => {
  const { database } = opened;
  const held = await database.tryLock('a test');
  expect(held).toBeDefined();
  expect(await database.tryLock('a test')).toBeUndefined();
  await held?.release();
  const next = await database.tryLock('a test');
  expect(next?.lost.aborted).toBe(false);
  await next?.release();
});

test('the embedded database can be vacuumed while it serves', async () => {
  await vacuumEmbedded(opened.database);
  expect(await rows(opened.database.handle, sql`select 1 as one`)).toEqual([{ one: 1 }]);
});
