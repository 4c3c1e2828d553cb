import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackSample } from '../../testing/samples.ts';
import { parseConfig } from '../platform/config.ts';
import { StartRefused } from '../platform/errors.ts';
import { newPlace } from './backup-test.ts';
import { releaseHeld } from './release.ts';
import { asRefused, asSentence } from './sentence.ts';
import { makeSnapshotFolder } from './snapshot-folder.ts';
import { takeBackup } from './take-backup.ts';

const place = newPlace({ JWT_SECRET: '' });
const inPlace = (name: string) => join(place.folder, name);

beforeAll(() => unpackSample('0.1.0-desk', inPlace('data')));
afterAll(() => place.remove());

test('a backup is refused where the attachments of the database are not', async () => {
  const config = parseConfig({ DATA_DIR: inPlace('data'), FILES_DIR: inPlace('other') });
  expect(await refusal(config, 'x.zip')).toContain('The attachments of this database are not in');
  mkdirSync(config.filesDir);
  writeFileSync(join(config.filesDir, '.otklik'), '0197\n');
  expect(await refusal(config, 'x.zip')).toContain('FILES_DIR');
  expect(readdirSync(place.folder).sort()).toEqual(['data', 'other']);
  expect(readdirSync(inPlace('data')).filter((name) => name.startsWith('backing-up'))).toEqual([]);
  rmSync(config.filesDir, { recursive: true });
});

test('a backup is refused where there is no database, and where its file cannot be', async () => {
  const config = parseConfig({ DATA_DIR: inPlace('data') });
  expect(await refusal(config, 'nowhere/x.zip')).toContain('no such file or folder');
  expect(await refusal(config, 'data')).toContain('is a folder');
  const nowhere = parseConfig({ DATA_DIR: inPlace('nowhere') });
  expect(await refusal(nowhere, 'x.zip')).toContain('is DATA_DIR right?');
  expect(readdirSync(place.folder)).toEqual(['data']);
});

test('to release what is held makes no database where there is none', async () => {
  const nowhere = parseConfig({ DATA_DIR: inPlace('nowhere') });
  await expect(releaseHeld(nowhere, false)).rejects.toThrow('no data in this database');
  expect(existsSync(nowhere.dataDir)).toBe(false);
});

test('what a killed backup has left goes with the next one, and what is under way stays', async () => {
  const left = inPlace('backing-up-killed');
  mkdirSync(join(left, 'tables'), { recursive: true });
  writeFileSync(join(left, 'tables', 'clients.ndjson'), 'everybody');
  const running = await makeSnapshotFolder(place.folder);
  const next = await makeSnapshotFolder(place.folder);
  expect([left, running.folder, next.folder].map(existsSync)).toEqual([false, true, true]);
  await running.remove();
  await next.remove();
  expect(readdirSync(place.folder)).toEqual(['data']);
});

test('what is printed of a failure of the database tells no rows', () => {
  const cause = Object.assign(new Error('value too long'), { code: '22001', detail: 'Anna' });
  const failed = Object.assign(new Error('Failed query: insert; params: Anna', { cause }), {
    query: 'insert',
    params: ['Anna'],
  });
  expect(asSentence(failed)).toBe(cause);
  const refused = asRefused(failed);
  expect(refused).toBeInstanceOf(StartRefused);
  expect(String(refused)).toContain('22001');
  expect(String(refused)).not.toContain('Anna');
  const passing = Object.assign(new Error('deadlock'), { code: '40P01' });
  expect(asRefused(passing)).toBe(passing);
  const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', path: '/x' });
  expect(String(asSentence(full))).toContain('The disk is full (/x)');
});

async function refusal(config: ReturnType<typeof parseConfig>, name: string): Promise<string> {
  const taken = takeBackup(config, { file: inPlace(name), replace: false });
  const error = await taken.then(
    () => undefined,
    (failure: Error) => failure,
  );
  expect(error).toBeInstanceOf(StartRefused);
  return error?.message ?? '';
}
