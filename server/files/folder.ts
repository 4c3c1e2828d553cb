/** The bytes on the disk: each file under its id, in one of 256 folders, whole or not at all. */
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { namesIn } from '../platform/if-there.ts';

/** Where files are while they come in: beside the others, so that a rename moves them. */
export const arriving = 'arriving';

export function pathOf(folder: string, id: string): string {
  return join(folder, id.slice(0, 2), id);
}

/** A path for a file that comes in. */
export async function arrivingPath(folder: string, id: string): Promise<string> {
  const path = join(folder, arriving, id);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return path;
}

/** Puts a file that is written and synced into its place; it stays there even if the power fails now. */
export async function settle(folder: string, id: string): Promise<void> {
  const place = pathOf(folder, id);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await rename(join(folder, arriving, id), place);
  await syncFolder(dirname(place));
  await syncFolder(folder);
}

/** Throws ENOENT where the bytes are missing. */
export async function openBytes(folder: string, id: string): Promise<ReadStream> {
  const file = await open(pathOf(folder, id));
  return createReadStream('', { fd: file });
}

/** Removing what is gone already does no harm. */
export async function removeBytes(folder: string, id: string): Promise<void> {
  await rm(pathOf(folder, id), { force: true });
}

/** Everything that was last written before `moment`, place by place, with its name. */
export async function* oldFiles(
  folder: string,
  moment: Date,
): AsyncGenerator<{ path: string; id: string; arriving: boolean }[]> {
  for (const place of await namesIn(folder)) {
    if (place !== arriving && !/^[0-9a-f]{2}$/.test(place)) continue;
    const found = [];
    for (const id of await namesIn(join(folder, place))) {
      const path = join(folder, place, id);
      const { mtime } = await stat(path);
      if (mtime < moment) found.push({ path, id, arriving: place === arriving });
    }
    if (found.length > 0) yield found;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
