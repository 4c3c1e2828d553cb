/** Puts a backup into a new place, or with the operator's word into the place of what is there: all of it or nothing. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import type { Database, Tx } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import { lockFolder } from '../platform/folder-lock.ts';
import { openAsItIs } from '../platform/open-database.ts';
import { refuseLower, settleRestored, type Wishes } from './after-restore.ts';
import { refuseOtherSecret } from './given-secret.ts';
import { loadData, migrationsFor } from './load.ts';
import type { Archive } from './read-archive.ts';
import { hasEntry, isEmpty, isServed, keepServersOut, removeEverything } from './schema.queries.ts';
import { asRefused, asSentence } from './sentence.ts';
import { endStaged, replacedFiles, staged } from './staged.ts';

type Options = Wishes & { replace: boolean };

/** Throws StartRefused with a sentence where it cannot be; nothing is changed then. The server must not run. */
export async function restoreBackup(
  config: Config,
  archive: Archive,
  options: Options,
): Promise<void> {
  const { manifest } = archive;
  migrationsFor(manifest);
  refuseLower(manifest.lastInvoice ?? 0, options.lastInvoice);
  refuseOtherSecret(config, manifest);
  await undoCutOff(config);
  try {
    if (config.databaseUrl) await restoreToServer(config, archive, options);
    else await restoreToFolder(config, archive, options);
  } catch (error) {
    throw asSentence(error);
  }
}

/**
 * What an earlier restore has left in the middle comes to its end: everything is as it was before, or,
 * where the database of DATABASE_URL holds it already, as it is restored. Gives nothing where there was none.
 */
export async function undoCutOff(config: Config): Promise<'kept' | 'undone' | undefined> {
  try {
    return await endStaged(config, (entry) => isHeld(config, entry));
  } catch (error) {
    throw asSentence(error);
  }
}

/** Of an embedded database nothing is held before its folder has come to stand in its place. */
async function isHeld({ databaseUrl }: Config, entry: string): Promise<boolean> {
  if (!databaseUrl) return false;
  const database = await openAsItIs({ url: databaseUrl, folder: '' });
  return hasEntry(database.handle, entry).finally(() => database.close());
}

async function restoreToServer(config: Config, archive: Archive, options: Options): Promise<void> {
  const database = await openAsItIs({ url: config.databaseUrl, folder: '' });
  try {
    await refuseFull(config, { replace: options.replace, empty: await isEmpty(database.handle) });
    await refuseServed(database);
    const wanted = { ...config, archive, isHeld: (entry: string) => isHeld(config, entry) };
    await staged(wanted, async ({ fresh, entry, swap }) => {
      await database.transaction(async (tx) => {
        await keepServersOut(tx);
        if (await isServed(tx)) throw new StartRefused(served);
        if (options.replace) await removeEverything(tx);
        await fill(tx, { archive, folder: fresh, entry, options });
        // The last thing before the commit: whatever fails, it is taken back together.
        await swap();
      });
    });
  } finally {
    await database.close();
  }
}

async function restoreToFolder(config: Config, archive: Archive, options: Options): Promise<void> {
  const folder = join(config.dataDir, 'database');
  const was = existsSync(folder);
  const empty = !existsSync(join(folder, 'pgdata'));
  await refuseFull(config, { replace: options.replace, empty });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const wanted = { ...config, archive, isHeld: (entry: string) => isHeld(config, entry) };
    await staged(wanted, async ({ fresh, entry, swap }) => {
      const made = await openAsItIs({ folder: join(fresh, 'database') });
      try {
        await made.transaction((tx) => fill(tx, { archive, folder: fresh, entry, options }));
      } finally {
        await made.close();
      }
      await swap();
    });
  } catch (error) {
    if (!was) await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    lock.release();
  }
}

async function fill(
  tx: Tx,
  {
    archive: { manifest },
    folder,
    entry,
    options,
  }: { archive: Archive; folder: string; entry: string; options: Options },
): Promise<void> {
  try {
    await loadData(tx, manifest, folder);
  } catch (error) {
    throw asRefused(error);
  }
  await settleRestored(tx, { ...options, manifest, entry });
}

const served = 'The server runs on this database. Stop it first, every instance of it.';

async function refuseServed({ handle }: Database): Promise<void> {
  if (await isServed(handle)) throw new StartRefused(served);
}

async function refuseFull(
  { dataDir, filesDir, databaseUrl }: Config,
  { replace, empty }: { replace: boolean; empty: boolean },
): Promise<void> {
  if (replace) return;
  const full = [
    ...(empty ? [] : [databaseUrl ? 'the database of DATABASE_URL' : `the database in ${dataDir}`]),
    ...((await replacedFiles(filesDir)).length > 0 ? [`the folder ${filesDir}`] : []),
  ];
  if (full.length === 0) return;
  throw new StartRefused(
    `There is data in ${full.join(' and in ')} already. Choose a new place, or say --replace, and it is lost.`,
  );
}
