/** Puts folders that are ready into the place of others: renames alone, noted beforehand, so that they can be taken back even after a power cut. */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cutOffNote, stagingName } from '../platform/cut-off.ts';
import { StartRefused } from '../platform/errors.ts';
import { namesIn } from '../platform/if-there.ts';

export interface Staging {
  /** What is made ready stands here, … */
  fresh: string;
  /** … and what it takes the place of is put here. */
  old: string;
}

interface Move {
  from: string;
  to: string;
  /** Puts aside what was there before. */
  aside: boolean;
}

interface Note {
  /** The entry of the audit log that is there once a server's database holds what is restored. */
  entry: string;
  moves: Move[];
}

/** A new staging folder in `folder`; what an earlier restore has left there unfinished goes. */
export async function openStaging(folder: string): Promise<Staging> {
  const fresh = join(folder, stagingName, 'fresh');
  const old = join(folder, stagingName, 'old');
  for (const place of [fresh, old]) {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true, mode: 0o700 });
  }
  return { fresh, old };
}

export async function removeStaging(folder: string): Promise<void> {
  await rm(join(folder, stagingName), { recursive: true, force: true });
}

export interface Swap {
  /** Puts `names` of `folder` aside and the fresh ones into their place. */
  run(folder: string, staging: Staging, names: readonly string[]): Promise<void>;
}

/** The note of its renames stands in the staging folder of `dataDir`, with `entry`, until `endSwap`. */
export function newSwap(dataDir: string, entry: string): Swap {
  const moves: Move[] = [];
  return {
    async run(folder, { fresh, old }, names) {
      const made = await namesIn(fresh);
      const planned = [
        ...names.map((name) => ({ from: join(folder, name), to: join(old, name), aside: true })),
        ...made.map((name) => ({ from: join(fresh, name), to: join(folder, name), aside: false })),
      ];
      moves.push(...planned);
      await writeNote(dataDir, { entry, moves });
      for (const { from, to } of planned) await rename(from, to);
      for (const place of [folder, old]) await syncFolder(place);
    },
  };
}

/**
 * Ends what a note tells of: where the database holds it (`isHeld` is asked for the entry) it stays,
 * otherwise everything is taken back. Gives nothing where there is no note.
 */
export async function endSwap(
  dataDir: string,
  isHeld: (entry: string) => Promise<boolean>,
): Promise<'kept' | 'undone' | undefined> {
  const path = cutOffNote(dataDir);
  if (!existsSync(path)) return undefined;
  const { entry, moves } = JSON.parse(await readFile(path, 'utf8')) as Note;
  const held = await isHeld(entry);
  if (!held) await takeBack(moves);
  await rm(path);
  return held ? 'kept' : 'undone';
}

/** In reverse, each that was done; it can be cut off and begun again. */
async function takeBack(moves: readonly Move[]): Promise<void> {
  for (const { from, to } of moves.toReversed()) {
    if (!existsSync(from) && existsSync(to)) await rename(to, from);
  }
  const left = moves.find(({ from, to, aside }) => aside && existsSync(from) && existsSync(to));
  if (!left) return;
  throw new StartRefused(
    `What was ${left.from} before the restore is ${left.to} now, and something else has taken its place. Move that away, and run: npm run restore -- --undo`,
  );
}

async function writeNote(dataDir: string, note: Note): Promise<void> {
  const path = cutOffNote(dataDir);
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(note));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(join(dataDir, stagingName));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
