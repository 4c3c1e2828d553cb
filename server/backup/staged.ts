/** What a restore makes ready beside what is there, and the moment in which it takes its place. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { stagingName } from '../platform/cut-off.ts';
import { lockFolder } from '../platform/folder-lock.ts';
import { newId } from '../platform/ids.ts';
import { namesIn } from '../platform/if-there.ts';
import type { Archive } from './read-archive.ts';
import { endSwap, newSwap, openStaging, removeStaging } from './swap.ts';

type Places = Pick<Config, 'dataDir' | 'filesDir'>;
type IsHeld = (entry: string) => Promise<boolean>;

export interface Ready {
  /** The folder with the tables, the secrets, and what `use` puts there: `database`. */
  fresh: string;
  /** The id that the restore's entry in the audit log must have. */
  entry: string;
  /** Puts everything into its place; taken back where something fails afterwards. */
  swap(): Promise<void>;
}

interface Wanted extends Places {
  archive: Archive;
  /** Whether the database that is restored has come to hold this entry of its audit log. */
  isHeld: IsHeld;
}

/** Unpacks and checks beside what is there, has it used, and leaves nothing of its own behind. */
export async function staged(
  { dataDir, filesDir, archive, isHeld }: Wanted,
  use: (ready: Ready) => Promise<void>,
): Promise<void> {
  await mkdir(join(dataDir, stagingName), { recursive: true, mode: 0o700 });
  const lock = lockFolder(join(dataDir, stagingName));
  const entry = newId();
  try {
    const data = await openStaging(dataDir);
    const files = await openStaging(filesDir);
    const { fresh } = data;
    await archive.unpack({ data: fresh, files: files.fresh });
    await use({ fresh, entry, swap });
    await endSwap(dataDir, async () => true);
    await removeBoth({ dataDir, filesDir });

    async function swap(): Promise<void> {
      await rm(join(fresh, 'tables'), { recursive: true });
      const swapping = newSwap(dataDir, entry);
      await swapping.run(filesDir, files, await replacedFiles(filesDir));
      await swapping.run(dataDir, data, await replacedData(dataDir, fresh));
    }
  } catch (error) {
    // Where taking back fails, its note and what was put aside are all that is left of what was there.
    const ended = await endSwap(dataDir, isHeld);
    await removeBoth({ dataDir, filesDir });
    if (ended !== 'kept') throw error;
  } finally {
    lock.release();
  }
}

/** The same for a restore that was cut off: it comes to its end, and what it had made ready goes. */
export async function endStaged(
  { dataDir, filesDir }: Places,
  isHeld: IsHeld,
): Promise<'kept' | 'undone' | undefined> {
  if (!existsSync(join(dataDir, stagingName))) return undefined;
  const lock = lockFolder(join(dataDir, stagingName));
  try {
    const ended = await endSwap(dataDir, isHeld);
    await removeBoth({ dataDir, filesDir });
    return ended;
  } finally {
    lock.release();
  }
}

async function removeBoth({ dataDir, filesDir }: Places): Promise<void> {
  await removeStaging(dataDir);
  await removeStaging(filesDir);
}

/** What an installation has in its folder of files, and a restore puts aside. */
export async function replacedFiles(filesDir: string): Promise<string[]> {
  return (await namesIn(filesDir)).filter(
    (name) => name !== stagingName && name !== 'lost+found' && name !== 'arriving',
  );
}

async function replacedData(dataDir: string, fresh: string): Promise<string[]> {
  const [made, there] = [await namesIn(fresh), await namesIn(dataDir)];
  return ['database', 'secrets'].filter((name) => made.includes(name) && there.includes(name));
}
