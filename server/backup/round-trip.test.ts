import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../testing/desk.ts';
import { rows } from '../platform/database.ts';
import { openDatabase } from '../platform/open-database.ts';
import { backUp, everyRow, newPlace, openBusyDesk } from './backup-test.ts';
import { openArchive } from './read-archive.ts';
import { releaseNotices } from './release.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take-backup.ts';

const source = newPlace();
const target = newPlace();
const file = join(source.folder, 'backup.zip');
const picture = Buffer.from([0, 255, 10, 13, 26]);
let desk: Desk;
let before: Record<string, string[]>;

beforeAll(async () => {
  desk = await openBusyDesk(source);
  const { filesDir } = source.config;
  for (const name of ['0a', 'arriving', 'exports']) {
    mkdirSync(join(filesDir, name), { recursive: true });
    writeFileSync(join(filesDir, name, '0a-picture'), picture);
  }
  mkdirSync(join(source.folder, 'secrets'));
  writeFileSync(join(source.folder, 'secrets', 'bot-secret'), 'said to bots\n');
  before = await everyRow(desk.platform.database);
  await backUp(desk.platform.database, source.config, file);
});
afterAll(async () => {
  await desk.close();
  source.remove();
  target.remove();
});

test('everything comes back row by row in another place, and on the embedded engine whatever it was taken from', async () => {
  const archive = await openArchive(file);
  await restoreBackup(target.config, archive, { lastInvoice: 9, release: false, replace: false });
  await archive.close();
  const database = await openDatabase({ folder: join(target.folder, 'database') });
  try {
    const after = await everyRow(database);
    const changed = Object.keys(before).filter(
      (name) => before[name]?.join() !== after[name]?.join(),
    );
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(changed).toEqual(['audit_entries', 'invoice_numbers', 'send_buckets', 'sessions']);
    expect(before.clients?.length).toBeGreaterThan(2);

    const [settled] = await rows<Record<string, unknown>>(
      database.handle,
      sql`select (select last from invoice_numbers) as last,
        (select count(*)::int from sessions where ended_at is null) as sessions,
        (select changes::text from audit_entries where action = 'backup.restored') as changes,
        (select hold_reason from send_buckets) as held,
        (select nextval('tickets_number_seq')::int) as ticket`,
    );
    expect(settled).toMatchObject({ last: 9, sessions: 0, held: 'restored', ticket: 1002 });
    expect(settled?.changes).toContain('"lastInvoice": ["7", "9"]');
    await expect(
      database.handle.execute(sql`delete from invoices where number = 7`),
    ).rejects.toThrow();

    expect(await releaseNotices(database, { drop: false })).toMatchObject({ held: true });
    expect(await releaseNotices(database, { drop: false })).toMatchObject({ held: false });
  } finally {
    await database.close();
  }
  const restored = (name: string) => readFileSync(join(target.folder, name));
  expect(restored('files/0a/0a-picture')).toEqual(picture);
  expect(restored('files/.otklik')).toEqual(readFileSync(join(source.config.filesDir, '.otklik')));
  expect(restored('secrets/bot-secret').toString()).toBe('said to bots\n');
  expect(() => restored('files/exports/0a-picture')).toThrow();
  expect(() => restored('files/restoring')).toThrow(/ENOENT/);
});

test('a backup of what was restored is taken by the command itself where no server runs, for its owner alone', async () => {
  const again = join(target.folder, 'again.zip');
  const manifest = await takeBackup(target.config, { file: again, replace: false });
  expect(manifest.lastInvoice).toBe(9);
  expect(statSync(again).mode & 0o777).toBe(0o600);
  await expect(takeBackup(target.config, { file: again, replace: false })).rejects.toThrow(
    'is there already',
  );
  await takeBackup(target.config, { file: again, replace: true });
});
