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
import { isEmpty, isServed, keepServersOut, removeEverything } from './schema.queries.ts';
import { asSentence } from './sentence.ts';
import { namesIn, newSwap, openStaging, removeStaging, type Staging, stagingName } from './swap.ts';

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
  try {
    if (config.databaseUrl) await restoreToServer(config, archive, options);
    else await restoreToFolder(config, archive, options);
  } catch (error) {
    throw asSentence(error);
  }
}

async function restoreToServer(config: Config, archive: Archive, options: Options): Promise<void> {
  const database = await openAsItIs({ url: config.databaseUrl, folder: '' });
  try {
    await refuseFull(config, { replace: options.replace, empty: await isEmpty(database.handle) });
    await refuseServed(database);
    await staged(config, archive, async ({ data, swap, undo }) => {
      try {
        await database.transaction(async (tx) => {
          await keepServersOut(tx);
          if (await isServed(tx)) throw new StartRefused(served);
          if (options.replace) await removeEverything(tx);
          await fill(tx, { archive, folder: data.fresh, options });
          // The last thing before the commit: whatever fails, it is taken back together.
          await rm(join(data.fresh, 'tables'), { recursive: true });
          await swap();
        });
      } catch (error) {
        await undo();
        throw error;
      }
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
    await staged(config, archive, async ({ data, swap, undo }) => {
      const fresh = await openAsItIs({ folder: join(data.fresh, 'database') });
      try {
        await fresh.transaction((tx) => fill(tx, { archive, folder: data.fresh, options }));
      } finally {
        await fresh.close();
      }
      await rm(join(data.fresh, 'tables'), { recursive: true });
      try {
        await swap();
      } catch (error) {
        await undo();
        throw error;
      }
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
  { archive, folder, options }: { archive: Archive; folder: string; options: Options },
): Promise<void> {
  await loadData(tx, archive.manifest, folder);
  await settleRestored(tx, { ...options, manifest: archive.manifest });
}

/** Unpacks and checks beside what is there, has it used, and leaves nothing of its own behind. */
async function staged(
  { dataDir, filesDir }: Config,
  archive: Archive,
  use: (ready: { data: Staging; swap(): Promise<void>; undo(): Promise<void> }) => Promise<void>,
): Promise<void> {
  const data = await openStaging(dataDir);
  const files = await openStaging(filesDir);
  const swapping = newSwap();
  let kept = true;
  try {
    await archive.unpack({ data: data.fresh, files: files.fresh });
    await use({
      data,
      async swap() {
        await swapping.run(filesDir, files, await replacedFiles(filesDir));
        const fresh = await namesIn(data.fresh);
        const there = await namesIn(dataDir);
        const ours = ['database', 'secrets'].filter((name) => fresh.includes(name));
        await swapping.run(
          dataDir,
          data,
          ours.filter((name) => there.includes(name)),
        );
      },
      async undo() {
        kept = false;
        await swapping.undo();
        kept = true;
      },
    });
  } finally {
    // Where taking back has failed, what was put aside is all that is left of it.
    if (kept) {
      await removeStaging(dataDir);
      await removeStaging(filesDir);
    }
  }
}

async function replacedFiles(filesDir: string): Promise<string[]> {
  return (await namesIn(filesDir)).filter(
    (name) => name !== stagingName && name !== 'lost+found' && name !== 'arriving',
  );
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
