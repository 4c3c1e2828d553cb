/** A migrated database for one test file: PGlite in memory, or one of its own on the PostgreSQL that TEST_DATABASE_URL names. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { type Database, databaseOn } from '../server/platform/database.ts';
import { openDatabase } from '../server/platform/open-database.ts';
import { openPgliteInMemory } from '../server/platform/pglite.ts';
import { type TestClock, testClockFor } from './clock.ts';
import { leasePglite } from './leased-pglite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const migrations = join(root, 'server/migrations');

/** Where the PostgreSQL for tests is, when the suites run on one. */
export const testPostgres = process.env.TEST_DATABASE_URL;

export interface TestDatabase {
  database: Database;
  clock: TestClock;
  /** Where its attachments are; made by the first of them. */
  filesDir: string;
  close(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const made = testPostgres ? await createPostgresDatabase() : undefined;
  const database = made
    ? await openDatabase({ url: made.url, folder: '' })
    : databaseOn(await leasePglite(migratedTemplate));
  const filesDir = join(tmpdir(), `otklik-files-${randomUUID()}`);
  return {
    database,
    clock: await testClockFor(database),
    filesDir,
    async close() {
      await database.close();
      await made?.drop();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}

/** An empty database on the test PostgreSQL, for tests of several instances. */
export async function createPostgresDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  if (!testPostgres) throw new Error('TEST_DATABASE_URL is not set.');
  const name = `otklik_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(testPostgres);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: testPostgres });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Migrating takes seconds, so a migrated database is kept as a file, named after its migrations. */
async function migratedTemplate(): Promise<Blob> {
  const folder = join(root, '.cache/testing');
  const file = join(folder, `pglite-${migrationsHash()}.tar`);
  try {
    return new Blob([readFileSync(file)]);
  } catch {
    const engine = await openPgliteInMemory();
    await engine.migrate(migrations);
    const dump = await engine.client.dumpDataDir('none');
    await engine.close();
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
    renameSync(unfinished, file);
    return dump;
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(migrations).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(join(migrations, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
