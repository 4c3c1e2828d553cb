/** A file that comes in: written while it arrives, looked at, and known only once it is whole and synced. */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { type FileShape, fileLimits } from '../../contract/files.ts';
import { lockClient, requireClient } from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { cleanName } from './file-name.ts';
import { insertFile, lockUploader, sumUnused, type Uploader } from './files.queries.ts';
import { arrivingPath, removeBytes, settle } from './folder.ts';
import { kindOf, type Seen } from './kinds.ts';
import { isShowable } from './picture.ts';

/** Bytes that one person may have lying about without a message: twenty of the largest files. */
export const mostUnused = 20 * fileLimits.bytes;

export interface Arriving {
  uploader: Uploader;
  /** As it was called where it comes from; it is cleaned. */
  name: string;
  bytes: AsyncIterable<Buffer>;
}

/**
 * Keeps a file for a message to come. Throws `file.empty`, `file.too_large`, `file.kind_refused`,
 * `request.too_many` where the uploader has too much lying about, and `request.not_found` for a client
 * who has gone meanwhile.
 */
export async function keepFile(platform: Platform, given: Arriving): Promise<FileShape> {
  const { filesDir } = platform.config;
  const id = newId();
  const path = await arrivingPath(filesDir, id);
  let settled = false;
  try {
    const { size, sha256, seen } = await write(path, given.bytes);
    if (size === 0) throw new CodedError('file.empty');
    const kind = await kindOf(path, given.name, seen);
    if (!kind) throw new CodedError('file.kind_refused');
    const { mediaType } = kind;
    const name = cleanName(given.name, kind.extensions);
    const file = { id, name, size, mediaType, image: await isShowable(path, mediaType) };
    await settle(filesDir, id);
    settled = true;
    await platform.database.transaction(async (tx) => {
      await lockUploader(tx, given.uploader);
      if (given.uploader.kind === 'client') await requireStill(tx, given.uploader.id);
      const lying = await sumUnused(tx, given.uploader);
      if (lying + size > mostUnused) throw new CodedError('request.too_many', { retryAfter: 3600 });
      await insertFile(tx, { ...file, sha256, uploader: given.uploader });
    });
    return file;
  } catch (error) {
    if (!settled) await rm(path, { force: true });
    // Of an unexpected failure nobody knows whether it came after the commit: the sweep will see.
    else if (error instanceof CodedError) await removeBytes(filesDir, id);
    throw error;
  }
}

/** A file takes minutes to come in: the client may be deleted meanwhile, and then it must not stay behind. */
async function requireStill(tx: Tx, clientId: string): Promise<void> {
  await lockClient(tx, clientId);
  await requireClient(tx, clientId);
}

async function write(path: string, bytes: AsyncIterable<Buffer>) {
  const hash = createHash('sha256');
  const looking = look();
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > fileLimits.bytes) throw new CodedError('file.too_large');
      hash.update(chunk);
      looking.at(chunk);
      await file.appendFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest(), seen: looking.seen() };
}

// Bytes that no text holds: control characters but tabulator, line breaks and page feed.
const unprintable = new Uint8Array(256);
for (let byte = 0; byte < 32; byte++) unprintable[byte] = [9, 10, 12, 13].includes(byte) ? 0 : 1;
unprintable[127] = 1;

/** Looks at every byte once: a text may turn into a program after its first page. */
function look(): { at(chunk: Buffer): void; seen(): Seen } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let printable = true;
  let utf8 = true;
  const decode = (chunk?: Buffer) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      utf8 = false;
    }
  };
  return {
    at(chunk) {
      if (printable) printable = !chunk.some((byte) => unprintable[byte] === 1);
      if (printable && utf8) decode(chunk);
    },
    seen() {
      if (printable && utf8) decode();
      return { printable, utf8 };
    },
  };
}
