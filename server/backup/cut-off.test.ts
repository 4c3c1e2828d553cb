import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cutOffNote } from '../platform/cut-off.ts';
import { openDatabase } from '../platform/open-database.ts';
import { everyFile, newPlace, type Place } from './backup-test.ts';
import type { Archive } from './read-archive.ts';
import { endStaged, staged } from './staged.ts';
import { newSwap, openStaging } from './swap.ts';

const nobody = async () => false;
let place: Place;
let before: Record<string, string>;

beforeEach(() => {
  place = newPlace();
  put(place.folder, 'before', ['database/pgdata/1', 'secrets/jwt-secret', 'sandbox.db']);
  put(place.config.filesDir, 'before', ['.otklik', '0a/0a-picture', 'arriving/0b', 'exports/x']);
  before = everyFile(place.folder);
});
afterEach(() => place.remove());

test('a restore that is cut off after any of its renames is taken back as if it had not been', async () => {
  const count = await swapAll();
  await endStaged(place.config, nobody);
  expect(count).toBeGreaterThan(5);
  for (let done = 0; done <= count; done++) {
    await swapAll();
    cutOffAfter(done);
    const opening = openDatabase({ folder: join(place.folder, 'database') });
    await expect(opening).rejects.toThrow('npm run restore -- --undo');
    expect(await endStaged(place.config, nobody)).toBe('undone');
    expect(everyFile(place.folder)).toEqual(before);
  }
});

test('one that was cut off before its first rename leaves nothing behind, and one that the database holds stays', async () => {
  const { fresh } = await openStaging(place.folder);
  put(fresh, 'half', ['database/pgdata/1']);
  expect(await endStaged(place.config, nobody)).toBeUndefined();
  expect(everyFile(place.folder)).toEqual(before);
  await swapAll();
  const asked: string[] = [];
  const isHeld = async (entry: string) => asked.push(entry) > 0;
  expect(await endStaged(place.config, isHeld)).toBe('kept');
  expect(asked).toEqual(['the entry']);
  expect(readFileSync(join(place.folder, 'database/pgdata/1'), 'utf8')).toBe('restored');
  expect(Object.keys(everyFile(place.folder)).join()).not.toContain('restoring');
  expect(await endStaged(place.config, isHeld)).toBeUndefined();
});

test('what has taken the place of the old data meanwhile is not overwritten', async () => {
  await swapAll();
  // The files are in their places, and the old database is put aside.
  cutOffAfter(7);
  put(place.folder, 'meanwhile', ['database/pgdata/1']);
  await expect(endStaged(place.config, nobody)).rejects.toThrow('Move that away');
  expect(readFileSync(join(place.folder, 'database/pgdata/1'), 'utf8')).toBe('meanwhile');
  renameSync(join(place.folder, 'database'), join(place.folder, 'away'));
  expect(await endStaged(place.config, nobody)).toBe('undone');
  expect(readFileSync(join(place.folder, 'database/pgdata/1'), 'utf8')).toBe('before');
});

test('a failure after the swap takes it back, unless the database holds it all the same', async () => {
  const fail = async ({ swap }: { swap(): Promise<void> }) => {
    await swap();
    throw new Error('The connection is lost.');
  };
  const wanted = { ...place.config, archive };
  await expect(staged({ ...wanted, isHeld: nobody }, fail)).rejects.toThrow('is lost');
  expect(everyFile(place.folder)).toEqual(before);
  await staged({ ...wanted, isHeld: async () => true }, fail);
  expect(readFileSync(join(place.config.filesDir, '.otklik'), 'utf8')).toBe('restored');
  expect(readFileSync(join(place.config.filesDir, 'arriving/0b'), 'utf8')).toBe('before');
  expect(Object.keys(everyFile(place.folder)).join()).not.toContain('restoring');
});

test('two restores into one place do not meet', async () => {
  await staged({ ...place.config, archive, isHeld: nobody }, async ({ swap }) => {
    const other = staged({ ...place.config, archive, isHeld: nobody }, async () => {});
    await expect(other).rejects.toThrow('Another process uses');
    await expect(endStaged(place.config, nobody)).rejects.toThrow('Another process uses');
    await swap();
  });
  expect(readFileSync(join(place.folder, 'secrets/jwt-secret'), 'utf8')).toBe('restored');
});

const archive = {
  async unpack({ data, files }: { data: string; files: string }) {
    put(data, 'restored', ['tables/x.ndjson', 'secrets/jwt-secret', 'database/pgdata/1']);
    put(files, 'restored', ['.otklik', '0a/0a-picture', 'ff/ff-picture']);
  },
} as unknown as Archive;

/** All renames of a restore, as if the process had ended right after them; gives how many they are. */
async function swapAll(): Promise<number> {
  const data = await openStaging(place.folder);
  const files = await openStaging(place.config.filesDir);
  put(data.fresh, 'restored', ['secrets/jwt-secret', 'database/pgdata/1']);
  put(files.fresh, 'restored', ['.otklik', '0a/0a-picture', 'ff/ff-picture']);
  const swap = newSwap(place.folder, 'the entry');
  await swap.run(place.config.filesDir, files, ['.otklik', '0a', 'exports']);
  await swap.run(place.folder, data, ['database', 'secrets']);
  return notedMoves().length;
}

/** Turns the later renames round, so that only the first `done` have happened. */
function cutOffAfter(done: number): void {
  for (const { from, to } of notedMoves().slice(done).reverse()) renameSync(to, from);
}

function notedMoves(): { from: string; to: string }[] {
  return JSON.parse(readFileSync(cutOffNote(place.folder), 'utf8')).moves;
}

function put(folder: string, content: string, names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
