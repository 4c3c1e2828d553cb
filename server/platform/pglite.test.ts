import { createHash } from 'node:crypto';
import {
  cpSync,
  fdatasyncSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { StartRefused } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { durableOptions, openPgliteFolder } from './pglite.ts';
import { makeEmptyDatabase } from './pglite-empty.ts';

const folder = mkdtempSync(join(tmpdir(), 'otklik-pglite-'));
const files = join(folder, 'pgdata');

beforeAll(async () => {
  const engine = await openPgliteFolder(folder);
  await engine.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each commit costs exactly one sync of the log', async () => {
  let syncs = 0;
  const client = await PGlite.create(
    durableOptions(files, (descriptor) => {
      syncs += 1;
      fdatasyncSync(descriptor);
    }),
  );
  await client.exec('create table kept (word text)');
  const before = syncs;
  for (let commit = 0; commit < 20; commit++) {
    await client.query('insert into kept values ($1)', [`word ${commit}`]);
  }
  expect(syncs - before).toBe(20);
  await client.query('select count(*) from kept');
  expect(syncs - before).toBe(20);
  await client.close();
});

test('nothing that was committed is lost when the machine stops and unsynced writes are thrown away', async () => {
  const synced = new Map<number, Buffer>();
  let client = await PGlite.create(
    durableOptions(files, (descriptor) => {
      fdatasyncSync(descriptor);
      const { ino, size } = fstatSync(descriptor);
      if (!fstatSync(descriptor).isFile()) return;
      const content = Buffer.alloc(size);
      readSync(descriptor, content, 0, size, 0);
      synced.set(ino, content);
    }),
  );
  await client.exec('checkpoint');
  const stable = snapshot(files);
  synced.clear();
  for (let commit = 0; commit < 10; commit++) {
    await client.query('insert into kept values ($1)', [`after the checkpoint ${commit}`]);
  }
  // The machine stops here: on the disk is what the checkpoint left, and what was synced since.
  const disk = mkdtempSync(join(tmpdir(), 'otklik-disk-'));
  const paths = inodesOf(files);
  const survived = new Map(stable);
  for (const [inode, content] of synced) survived.set(paths.get(inode) ?? '', content);
  await client.close();
  cpSync(files, disk, { recursive: true, filter: (path) => statSync(path).isDirectory() });
  for (const [path, content] of survived) writeFileSync(join(disk, relative(files, path)), content);
  client = await PGlite.create(durableOptions(disk));
  const found = await client.query<{ count: number }>(
    "select count(*)::int as count from kept where word like 'after the checkpoint%'",
  );
  expect(found.rows[0]?.count).toBe(10);
  await client.close();
  rmSync(disk, { recursive: true, force: true });
});

test('the first empty database is kept, and the next ones are copies of it that stand on their own', async () => {
  const place = mkdtempSync(join(tmpdir(), 'otklik-empty-'));
  const kept = join(place, 'kept', 'empty');
  const create = vi.fn(async (to: string) => cpSync(files, to, { recursive: true }));
  await makeEmptyDatabase(join(place, 'first'), { kept, create });
  const whole = contentOf(kept);
  expect(whole.size).toBeGreaterThan(900);
  expect(contentOf(join(place, 'first'))).toEqual(whole);
  expect(statSync(join(place, 'kept')).mode & 0o777).toBe(0o700);
  // What was cut off in the middle is in nobody's way.
  mkdirSync(join(place, 'second.new', 'base'), { recursive: true });
  await makeEmptyDatabase(join(place, 'second'), { kept, create });
  expect(create).toHaveBeenCalledOnce();
  expect(contentOf(join(place, 'second'))).toEqual(whole);
  const client = await PGlite.create(durableOptions(join(place, 'second')));
  await client.exec('create table mine (word text)');
  await client.close();
  expect(contentOf(kept)).toEqual(whole);
  expect(readdirSync(place).sort()).toEqual(['first', 'kept', 'second']);
  expect(readdirSync(join(place, 'kept'))).toEqual(['empty']);
  rmSync(place, { recursive: true, force: true });
});

test('a folder in use refuses a second process with a sentence', async () => {
  const held = lockFolder(folder);
  await expect(openPgliteFolder(folder)).rejects.toThrow(StartRefused);
  held.release();
  const engine = await openPgliteFolder(folder);
  await expect(openPgliteFolder(folder)).rejects.toThrow(/Another process uses the data folder/);
  await engine.close();
});

/** Where each file stands in the folder, and what is in it. */
function contentOf(top: string): Map<string, string> {
  const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  return new Map(
    [...snapshot(top)]
      .map(([path, content]) => [relative(top, path), hash(content)] as const)
      .sort(),
  );
}

function filesBelow(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function snapshot(top: string): Map<string, Buffer> {
  return new Map(filesBelow(top).map((path) => [path, readFileSync(path)]));
}

function inodesOf(top: string): Map<number, string> {
  return new Map(filesBelow(top).map((path) => [statSync(path).ino, path]));
}
