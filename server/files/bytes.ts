/** Bytes of files for slices that know their ids: given to somebody's archive, or removed after the commit. */
import type { ReadStream } from 'node:fs';
import type { Platform } from '../platform/platform.ts';
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
