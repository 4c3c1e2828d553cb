/** Whether the folder of the files is the one that this database knows: another instance, or a lost mount, would have another. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { ifThere } from '../platform/if-there.ts';
import type { Platform } from '../platform/platform.ts';
import { lockMark, setMarkWritten } from './files.queries.ts';

const markFile = '.otklik';

/**
 * Marks the folder at the first start, and looks for the mark at every later one. Throws StartRefused
 * with a sentence that says what to mount. Instances that start at once take turns.
 */
export async function claimFolder({ config, database }: Platform): Promise<void> {
  const { filesDir } = config;
  await makeFolder(filesDir);
  await database.transaction(async (tx) => {
    const known = await lockMark(tx, newId());
    if (!known) throw new Error('The mark of the folder is missing.');
    const found = await readMark(filesDir);
    if (found === known.mark) {
      if (!known.written) await setMarkWritten(tx);
      return;
    }
    if (found !== undefined) throw new StartRefused(foreign(filesDir));
    if (known.written) throw new StartRefused(missing(filesDir, known.mark));
    // Written first: should the process end here, the next start finds what it looks for.
    await writeFile(join(filesDir, markFile), `${known.mark}\n`, { mode: 0o600 });
    await setMarkWritten(tx);
  });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StartRefused(`The folder for attachments, ${folder}, cannot be made${why}.`);
  }
}

async function readMark(folder: string): Promise<string | undefined> {
  return (await ifThere(readFile(join(folder, markFile), 'utf8')))?.trim();
}

function missing(folder: string, mark: string): string {
  return [
    `The folder for attachments, ${folder}, is not the one that this database was first started with.`,
    'All instances need the same folder: mount it there, or set FILES_DIR to where it is.',
    `If the files are lost for good, write ${mark} into ${join(folder, markFile)} and start again.`,
  ].join(' ');
}

function foreign(folder: string): string {
  return [
    `The folder for attachments, ${folder}, belongs to another database.`,
    'Set FILES_DIR to the folder of this one, or to a new one.',
  ].join(' ');
}
