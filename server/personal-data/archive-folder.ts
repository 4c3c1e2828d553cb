/** Where archives stand: `exports/` of the folder of files, which all instances share. */
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '../platform/if-there.ts';

const ending = '.zip';
const unfinished = '.part';

/** A path for an archive that is being written; what an earlier try has left there is overwritten. */
export async function beginArchive(filesDir: string, id: string): Promise<string> {
  await mkdir(folderIn(filesDir), { recursive: true, mode: 0o700 });
  return join(folderIn(filesDir), id + unfinished);
}

/** The archive stands in its place, whole; it stays there even if the power fails now. Gives its bytes. */
export async function finishArchive(filesDir: string, id: string): Promise<number> {
  const written = join(folderIn(filesDir), id + unfinished);
  const file = await open(written);
  try {
    await file.sync();
    const { size } = await file.stat();
    await rename(written, archivePath(filesDir, id));
    return size;
  } finally {
    await file.close();
  }
}

/** Throws ENOENT where it is missing. */
export async function openArchive(filesDir: string, id: string): Promise<ReadStream> {
  const file = await open(archivePath(filesDir, id));
  return createReadStream('', { fd: file });
}

/** Whole or not. Removing what is gone already does no harm. */
export async function removeArchive(filesDir: string, id: string): Promise<void> {
  await rm(archivePath(filesDir, id), { force: true });
  await rm(join(folderIn(filesDir), id + unfinished), { force: true });
}

/** The ids of whatever stands there. */
export async function archivesIn(filesDir: string): Promise<string[]> {
  const names = await namesIn(folderIn(filesDir));
  return [...new Set(names.map((name) => name.replace(/\.(zip|part)$/, '')))];
}

function archivePath(filesDir: string, id: string): string {
  return join(folderIn(filesDir), id + ending);
}

function folderIn(filesDir: string): string {
  return join(filesDir, 'exports');
}
