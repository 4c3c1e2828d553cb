/** Opens a backup and believes nothing of it: names, sizes and sums are checked before anything is used. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { StartRefused } from '../platform/errors.ts';
import { productVersion } from '../platform/migrations.ts';
import {
  archiveFormat,
  type Manifest,
  manifestName,
  manifestShape,
  tableFile,
} from './manifest.ts';
import { asSentence } from './sentence.ts';

/** No honest backup packs better than this, beyond its first few megabytes. */
const mostPacking = 200;
const alwaysFine = 64_000_000;
const longestManifest = 512_000_000;

export interface Archive {
  manifest: Manifest;
  /** Unpacks and checks every sum. Throws StartRefused at the first that is wrong. */
  unpack(to: { data: string; files: string }): Promise<void>;
  close(): Promise<void>;
}

interface Listed {
  bytes: number;
  sha256: string;
}

/** Throws StartRefused with a sentence where `file` is no backup, is broken, or was made by a newer version. */
export async function openArchive(file: string): Promise<Archive> {
  const { size } = await stat(file).catch((error) => {
    throw asSentence(error);
  });
  const zip = await openPromise(file, { strictFileNames: true, autoClose: false }).catch(
    (error) => {
      const said = asSentence(error);
      if (said instanceof StartRefused) throw said;
      refuse(`it is no archive, or not a whole one (${error.message})`);
    },
  );
  try {
    const entries = await readEntries(zip, size);
    const manifest = await readManifest(zip, entries);
    const listed = listedIn(manifest);
    compare(entries, listed);
    return {
      manifest,
      unpack: (to) => unpack(zip, { entries, listed, to }),
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile, size: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (entries.has(fileName)) refuse(`it has two entries named ${shown(fileName)}`);
      entries.set(fileName, entry);
      packed += entry.compressedSize;
    }
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    refuse(`its list cannot be read (${error instanceof Error ? error.message : error})`);
  }
  // Entries that share their bytes are how a small file unpacks into a huge one.
  if (packed > size) refuse('its entries lie over one another');
  const unpacked = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpacked > alwaysFine && unpacked > size * mostPacking) {
    refuse('it would unpack into far more than any backup does');
  }
  return entries;
}

async function readManifest(zip: ZipFile, entries: Map<string, Entry>): Promise<Manifest> {
  const entry = entries.get(manifestName);
  if (!entry) refuse('it has no manifest');
  if (entry.uncompressedSize > longestManifest) refuse('its manifest is too long');
  const given = await readJson(zip, entry);
  const format = (given as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > archiveFormat) {
    throw new StartRefused(
      `This backup was made by a newer version of Otklik; this one is ${productVersion}. Update Otklik first.`,
    );
  }
  const parsed = manifestShape.safeParse(given);
  if (!parsed.success) {
    const [problem] = parsed.error.issues;
    refuse(`its manifest is not as it should be (${problem?.path.join('.')})`);
  }
  return parsed.data;
}

async function readJson(zip: ZipFile, entry: Entry): Promise<unknown> {
  try {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    refuse('its manifest cannot be read');
  }
}

function listedIn({ tables, files }: Manifest): Map<string, Listed> {
  const listed = new Map<string, Listed>();
  const all = [...tables.map((table) => ({ ...table, name: tableFile(table.name) })), ...files];
  for (const { name, bytes, sha256 } of all) {
    if (listed.has(name)) refuse(`its manifest names ${shown(name)} twice`);
    listed.set(name, { bytes, sha256 });
  }
  return listed;
}

/** The manifest's names have a form that leads nowhere else, and no entry has any other name. */
function compare(entries: Map<string, Entry>, listed: Map<string, Listed>): void {
  for (const [name, entry] of entries) {
    if (name === manifestName) continue;
    const wanted = listed.get(name);
    if (!wanted) refuse(`it has an entry that its manifest does not name, ${shown(name)}`);
    if (wanted.bytes !== entry.uncompressedSize) refuse(`${shown(name)} has not its size`);
  }
  for (const name of listed.keys()) if (!entries.has(name)) refuse(`${name} is missing`);
}

async function unpack(
  zip: ZipFile,
  {
    entries,
    listed,
    to,
  }: {
    entries: Map<string, Entry>;
    listed: Map<string, Listed>;
    to: { data: string; files: string };
  },
): Promise<void> {
  for (const folder of [to.data, to.files]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  await refuseWithoutRoom(listed, to);
  const folders = new Set<string>();
  for (const [name, wanted] of listed) {
    const entry = entries.get(name);
    if (!entry) continue;
    const path = name.startsWith('files/') ? join(to.files, name.slice(6)) : join(to.data, name);
    if (!folders.has(dirname(path))) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    folders.add(dirname(path));
    const sum = await unpackOne(zip, entry, path);
    if (sum !== wanted.sha256) refuse(`${name} is not what was backed up`);
  }
}

async function unpackOne(zip: ZipFile, entry: Entry, path: string): Promise<string> {
  const hash = createHash('sha256');
  const summing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const from = await zip.openReadStreamPromise(entry).catch((error) => broken(entry, error));
  try {
    await pipeline(
      from,
      summing,
      createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }),
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('E'))
      throw error;
    broken(entry, error);
  }
  return hash.digest('hex');
}

async function refuseWithoutRoom(
  listed: Map<string, Listed>,
  { data, files }: { data: string; files: string },
): Promise<void> {
  const disks = { data: (await stat(data)).dev, files: (await stat(files)).dev };
  const needed = new Map<number, { folder: string; bytes: number }>();
  for (const [name, { bytes }] of listed) {
    const [disk, folder] = name.startsWith('files/') ? [disks.files, files] : [disks.data, data];
    needed.set(disk, { folder, bytes: (needed.get(disk)?.bytes ?? 0) + bytes });
  }
  for (const { folder, bytes } of needed.values()) {
    const { bavail, bsize } = await statfs(folder);
    if (bytes <= bavail * bsize) continue;
    throw new StartRefused(
      `There is not enough room in ${folder}: the backup unpacks into ${megabytes(bytes)} MB, and ${megabytes(bavail * bsize)} MB are free. Nothing was changed.`,
    );
  }
}

function broken(entry: Entry, error: unknown): never {
  refuse(
    `${shown(entry.fileName)} cannot be unpacked (${error instanceof Error ? error.message : error})`,
  );
}

function refuse(why: string): never {
  throw new StartRefused(`This is not a backup that can be restored: ${why}. Nothing was changed.`);
}

/** A name from outside, for a terminal: no control characters, not endless. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
