/** The folder in the data folder that a snapshot is written to: readable by its owner alone, and gone afterwards whatever happens. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../platform/errors.ts';
import { lockFolder } from '../platform/folder-lock.ts';

const prefix = 'backing-up-';

export interface SnapshotFolder {
  folder: string;
  remove(): Promise<void>;
}

/** A new one; what a process that was killed has left goes, since nobody else knows that everything is in it. */
export async function makeSnapshotFolder(dataDir: string): Promise<SnapshotFolder> {
  // With a server's database it may be the first thing here.
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await removeLeft(dataDir);
  const folder = await mkdtemp(join(dataDir, prefix));
  const lock = lockFolder(folder);
  return {
    folder,
    async remove() {
      await rm(folder, { recursive: true, force: true });
      lock.release();
    },
  };
}

async function removeLeft(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(dataDir, name);
    if (isInUse(folder)) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

function isInUse(folder: string): boolean {
  try {
    lockFolder(folder).release();
    return false;
  } catch (error) {
    if (error instanceof StartRefused) return true;
    throw error;
  }
}
