/** Writes a person's archive: a page to read, the same as JSON, and the files; page by page, so that it never stands in memory. */
import { createWriteStream } from 'node:fs';
import { type PassThrough, Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { readBytes } from '../files/files.ts';
import type { CollectedPart } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { beginArchive, finishArchive } from './archive-folder.ts';
import { jsonOf } from './archive-json.ts';
import { pageOf } from './archive-page.ts';
import type { Export } from './exports.queries.ts';
import { findReader } from './reader.ts';
import { knowPerson, slices } from './slices.ts';

interface Watching {
  over: AbortSignal;
  /** Keeps how far it has come, in percent; says whether the archive is still wanted. */
  progress(percent: number): Promise<boolean>;
}

/** The archive is not wanted any more, or somebody else makes it. */
class Left extends Error {}

/** Gives the bytes of the whole archive; nothing when it has been left unfinished. */
export async function writeArchive(
  platform: Platform,
  { id, clientId }: Export,
  watching: Watching,
): Promise<number | undefined> {
  const { config, database, clock } = platform;
  const reader = await findReader(platform, clientId);
  if (!reader) return undefined;
  const person = await knowPerson(database.handle, clientId);
  const step = stepsOf(watching);
  const zip = openZip(await beginArchive(config.filesDir, id), clock.now());
  try {
    await step(0);
    const madeAt = clock.now().toISOString();
    const counted = { pages: 0, files: new Map<string, string>() };
    await zip.add('data.json', textOf(jsonOf(counting(), { madeAt })));
    await zip.add('index.html', textOf(pageOf(told(), { madeAt, reader })));
    let done = 0;
    for (const [path, file] of counted.files) {
      await step(60 + (39 * done) / counted.files.size);
      const bytes = await readBytes(platform, file);
      if (bytes) await zip.add(path, bytes);
      done += 1;
    }
    await zip.end();
    return await finishArchive(config.filesDir, id);

    async function* counting(): AsyncGenerator<CollectedPart> {
      for (const [place, slice] of slices.entries()) {
        for await (const part of slice.collect(database.handle, person)) {
          await step((30 * place) / slices.length);
          counted.pages += 1;
          for (const file of part.files ?? []) counted.files.set(file.path, file.id);
          yield part;
        }
      }
    }

    async function* told(): AsyncGenerator<CollectedPart> {
      let pages = 0;
      for (const slice of slices) {
        for await (const part of slice.collect(database.handle, person)) {
          await step(30 + (30 * pages) / Math.max(counted.pages, pages + 1));
          pages += 1;
          yield part;
        }
      }
    }
  } catch (error) {
    zip.giveUp();
    if (error instanceof Left) return undefined;
    throw error;
  }
}

/** Whole percents, each told once. */
function stepsOf({ over, progress }: Watching): (percent: number) => Promise<void> {
  let last = -1;
  return async (percent) => {
    if (over.aborted) throw new Left();
    const whole = Math.floor(percent);
    if (whole <= last) return;
    last = whole;
    if (!(await progress(whole))) throw new Left();
  };
}

function textOf(words: AsyncIterable<string>): Readable {
  return Readable.from(words, { objectMode: false });
}

/** One entry after the other: no more than one file is open. */
function openZip(path: string, mtime: Date) {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => void output.destroy(error));
  const written = pipeline(output, createWriteStream(path, { mode: 0o600 }));
  // Whoever waits for it hears of it; until then it must not count as unheard.
  written.catch(() => {});
  return { add, end, giveUp };

  async function add(name: string, bytes: Readable): Promise<void> {
    const compress = !name.startsWith('files/') || name.endsWith('.txt');
    zip.addReadStream(bytes, name, { mtime, mode: 0o100600, compress });
    try {
      await Promise.race([finished(bytes), written]);
    } catch (error) {
      bytes.destroy();
      throw error;
    }
  }

  async function end(): Promise<void> {
    zip.end();
    await written;
  }

  function giveUp(): void {
    output.destroy();
  }
}
