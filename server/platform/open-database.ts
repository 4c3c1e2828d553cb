/** Opens the configured engine and brings its tables up to date. */
import { fileURLToPath } from 'node:url';
import { type Database, databaseOn, type Engine } from './database.ts';

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** PostgreSQL where a `url` is given, otherwise the database in `folder`. Throws StartRefused when the folder is in use. */
export async function openDatabase(where: { url?: string; folder: string }): Promise<Database> {
  return migrated(await openEngine(where));
}

/** Only the engine that is used is loaded: the other one costs memory and time. */
async function openEngine({ url, folder }: { url?: string; folder: string }): Promise<Engine> {
  if (url) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(url);
  }
  const { openPgliteFolder } = await import('./pglite.ts');
  return openPgliteFolder(folder);
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
