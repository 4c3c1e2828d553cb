/** Opens the configured engine and brings its tables up to date. */
import { dirname } from 'node:path';
import { refuseCutOff } from './cut-off.ts';
import { type Database, databaseOn, type Engine } from './database.ts';
import { migrationsFolder, refuseNewer } from './migrations.ts';

interface Where {
  url?: string | undefined;
  folder: string;
}

/**
 * PostgreSQL where a `url` is given, otherwise the database in `folder`. Throws StartRefused when the
 * folder is in use, when a newer version has worked on the database, and when a restore was cut off.
 */
export async function openDatabase(where: Where): Promise<Database> {
  return migrated(await openEngine(where));
}

/** The same with its tables as they are, whatever version made them: to take a backup, or to fill it anew. */
export async function openAsItIs(where: Where): Promise<Database> {
  return databaseOn(await openEngine(where));
}

/** Only the engine that is used is loaded: the other one costs memory and time. */
async function openEngine({ url, folder }: Where): Promise<Engine> {
  if (folder) refuseCutOff(dirname(folder));
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
    await refuseNewer(engine.handle);
    await engine.migrate(migrationsFolder);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return databaseOn(engine);
}
