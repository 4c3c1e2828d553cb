/** Data folders that earlier versions have left, kept beside this file: what every later version must be able to start on. */
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

export const samplesFolder = join(import.meta.dirname, 'samples');

/** Packed as one stream: an empty database has the same pages three times. */
export async function packSample(folder: string, file: string): Promise<void> {
  const zip = new ZipFile();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const entry = relative(folder, path);
    // PostgreSQL wants its empty folders.
    if (statSync(path).isDirectory()) zip.addEmptyDirectory(`${entry}/`);
    else zip.addReadStream(createReadStream(path), entry, { compress: false });
  }
  zip.end();
  const params = {
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 27,
  };
  writeFileSync(file, brotliCompressSync(await buffer(zip.outputStream), { params }));
}

/** Puts a kept sample (`0.1.0-desk`) into a folder. */
export async function unpackSample(name: string, folder: string): Promise<void> {
  const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 };
  const packed = readFileSync(join(samplesFolder, `${name}.br`));
  const zip = await fromBufferPromise(brotliDecompressSync(packed, { params }));
  for await (const entry of zip.eachEntry()) {
    const path = join(folder, entry.fileName);
    mkdirSync(entry.fileName.endsWith('/') ? path : dirname(path), { recursive: true });
    if (entry.fileName.endsWith('/')) continue;
    writeFileSync(path, await buffer(await zip.openReadStreamPromise(entry)), { mode: 0o600 });
  }
}
