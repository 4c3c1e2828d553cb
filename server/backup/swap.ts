/** Puts folders that are ready into the place of others: renames alone, which can be taken back. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../platform/errors.ts';

/** Inside the folder that is restored, since that one may be a mount of its own. */
export const stagingName = 'restoring';

export interface Staging {
  /** What is made ready stands here, … */
  fresh: string;
  /** … and what it takes the place of is put here. */
  old: string;
}

/** A new staging folder in `folder`. Throws StartRefused where an earlier restore was cut off in the middle of its renames. */
export async function openStaging(folder: string): Promise<Staging> {
  const staging = join(folder, stagingName);
  const old = join(staging, 'old');
  if ((await namesIn(old)).length > 0) {
    throw new StartRefused(
      `A restore was cut off, and what it was about to replace is in ${old}. Move it back to ${folder}, or remove it, and run this again.`,
    );
  }
  await rm(staging, { recursive: true, force: true });
  const fresh = join(staging, 'fresh');
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await mkdir(old, { mode: 0o700 });
  return { fresh, old };
}

export async function removeStaging(folder: string): Promise<void> {
  await rm(join(folder, stagingName), { recursive: true, force: true });
}

export interface Swap {
  /** Puts `names` of `folder` aside and the fresh ones into their place. */
  run(folder: string, staging: Staging, names: readonly string[]): Promise<void>;
  /** Everything back as it was. */
  undo(): Promise<void>;
}

export function newSwap(): Swap {
  const done: { from: string; to: string }[] = [];
  async function move(from: string, to: string): Promise<void> {
    await rename(from, to);
    done.push({ from, to });
  }
  return {
    async run(folder, { fresh, old }, names) {
      for (const name of names) await move(join(folder, name), join(old, name));
      for (const name of await namesIn(fresh)) await move(join(fresh, name), join(folder, name));
    },
    async undo() {
      for (const { from, to } of done.reverse()) await rename(to, from);
    },
  };
}

/** What is in a folder; nothing where there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
