/** Bytes of files for slices that know their ids: given to somebody's archive, or removed after the commit. */
import type { ReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { Platform } from '../platform/platform.ts';
import { selectFile } from './files.queries.ts';
import { openBytes, removeBytes } from './folder.ts';

/** Nothing where the disk has lost them, which is logged. */
export async function readBytes(
  { config, log }: Platform,
  id: string,
): Promise<ReadStream | undefined> {
  try {
    return await openBytes(config.filesDir, id);
  } catch (error) {
    log.error({ err: error, file: id }, 'The bytes of a file are missing.');
    return undefined;
  }
}

/** To be called once the rows are surely gone; what a crash leaves, the sweep removes. */
export async function deleteBytes({ config }: Platform, ids: readonly string[]): Promise<void> {
  for (const id of ids) await removeBytes(config.filesDir, id);
}

/** A file with all of its bytes, for a slice that sends it elsewhere; nothing where it is no more. */
export async function readWhole(
  platform: Platform,
  id: string,
): Promise<{ name: string; mediaType: string; bytes: Buffer } | undefined> {
  const file = await selectFile(platform.database.handle, id);
  const stream = file && (await readBytes(platform, id));
  if (!stream) return undefined;
  return { name: file.name, mediaType: file.mediaType, bytes: await buffer(stream) };
}
