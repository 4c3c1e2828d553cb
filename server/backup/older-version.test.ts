import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackSample } from '../../testing/samples.ts';
import { parseConfig } from '../platform/config.ts';
import { rows } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { appliedMigrations, knownMigrations } from '../platform/migrations.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { newPlace } from './backup-test.ts';
import { openArchive } from './read-archive.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take-backup.ts';

const samples = [
  { sample: '0.1.0-desk', migrations: 3 },
  { sample: '0.1.0-invoices', migrations: 4 },
];

describe.each(samples)('data of $sample', ({ sample, migrations }) => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-sample-'));
  const config = parseConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const file = join(folder, 'old.zip');

  beforeAll(async () => {
    await unpackSample(sample, folder);
    // A backup of the data as it was: to take one changes nothing in it.
    await takeBackup(config, { file, replace: false });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a data folder of the version before is brought up to date at its start, and nothing in it is lost', async () => {
    const before = (await openArchive(file)).manifest;
    expect(before.migrations).toHaveLength(migrations);
    const count = (name: string) => before.tables.find((table) => table.name === name)?.rows;
    const { database } = await openPlatform(config);
    try {
      const [found] = await rows<Record<string, number>>(
        database.handle,
        sql`select (select count(*)::int from tickets) as tickets, (select count(*)::int from staff) as staff,
        (select count(*)::int from clients) as clients, (select count(*)::int from invoices) as invoices`,
      );
      expect(found).toEqual({
        tickets: count('tickets'),
        staff: count('staff'),
        clients: count('clients'),
        invoices: count('invoices') ?? 0,
      });
      expect(found?.tickets).toBeGreaterThan(50);
      const [opened] = await rows<{ number: number }>(
        database.handle,
        sql`select o.p_number as number from clients c, open_ticket(${newId()}, ${newId()}, c.id, 'Печать',
        'Не печатает', 'normal', 2::smallint, null, 'portal', 'client', c.id, true, null, null, otklik_now()) o
        limit 1`,
      );
      expect(opened?.number).toBe(1001 + (found?.tickets ?? 0));
      expect(await appliedMigrations(database.handle)).toEqual(
        knownMigrations().map(({ at }) => at),
      );
    } finally {
      await database.close();
    }
  });

  test('a backup of the version before is restored as it was and then brought up to date', async () => {
    const place = newPlace({ JWT_SECRET: '' });
    const archive = await openArchive(file);
    const lastInvoice = archive.manifest.lastInvoice ?? 0;
    await restoreBackup(place.config, archive, { lastInvoice, release: true, replace: false });
    await archive.close();
    const { database } = await openPlatform(place.config);
    try {
      const [found] = await rows<{ tickets: number; invoices: number }>(
        database.handle,
        sql`select (select count(*)::int from tickets) as tickets, (select count(*)::int from invoices) as invoices`,
      );
      const { tables } = archive.manifest;
      expect(found).toEqual({
        tickets: tables.find(({ name }) => name === 'tickets')?.rows,
        invoices: tables.find(({ name }) => name === 'invoices')?.rows ?? 0,
      });
    } finally {
      await database.close();
      place.remove();
    }
  });

  test('a data folder that a newer version has worked on is refused, and stays as it is', async () => {
    const { database } = await openPlatform(config);
    await database.handle.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9999999999999)`,
    );
    await database.close();
    const refused = await openPlatform(config).catch((error) => error);
    expect(refused).toBeInstanceOf(StartRefused);
    expect(refused.message).toContain('A newer version of Otklik has worked on this database');
    const newer = join(folder, 'newer.zip');
    await takeBackup(config, { file: newer, replace: false });
    const place = newPlace({ JWT_SECRET: '' });
    const archive = await openArchive(newer);
    await expect(
      restoreBackup(place.config, archive, {
        lastInvoice: archive.manifest.lastInvoice ?? 0,
        release: true,
        replace: false,
      }),
    ).rejects.toThrow('update Otklik first');
    await archive.close();
    place.remove();
  });
});
