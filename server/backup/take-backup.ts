/** Takes a backup into a file: from the running server where the embedded database is its own, otherwise by itself. */
import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../platform/config.ts';
import { StartRefused } from '../platform/errors.ts';
import { openAsItIs } from '../platform/open-database.ts';
import type { Manifest } from './manifest.ts';
import { askOperator } from './operator-client.ts';
import { openArchive } from './read-archive.ts';
import { asSentence } from './sentence.ts';
import { prepareBackup, writeArchive } from './write-archive.ts';

/**
 * Writes FILE, readable by its owner alone, under its name only once it is whole and has been read
 * again. Throws StartRefused with a sentence where it cannot.
 */
export async function takeBackup(
  config: Config,
  { file, replace }: { file: string; replace: boolean },
): Promise<Manifest> {
  const place = resolve(file);
  refuseTaken(place, replace);
  const partial = `${place}.partial`;
  try {
    await rm(partial, { force: true });
    const out = await open(partial, 'wx', 0o600);
    await produce(config, out.createWriteStream()).finally(() => out.close());
    await sync(partial);
    const archive = await openArchive(partial);
    await archive.close();
    await rename(partial, place);
    return archive.manifest;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw asSentence(error);
  }
}

function refuseTaken(place: string, replace: boolean): void {
  if (!existsSync(place)) return;
  if (statSync(place).isDirectory()) {
    throw new StartRefused(`${place} is a folder. Say the name of a file in it.`);
  }
  if (replace) return;
  throw new StartRefused(`${place} is there already. Choose another name, or say --replace.`);
}

async function produce(config: Config, out: Writable): Promise<void> {
  const streamed = config.databaseUrl ? undefined : await askOperator(config, 'backup');
  if (streamed) return receive(streamed, out);
  const folder = join(config.dataDir, 'database');
  if (!config.databaseUrl && !existsSync(join(folder, 'pgdata'))) {
    throw new StartRefused(
      `There is no database in ${config.dataDir}, or none that this user may read: is DATA_DIR right?`,
    );
  }
  const database = await openAsItIs({ url: config.databaseUrl, folder });
  try {
    const prepared = await prepareBackup(database, config);
    await writeArchive(prepared, config, out).finally(prepared.remove);
  } finally {
    await database.close();
  }
}

async function receive(from: Readable, out: Writable): Promise<void> {
  try {
    await pipeline(from, out);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
      throw new StartRefused('The server ended in the middle of the backup: nothing was kept.');
    }
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}
