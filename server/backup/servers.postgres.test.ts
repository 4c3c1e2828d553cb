import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '../../testing/database.ts';
import type { Desk } from '../../testing/desk.ts';
import { unpackSample } from '../../testing/samples.ts';
import { cutOffNote } from '../platform/cut-off.ts';
import { rows } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { openAsItIs, openDatabase } from '../platform/open-database.ts';
import { backUp, everyRow, newPlace, openBusyDesk, secret } from './backup-test.ts';
import { moveToServer } from './move.ts';
import { openArchive } from './read-archive.ts';
import { restoreBackup, undoCutOff } from './restore.ts';
import { openStaging } from './swap.ts';

const source = newPlace();
const file = join(source.folder, 'backup.zip');
let desk: Desk;
let made: { url: string; drop(): Promise<void> };

beforeAll(async () => {
  desk = await openBusyDesk(source);
  await backUp(desk.platform.database, source.config, file);
  made = await createPostgresDatabase();
});
afterAll(async () => {
  await desk.close();
  await made.drop();
  source.remove();
});

test('a backup comes back row by row on a PostgreSQL server; what is there is replaced only on demand, and never under a server', async () => {
  const place = newPlace({ DATABASE_URL: made.url });
  const before = await everyRow(desk.platform.database);
  const restore = async (replace: boolean) => {
    const archive = await openArchive(file);
    const options = { lastInvoice: 7, release: true, replace };
    await restoreBackup(place.config, archive, options).finally(archive.close);
  };
  try {
    await restore(false);
    const first = await openDatabase({ url: made.url, folder: '' });
    const after = await everyRow(first);
    const changed = Object.keys(before).filter(
      (name) => before[name]?.join() !== after[name]?.join(),
    );
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(changed).toEqual(['audit_entries', 'sessions']);
    await expect(restore(false)).rejects.toThrow('the database of DATABASE_URL');
    const lock = await first.tryLock('instance:of a server');
    await expect(restore(true)).rejects.toThrow('The server runs on this database');
    await lock?.release();
    await first.handle.execute(sql`insert into tags (id, name, key, colour)
      values (gen_random_uuid(), 'Later', 'later', 'red')`);
    await first.close();
    await restore(true);
    const second = await openDatabase({ url: made.url, folder: '' });
    expect((await everyRow(second)).tags).toEqual(before.tags);
    const [entry] = await rows<{ id: string }>(
      second.handle,
      sql`select id from audit_entries where action = 'backup.restored'`,
    );
    await second.close();
    // Cut off between the commit and its end, or before the commit.
    for (const [id, ended] of [
      [entry?.id, 'kept'],
      [newId(), 'undone'],
    ]) {
      await openStaging(place.folder);
      writeFileSync(cutOffNote(place.folder), JSON.stringify({ entry: id, moves: [] }));
      const opening = openDatabase({ url: made.url, folder: join(place.folder, 'database') });
      await expect(opening).rejects.toThrow('--undo');
      expect(await undoCutOff(place.config)).toBe(ended);
      expect(existsSync(join(place.folder, 'restoring'))).toBe(false);
    }
  } finally {
    place.remove();
  }
});

test('an embedded database moves to an empty server with its sessions, and the folder stays as it is', async () => {
  const place = newPlace({ JWT_SECRET: '' });
  await unpackSample('0.1.0-desk', place.folder);
  const empty = await createPostgresDatabase();
  try {
    const { secretFile } = await moveToServer(place.config, empty.url);
    expect(readFileSync(secretFile ?? '', 'utf8')).toMatch(/^[\w-]{43}\n$/);
    expect(await moveToServer(place.config, 'postgres://127.0.0.1:1/none').catch(String)).toContain(
      'does not answer',
    );
    await expect(moveToServer(place.config, empty.url)).rejects.toThrow('There is data in that');

    const embedded = await openDatabase({ folder: join(place.folder, 'database') });
    const moved = await openDatabase({ url: empty.url, folder: '' });
    expect(await everyRow(moved)).toEqual(await everyRow(embedded));
    const [next] = await rows<{ next: number }>(
      moved.handle,
      sql`select nextval('tickets_number_seq')::int as next`,
    );
    expect(next?.next).toBeGreaterThan(1050);
    await embedded.close();
    await moved.close();
  } finally {
    await empty.drop();
    place.remove();
  }
});

test('a server that does not answer, and a secret that is not the one, are told in a sentence', async () => {
  const nobody = newPlace({
    DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none',
    JWT_SECRET: secret,
  });
  const archive = await openArchive(file);
  const options = { lastInvoice: 7, release: true, replace: false };
  await expect(restoreBackup(nobody.config, archive, options)).rejects.toThrow('does not answer');
  const other = { ...nobody.config, jwtSecret: 'another master secret, of another place' };
  await expect(restoreBackup(other, archive, options)).rejects.toThrow('JWT_SECRET must be');
  const missing = new URL(made.url);
  missing.pathname = '/there_is_no_such_database';
  const lost = { ...nobody.config, databaseUrl: missing.href };
  await expect(restoreBackup(lost, archive, options)).rejects.toThrow('PostgreSQL refuses');
  await archive.close();
  nobody.remove();
  const untouched = await openAsItIs({ url: made.url, folder: '' });
  await untouched.close();
});
