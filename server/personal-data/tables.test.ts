/** No table is forgotten: each is named once by the slice that owns it, as one with people in it or with the reason why not. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { rows } from '../platform/database.ts';
import { goingOrder, slices } from './slices.ts';

/** Schemas that are not ours to say more of. */
const others = {
  jobs: 'The queue of scheduled work: names of jobs and times; nothing is ever handed to a job.',
  drizzle: 'Which migrations have run.',
};

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened?.close());

test('every table is named exactly once', async () => {
  const found = await rows<{ schema: string; name: string }>(
    opened.database.handle,
    sql`select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const ours = found.filter(({ schema }) => !Object.hasOwn(others, schema));
  expect(ours.length).toBeGreaterThan(40);
  const named = slices.flatMap(({ tables }) => Object.keys(tables));
  const problems = [
    ...ours
      .filter(({ schema, name }) => schema !== 'public' || !named.includes(name))
      .map(
        ({ schema, name }) =>
          `${schema}.${name} is named by no slice: say in personal-data.ts of its slice whether rows are of a client; if so, collect and erase them there.`,
      ),
    ...named
      .filter((name, place) => named.indexOf(name) !== place)
      .map((name) => `${name} is named twice: only the slice that owns it says what it holds.`),
    ...named
      .filter((name) => !ours.some((table) => table.name === name))
      .map((name) => `${name} is named in a personal-data.ts, but the database has no such table.`),
  ];
  expect(problems).toEqual([]);
});

test('whoever is read also goes', () => {
  expect(new Set(goingOrder)).toEqual(new Set(slices));
  expect(goingOrder.length).toBe(slices.length);
});

test('a reason is a sentence', () => {
  const reasons = slices.flatMap(({ tables }) =>
    Object.values(tables).flatMap((held) => (held === 'person' ? [] : [held.nothing])),
  );
  for (const reason of [...reasons, ...Object.values(others)])
    expect(reason).toMatch(/^[A-Z].{10,}\.$/);
});
