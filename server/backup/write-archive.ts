/** One ZIP of everything: tables, attachments, made secrets, and at its end the manifest with a sum of each. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { ifThere, namesIn } from '../platform/if-there.ts';
import { type DataSummary, type FileSummary, manifestName, tableFile } from './manifest.ts';
import { writeSnapshot } from './snapshot.ts';
import { makeSnapshotFolder } from './snapshot-folder.ts';

type Places = Pick<Config, 'dataDir' | 'filesDir'>;

export interface Prepared {
  data: DataSummary;
  folder: string;
  /** Removes the folder; to be called whatever happens. */
  remove(): Promise<void>;
}

/** The snapshot, in a folder of its own inside the data folder: nobody has to wait while it is packed. */
export async function prepareBackup(
  database: Database,
  { dataDir, filesDir }: Places,
): Promise<Prepared> {
  const { folder, remove } = await makeSnapshotFolder(dataDir);
  try {
    return { data: await writeSnapshot(database, { folder, filesDir }), folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Writes the archive to `out` and ends it. Attachments are read after the snapshot: bytes are on the
 * disk before their row is, so each that a row names is there, unless it has been deleted since.
 */
export async function writeArchive(
  { data, folder }: Prepared,
  places: Places,
  out: Writable,
): Promise<void> {
  const zip = new ZipFile();
  const failed = new AbortController();
  const { signal } = failed;
  const written = pipeline(zip.outputStream, out, { signal });
  const filled = fill(zip, { data, folder, places, signal });
  zip.on('error', (error) => failed.abort(error));
  try {
    await Promise.all([filled, written]);
  } catch (error) {
    // Whichever of the two it was, the other must not wait for it.
    failed.abort(error);
    await Promise.allSettled([filled, written]);
    throw error;
  }
}

async function fill(
  zip: ZipFile,
  {
    data,
    folder,
    places,
    signal,
  }: { data: DataSummary; folder: string; places: Places; signal: AbortSignal },
): Promise<void> {
  for (const { name } of data.tables) {
    await add(zip, createReadStream(join(folder, tableFile(name))), {
      name: tableFile(name),
      compress: true,
      signal,
    });
  }
  const files: FileSummary[] = [];
  for await (const { path, name } of filesOf(places)) {
    const file = await ifThere(open(path));
    // Pictures and documents are packed already.
    if (!file) continue;
    files.push(await add(zip, file.createReadStream(), { name, compress: false, signal }));
  }
  zip.addBuffer(Buffer.from(JSON.stringify({ ...data, files })), manifestName, { mode: 0o600 });
  zip.end();
}

/** Resolves when the last byte has gone into the archive. */
async function add(
  zip: ZipFile,
  from: Readable,
  { name, compress, signal }: { name: string; compress: boolean; signal: AbortSignal },
): Promise<FileSummary> {
  const hash = createHash('sha256');
  const counter = counting(hash);
  zip.addReadStream(counter.stream, name, { compress, mode: 0o600 });
  await pipeline(from, counter.stream, { signal });
  return { name, bytes: counter.bytes(), sha256: hash.digest('hex') };
}

function counting(hash: Hash): { stream: Transform; bytes(): number } {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes };
}

/** Attachments and made secrets; what is still coming in, and archives of people's data, stay out. */
async function* filesOf({
  dataDir,
  filesDir,
}: Places): AsyncGenerator<{ path: string; name: string }> {
  for (const place of await namesIn(filesDir)) {
    if (place === '.otklik') yield { path: join(filesDir, place), name: `files/${place}` };
    if (!/^[0-9a-f]{2}$/.test(place)) continue;
    for (const id of await namesIn(join(filesDir, place))) {
      if (!/^[\w-]{1,64}$/.test(id)) continue;
      yield { path: join(filesDir, place, id), name: `files/${place}/${id}` };
    }
  }
  const secrets = join(dataDir, 'secrets');
  for (const name of await namesIn(secrets)) {
    if (/^[a-z][a-z-]{0,40}$/.test(name)) {
      yield { path: join(secrets, name), name: `secrets/${name}` };
    }
  }
}
