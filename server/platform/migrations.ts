/** The migrations that this version knows; a database that has had others belongs to a newer version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import packageFile from '../../package.json' with { type: 'json' };
import { type Db, rows, type Tx } from './database.ts';
import { StartRefused } from './errors.ts';

export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** The version of this product, as `package.json` says it. */
export const productVersion: string = packageFile.version;

export interface Migration {
  /** `0002_desk`. */
  name: string;
  /** When it was made, in milliseconds: a database keeps it, and knows the migration by it. */
  at: number;
  hash: string;
  statements: string[];
}

/** All of them, the oldest first. */
export function knownMigrations(): Migration[] {
  const journal = readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(journal) as { entries: { tag: string; when: number }[] };
  const read = readMigrationFiles({ migrationsFolder });
  return read.map(({ sql: statements, folderMillis: at, hash }) => {
    const name = entries.find(({ when }) => when === at)?.tag ?? String(at);
    return { name, at, hash, statements };
  });
}

/** What this database has had, the oldest first; nothing where it is new. */
export async function appliedMigrations(db: Db): Promise<number[]> {
  const [table] = await rows<{ there: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!table?.there) return [];
  const applied = await rows<{ at: string }>(
    db,
    sql`select created_at::text as at from drizzle.__drizzle_migrations order by created_at`,
  );
  return applied.map(({ at }) => Number(at));
}

/** Throws StartRefused where the database has had a migration that this version does not know. */
export async function refuseNewer(db: Db): Promise<void> {
  const known = new Set(knownMigrations().map(({ at }) => at));
  const applied = await appliedMigrations(db).catch((error) => {
    // The cause says why nobody answers; the statement that found out says nothing.
    throw error instanceof Error && error.cause ? error.cause : error;
  });
  if (applied.every((at) => known.has(at))) return;
  throw new StartRefused(
    `A newer version of Otklik has worked on this database, and this one (${productVersion}) does not know all of its tables. Start the newer version, or restore a backup from before the update. Nothing was changed.`,
  );
}

/** Runs these inside the transaction and notes them as the migrator does. The caller has made sure that they come next. */
export async function runMigrations(tx: Tx, migrations: readonly Migration[]): Promise<void> {
  await tx.execute(sql`create schema if not exists drizzle`);
  await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
    (id serial primary key, hash text not null, created_at bigint)`);
  for (const { statements, hash, at } of migrations) {
    for (const statement of statements) await tx.execute(sql.raw(statement));
    await tx.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${at})`,
    );
  }
}
