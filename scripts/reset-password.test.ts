import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDesk } from '../server/cast/cast.ts';
import { staffCast } from '../server/cast/people.ts';
import { configKeys } from '../server/platform/config.ts';
import { openDatabase } from '../server/platform/open-database.ts';

const run = promisify(execFile);
const quickImports = new URL('../server/platform/quick-imports.ts', import.meta.url).href;
const [{ email }] = staffCast;

let dataDir: string;
let folder: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'otklik-reset-'));
  folder = join(dataDir, 'database');
  const database = await openDatabase({ folder });
  await seedDesk({ database }, { history: false });
  await database.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('prints a one-time link for a member of staff', async () => {
  const { code, printed } = await reset(email);
  expect(printed).toMatch(/https:\/\/help\.example\.com\/admin\/link#[\w-]{43}\n/);
  expect(code).toBe(0);
});

test('says that nobody has the e-mail, and how it is used', async () => {
  const nobody = await reset('nobody@otklik.example');
  expect(nobody).toMatchObject({
    code: 1,
    printed: expect.stringContaining('Nobody of the staff'),
  });
  expect((await reset()).printed).toContain('Usage: npm run reset-password -- <e-mail>');
});

test('says what to do while the server has the embedded database', async () => {
  const database = await openDatabase({ folder });
  const { code, printed } = await reset(email).finally(() => database.close());
  expect(code).toBe(1);
  expect(printed).toContain('stop the server, run this again, and start it');
});

test('makes no database where there is none', async () => {
  const { code, printed } = await reset(email, { DATA_DIR: join(dataDir, 'elsewhere') });
  expect({ code, printed }).toMatchObject({
    code: 1,
    printed: expect.stringContaining('There is no database'),
  });
});

async function reset(given?: string, environment: Record<string, string> = {}) {
  const script = join(import.meta.dirname, 'reset-password.ts');
  const unset = Object.fromEntries(configKeys.map(({ key }) => [key, '']));
  const env = { ...process.env, ...unset, APP_URL: 'https://help.example.com', DATA_DIR: dataDir };
  try {
    const { stdout } = await run(
      process.execPath,
      ['--import', quickImports, script, ...(given ? [given] : [])],
      {
        env: { ...env, ...environment },
      },
    );
    return { code: 0, printed: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, printed: stderr };
  }
}
