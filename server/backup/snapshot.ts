/** Every table of ours, as of one moment, written into a folder: a line for each row, its values as the database writes them. */
import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Database, type Db, rows } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import { appliedMigrations, productVersion } from '../platform/migrations.ts';
import { isoText } from '../platform/sql-times.ts';
import { archiveFormat, type DataSummary, type TableSummary, tableFile } from './manifest.ts';
import { refuseOtherFiles } from './same-files.ts';
import { type Column, fixTextForms, quoted, readTables, type Table } from './schema.queries.ts';

const atOnce = 2000;

export const noData = 'There is no data in this database yet: is DATABASE_URL or DATA_DIR right?';

/**
 * Writes `tables/<name>.ndjson` into `folder`. Values are the database's own text for them, in which
 * every type comes back exactly: bytes, microseconds, 64-bit numbers, and JSON's null beside SQL's.
 * On PGlite everybody else waits until it is done, so nothing is done here but reading and writing.
 */
export async function writeSnapshot(
  database: Database,
  { folder, filesDir }: { folder: string; filesDir: string },
): Promise<DataSummary> {
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  return database.snapshot(async (db) => {
    await fixTextForms(db);
    const migrations = await appliedMigrations(db);
    if (migrations.length === 0) throw new StartRefused(noData);
    await refuseOtherFiles(db, filesDir);
    const tables: TableSummary[] = [];
    for (const table of await readTables(db)) tables.push(await writeTable(db, folder, table));
    return {
      format: archiveFormat,
      product: 'otklik',
      version: productVersion,
      engine: database.name,
      ...(await readFacts(db)),
      migrations,
      tables,
      sequences: await readSequences(db),
    };
  });
}

async function writeTable(db: Db, folder: string, table: Table): Promise<TableSummary> {
  const { name } = table;
  const columns = table.columns.filter(({ generated }) => !generated);
  const file = await open(join(folder, tableFile(name)), 'wx', 0o600);
  const hash = createHash('sha256');
  let count = 0;
  let bytes = 0;
  try {
    await db.execute(sql.raw(`declare backup no scroll cursor for ${selectLines(name, columns)}`));
    for (;;) {
      const lines = await rows<{ line: string }>(db, sql.raw(`fetch ${atOnce} from backup`));
      if (lines.length === 0) break;
      const chunk = Buffer.from(lines.map(({ line }) => `${line}\n`).join(''));
      hash.update(chunk);
      await file.appendFile(chunk);
      count += lines.length;
      bytes += chunk.length;
    }
    await db.execute(sql.raw('close backup'));
  } finally {
    await file.close();
  }
  const names = columns.map((column) => column.name);
  return { name, columns: names, rows: count, bytes, sha256: hash.digest('hex') };
}

function selectLines(table: string, columns: readonly Column[]): string {
  const values = columns.map(({ name }) => `${quoted(name)}::text`).join(', ');
  return `select to_json(array[${values}])::text as line from public.${quoted(table)}`;
}

async function readFacts(
  db: Db,
): Promise<Pick<DataSummary, 'createdAt' | 'stamp' | 'secretFingerprint' | 'lastInvoice'>> {
  const [now] = await rows<{ at: string; invoices: boolean }>(
    db,
    sql`select ${isoText(databaseNow)} as at,
      to_regclass('public.invoice_numbers') is not null as invoices`,
  );
  const [installed] = await rows<{ stamp: string; fingerprint: string }>(
    db,
    sql`select stamp, secret_fingerprint as fingerprint from installation`,
  );
  const [number] = now?.invoices
    ? await rows<{ last: number }>(db, sql`select last from invoice_numbers`)
    : [];
  return {
    createdAt: now?.at ?? '',
    stamp: installed?.stamp ?? null,
    secretFingerprint: installed?.fingerprint ?? null,
    lastInvoice: number?.last ?? null,
  };
}

/** Read after the tables: they run ahead of every snapshot, and must not fall behind it. */
function readSequences(db: Db): Promise<DataSummary['sequences']> {
  return rows(
    db,
    sql`select sequencename::text as name, last_value::text as last from pg_sequences
      where schemaname = 'public' order by 1`,
  );
}
