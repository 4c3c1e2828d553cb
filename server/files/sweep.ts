/** What nobody needs any more: files that no message has named, links that have ended, bytes that no row knows. */
import { rm } from 'node:fs/promises';
import type { Platform } from '../platform/platform.ts';
import { deleteEndedLinks, deleteUnused, selectKnown } from './files.queries.ts';
import { oldFiles, removeBytes } from './folder.ts';

const day = 24 * 60 * 60 * 1000;
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Rows first, then bytes: whatever ends it in between leaves bytes without a row, which the next run removes. */
export async function sweepFiles({ config, database, clock }: Platform): Promise<void> {
  const { filesDir } = config;
  const unused = await database.transaction(async (tx) => {
    await deleteEndedLinks(tx);
    return deleteUnused(tx);
  });
  for (const id of unused) await removeBytes(filesDir, id);
  // Younger ones may be on their way: their row comes after the bytes.
  for await (const old of oldFiles(filesDir, new Date(clock.now().getTime() - day))) {
    const settled = old.filter((file) => !file.arriving).map(({ id }) => id);
    const ids = settled.filter((id) => isId.test(id));
    const known = ids.length > 0 ? await selectKnown(database.handle, ids) : new Set();
    for (const { path, id, arriving } of old) {
      if (arriving || !known.has(id)) await rm(path, { force: true });
    }
  }
}
