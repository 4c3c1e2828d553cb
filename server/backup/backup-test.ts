/** What tests of backups share: a desk with rows of every awkward kind, every row of a database as text, folders, archives taken apart. */
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { type Config, parseConfig } from '../platform/config.ts';
import { type Database, rows } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { prepareBackup, writeArchive } from './write-archive.ts';

export const secret = 'a master secret that only tests know';

export interface Place {
  folder: string;
  config: Config;
  remove(): void;
}

/** A new, empty place for an installation with the secret of the tests. */
export function newPlace(environment: Record<string, string> = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-backup-'));
  const config = parseConfig({ DATA_DIR: folder, JWT_SECRET: secret, ...environment });
  return { folder, config, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A desk at work: what is hard to write down and read again is among its rows. */
export async function openBusyDesk(place: Place): Promise<Desk> {
  const desk = await openDesk({ DATA_DIR: place.folder, FILES_DIR: place.config.filesDir });
  const { handle } = desk.platform.database;
  const awkward = 'Line\u2028break, "quotes", \\back\\slash, tab\t, new\nline, 😀, \\u0000, null';
  const ticket = newId();
  await handle.execute(sql`select open_ticket(${ticket}, ${newId()}, ${desk.anna.id}, ${awkward},
    ${awkward}, 'normal', 2::smallint, null, 'portal', 'client', ${desk.anna.id}, true, null, null, otklik_now())`);
  await handle.execute(sql`insert into telegram_updates (bot_id, update_id, chat_id, update, created_at)
    values (9223372036854775807, 9007199254740993, -1, ${'{"b": 1,  "a": 1e2, "a": "\\u0000"}'}::json,
      '2026-11-21 10:00:00.123456Z')`);
  await handle.execute(sql`update clock_shift set shift = '1 mon 2 days 03:04:05.678901'`);
  await handle.execute(sql`insert into audit_entries (id, action, actor_kind, actor_name, changes)
    values (${newId()}, 'staff.changed', 'system', '', 'null'::jsonb)`);
  const [invoice, draft] = [newId(), newId()];
  for (const [id, status, seller] of [
    [invoice, 'draft', '{"name": "Ромашка"}'],
    [draft, 'draft', null],
  ]) {
    await handle.execute(sql`insert into invoices (id, status, client_id, currency, tax_mode, seller,
        buyer, made_by_kind, document, total, updated_at)
      values (${id}, ${status}, ${desk.anna.id}, 'RUB', 'none', ${seller}::jsonb, 'null'::jsonb, 'system',
        to_tsvector('russian', 'счёт за работу'), 9007199254740993, otklik_now())`);
    await handle.execute(sql`insert into invoice_items
      values (${id}, 1, ${awkward}, 1500, 'h', -5, null, 1, 0, 1)`);
  }
  await handle.execute(
    sql`update invoices set status = 'issued', number = 7 where id = ${invoice}`,
  );
  await handle.execute(sql`insert into invoice_numbers (last) values (7)
    on conflict ("only") do update set last = 7`);
  return desk;
}

/** Every row of every table as text, sorted; by other means than those that are tested. */
export async function everyRow(database: Database): Promise<Record<string, string[]>> {
  return database.snapshot(async (db) => {
    await db.execute(sql`set local timezone = 'UTC'`);
    const tables = await rows<{ name: string }>(
      db,
      sql`select tablename::text as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const all: Record<string, string[]> = {};
    for (const { name } of tables) {
      const found = await rows<{ row: string }>(
        db,
        sql.raw(`select t::text || row_to_json(t)::text as row from public."${name}" t`),
      );
      all[name] = found.map(({ row }) => row).sort();
    }
    return all;
  });
}

/** Takes a backup of an open database, as the server does. */
export async function backUp(database: Database, config: Config, file: string): Promise<void> {
  const prepared = await prepareBackup(database, config);
  await writeArchive(prepared, config, createWriteStream(file)).finally(prepared.remove);
}

/** Everything under a folder with its content, to see that nothing has changed. */
export function everyFile(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path).toString('base64')];
    }),
  );
}

/** An archive's entries in their order. */
export async function takeApart(file: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(file, { autoClose: false });
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    entries.set(entry.fileName, Buffer.concat(parts));
  }
  zip.close();
  return entries;
}

export async function putTogether(entries: Map<string, Buffer>, file: string): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of entries) zip.addBuffer(content, name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
