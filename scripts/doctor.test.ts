/** The doctor in the terminal: beside a running server, and alone. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configKeys } from '../server/platform/config.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';

const run = promisify(execFile);

let app: TestApp;
let dataDir: string;
beforeAll(async () => {
  app = await startTestApp();
  dataDir = mkdtempSync(join(tmpdir(), 'otklik-doctor-'));
});
afterAll(async () => {
  await app?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('says of a running server that all is well, and ends with 0', async () => {
  const { code, printed } = await doctor({ PORT: new URL(app.address).port });
  expect(printed).toContain(`✓ Telegram accepts the token of @${app.sandbox.botUsername}.`);
  expect(printed).toContain('✓ News goes out.');
  expect({ code, printed }).toMatchObject({ code: 0 });
});

test('says what is wrong and what to do, and ends with 1', async () => {
  app.sandbox.faults.add({ method: 'getMe', action: 'error', code: 401 });
  const { code, printed } = await doctor({ PORT: new URL(app.address).port });
  app.sandbox.faults.clear();
  expect(printed).toContain('✗ Telegram refuses the bot’s token: 401');
  expect(printed).toContain('→ Ask @BotFather for the token');
  expect(code).toBe(1);
});

test('looks without a server at what needs none, and prints no token', async () => {
  const { token, apiRoot, botUsername } = app.sandbox;
  const { code, printed } = await doctor({
    PORT: '1',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: apiRoot,
  });
  expect(printed).toContain('No server answers at port 1.');
  expect(printed).toContain(`There is no data in ${dataDir} yet.`);
  expect(printed).toContain(`✓ Telegram accepts the token of @${botUsername}.`);
  expect(printed).not.toContain(token);
  expect(code).toBe(1);
});

test('says of a configuration that cannot be read what is wrong with it', async () => {
  const { code, printed } = await doctor({ PORT: 'many' });
  expect(printed).toContain('PORT');
  expect(code).toBe(1);
});

async function doctor(environment: Record<string, string>) {
  const script = join(import.meta.dirname, 'doctor.ts');
  const unset = Object.fromEntries(configKeys.map(({ key }) => [key, '']));
  const env = { ...process.env, ...unset, DATA_DIR: dataDir, ...environment };
  const args = [script];
  const ended = await run(process.execPath, args, { env }).then(
    (out) => ({ code: 0, ...out }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: ended.code, printed: ended.stdout + ended.stderr };
}
