import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../testing/desk.ts';
import { rows } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { backUp, newPlace, openBusyDesk, takeApart } from './backup-test.ts';
import { loadData } from './load.ts';
import { openArchive } from './read-archive.ts';
import { removeEverything } from './schema.queries.ts';

const source = newPlace();
const file = join(source.folder, 'backup.zip');
let desk: Desk;

beforeAll(async () => {
  desk = await openBusyDesk(source);
  // Enough that reading it takes a while.
  await desk.platform.database.handle.execute(sql`insert into rate_limits
    select 'filling ' || n, n, otklik_now() from generate_series(1, 20000) n`);
});
afterAll(async () => {
  await desk.close();
  source.remove();
});

test('a backup holds one moment of a database that is written to all the while, and comes back as it was', async () => {
  const { database } = desk.platform;
  let writing = true;
  let written = 0;
  // What stands in two tables stands in both or in neither; one is read long before the other.
  const writers = [1, 2, 3].map(async () => {
    while (writing) {
      const pair = newId();
      await database.transaction(async (tx) => {
        await tx.execute(sql`insert into idempotency_keys (key, request)
          values (${pair}::text::bytea, '')`);
        await tx.execute(sql`insert into tags (id, name, key, colour)
          values (${pair}, ${pair}, ${pair}, 'red')`);
      });
      written++;
      // In the process a database answers at once: without this nobody else would ever have a turn.
      await othersTurn();
    }
  });
  while (written < 20) await othersTurn();
  const first = written;
  await backUp(database, source.config, file);
  const last = written;
  writing = false;
  await Promise.all(writers);
  expect(last).toBeGreaterThan(first);

  const apart = await takeApart(file);
  const lines = (table: string) =>
    (apart.get(`tables/${table}.ndjson`)?.toString() ?? '').split('\n').slice(0, -1);
  const pairs = lines('tags').length;
  expect(pairs).toBeGreaterThanOrEqual(first);
  expect(pairs).toBeLessThan(written);
  expect(lines('idempotency_keys')).toHaveLength(pairs);

  const folder = mkdtempSync(join(source.folder, 'unpacked-'));
  const archive = await openArchive(file);
  await archive.unpack({ data: folder, files: join(folder, 'attachments') }).finally(archive.close);
  await database.transaction(async (tx) => {
    await removeEverything(tx);
    await loadData(tx, archive.manifest, folder);
  });
  const again = join(source.folder, 'again.zip');
  await backUp(database, source.config, again);
  const restored = await takeApart(again);
  for (const [name, content] of apart) {
    if (!name.startsWith('tables/')) continue;
    const sorted = (bytes: Buffer | undefined) => bytes?.toString().split('\n').sort();
    expect(sorted(restored.get(name)), name).toEqual(sorted(content));
  }
  const [odd] = await rows<{ count: number }>(
    database.handle,
    sql`select count(*)::int as count from tags t full join idempotency_keys k
      on k.key = t.key::bytea where t.id is null or k.key is null`,
  );
  expect(odd?.count).toBe(0);
});

function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
