/** Opens the configured engine and brings its tables up to date. */
import { fileURLToPath } from 'node:url';
import { type Database, databaseOn, type Engine } from './database.ts';
import { openPgliteFolder } from './pglite.ts';
import { openPostgres } from './postgres.ts';

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** PostgreSQL where a `url` is given, otherwise the database in `folder`. Throws StartRefused when the folder is in use. */
export async function openDatabase(where: { url?: string; folder: string }): Promise<Database> {
  const engine = where.url ? await openPostgres(where.url) : await openPgliteFolder(where.folder);
  return migrated(engine);
}

/** Runs the migrations that are missing, one instance at a time. */
export async function migrated(engine: Engine): Promise<Database> {
  try {
    await engine.migrate(migrations);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return databaseOn(engine);
}
