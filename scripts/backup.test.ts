import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openArchive, restoreBackup, takeBackup } from '../server/backup/backup.ts';
import { configKeys, parseConfig } from '../server/platform/config.ts';
import { type Product, startProduct } from '../testing/product.ts';
import { unpackSample } from '../testing/samples.ts';

const run = promisify(execFile);
const quickImports = new URL('../server/platform/quick-imports.ts', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'otklik-backup-'));
const dataDir = join(folder, 'data');
const elsewhere = join(folder, 'elsewhere');
const file = join(folder, 'kept.zip');
const config = parseConfig({ DATA_DIR: dataDir });
let product: Product;

beforeAll(async () => {
  await unpackSample('0.1.0-desk', dataDir);
  product = await startProduct({ dataDir });
});
afterAll(async () => {
  await product.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('the embedded database is backed up while its server runs, into a file for its owner alone', async () => {
  // The server answers a moment before it opens its door to the operator.
  const door = () => statSync(join(dataDir, 'operator.sock')).mode & 0o777;
  await vi.waitFor(() => expect(door()).toBe(0o600), { timeout: 20_000 });
  const { code, printed } = await call('backup', [file]);
  expect(printed).toMatch(/kept\.zip: [\d.]+ MB, \d{3,} rows and \d+ files, as of 20/);
  expect(code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await call('backup', [])).printed).toContain('Usage: npm run backup');
  await expect(takeBackup(config, { file, replace: false })).rejects.toThrow('say --replace');
  const nowhere = join(folder, 'nowhere', 'x.zip');
  await expect(takeBackup(config, { file: nowhere, replace: false })).rejects.toThrow(
    'no such file',
  );
  expect(readdirSync(folder).sort()).toEqual(['data', 'kept.zip']);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('backing-up'))).toEqual([]);
});

test('a restore asks for the last invoice number, and is refused while the server runs or where there is data', async () => {
  const asked = await call('restore', [file], { DATA_DIR: elsewhere });
  expect(asked).toMatchObject({ code: 1, printed: expect.stringContaining('--last-invoice 0') });
  const here = ['--last-invoice', '0', file];
  expect(await call('restore', here)).toMatchObject({
    code: 1,
    printed: expect.stringContaining('There is data in the database'),
  });
  const archive = await openArchive(file);
  const replacing = { lastInvoice: 0, release: false, replace: true };
  await expect(restoreBackup(config, archive, replacing)).rejects.toThrow('Another process uses');
  await archive.close();
  expect((await call('move', ['postgres://127.0.0.1:1/none'])).printed).toContain(
    'does not answer',
  );
  const broken = join(folder, 'broken.zip');
  writeFileSync(broken, 'nothing');
  await expect(openArchive(broken)).rejects.toThrow('no archive');
  rmSync(broken);
  expect(existsSync(elsewhere)).toBe(false);
});

test('it comes back elsewhere, serves, and sends nothing until the operator says so', async () => {
  const { code, printed } = await call('restore', ['--last-invoice', '12', file], {
    DATA_DIR: elsewhere,
  });
  expect(printed).toContain('npm run release-notices');
  expect(code).toBe(0);
  const restored = await startProduct({ dataDir: elsewhere });
  try {
    const held = expect.stringMatching(/^Sending is held: restored\..*npm run release-notices$/);
    const reasons = async () => (await (await fetch(`${restored.origin}/health`)).json()).reasons;
    await expect.poll(reasons, { timeout: 20_000 }).toContainEqual(held);
    const released = await call('release-notices', [], { DATA_DIR: elsewhere });
    expect(released.printed).toContain('Sending goes on.');
    await expect.poll(reasons, { timeout: 20_000 }).not.toContainEqual(held);
    expect((await call('release-notices', [], { DATA_DIR: elsewhere })).printed).toContain(
      'Nothing is held',
    );
  } finally {
    await restored.stop();
  }
  expect(existsSync(join(elsewhere, 'operator.sock'))).toBe(false);
}, 120_000);

async function call(name: string, given: string[], environment: Record<string, string> = {}) {
  const script = join(import.meta.dirname, `${name}.ts`);
  const unset = Object.fromEntries(configKeys.map(({ key }) => [key, '']));
  const env = { ...process.env, ...unset, DATA_DIR: dataDir, ...environment };
  try {
    const { stdout } = await run(process.execPath, ['--import', quickImports, script, ...given], {
      env,
    });
    return { code: 0, printed: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, printed: stdout + stderr };
  }
}
