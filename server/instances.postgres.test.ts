/** Two instances of the whole program on one PostgreSQL, each a process of its own. Runs where TEST_DATABASE_URL names a server. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { health } from '../contract/health.ts';
import { createPostgresDatabase } from '../testing/database.ts';
import { type Product, startProduct } from '../testing/product.ts';
import { systemClock } from './platform/clock.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';

let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
let sandbox: Sandbox;
let instances: Product[];
const filesDir = path.join(tmpdir(), `otklik-files-${randomUUID()}`);

beforeAll(async () => {
  database = await createPostgresDatabase();
  sandbox = await startSandbox({ store: ':memory:', clock: systemClock });
  const environment = {
    DATABASE_URL: database.url,
    JWT_SECRET: 'a secret that both instances share, long enough',
    TELEGRAM_BOT_TOKEN: sandbox.token,
    TELEGRAM_API_ROOT: sandbox.apiRoot,
    FILES_DIR: filesDir,
    LOG_LEVEL: 'info',
  };
  // At once, on a database without tables: the migrations take turns.
  instances = await Promise.all([startProduct({ environment }), startProduct({ environment })]);
}, 120_000);

afterAll(async () => {
  await Promise.all((instances ?? []).map((instance) => instance.remove()));
  await sandbox?.stop();
  await database?.drop();
  rmSync(filesDir, { recursive: true, force: true });
});

test('one polls and the other takes over; a sign-up goes across both, and one goes on after a kill', async () => {
  const polling = await Promise.all(instances.map(polls));
  expect(polling.toSorted()).toEqual([false, true]);
  const poller = instances[polling.indexOf(true)];
  const standby = instances[polling.indexOf(false)];
  if (!poller || !standby) throw new Error('There are not two instances.');

  const browser = new Browser(standby.origin);
  const phone = sandbox.addPhone({ firstName: 'Анна', phoneNumber: '+79161234567' });
  const sessionId = await browser.register('Анна');
  await shareContact(phone.id, sessionId);
  const code = await codeOn(phone.id, 1);
  expect(await browser.verify(sessionId, code)).toMatchObject({
    client: { name: 'Анна', phone: '+79161234567' },
  });

  const second = new Browser(standby.origin);
  const waiting = await second.register('Анна');
  sandbox.start(phone.id, waiting);
  await botSays(phone.id, /Вой|Sign in/i);
  await poller.kill();
  await vi.waitFor(async () => expect(await polls(standby)).toBe(true), {
    timeout: 15_000,
    interval: 200,
  });
  const asked = sandbox.chat(phone.id).messages.findLast((message) => message.buttons);
  if (!asked) throw new Error('The bot did not ask.');
  sandbox.press(phone.id, asked.id, { row: 0, column: 0 });
  const next = await codeOn(phone.id, 2);
  expect(await second.verify(waiting, next)).toMatchObject({ client: { name: 'Анна' } });
}, 90_000);

async function polls(instance: Product): Promise<boolean> {
  const reply = await fetch(`${instance.origin}/health`);
  return health.reply.parse(await reply.json()).telegram.polling;
}

async function shareContact(phoneId: string, sessionId: string): Promise<void> {
  sandbox.start(phoneId, sessionId);
  await vi.waitFor(
    () => expect(sandbox.chat(phoneId).keyboard?.rows.flat()[0]?.requestContact).toBe(true),
    { timeout: 15_000 },
  );
  sandbox.shareContact(phoneId);
}

function botSays(phoneId: string, words: RegExp): Promise<void> {
  return vi.waitFor(
    () => {
      const shown = JSON.stringify(sandbox.chat(phoneId).messages);
      expect(shown).toMatch(words);
    },
    { timeout: 15_000 },
  );
}

/** The code of the nth code message on this phone. */
function codeOn(phoneId: string, count: number): Promise<string> {
  return vi.waitFor(
    () => {
      const codes = sandbox
        .chat(phoneId)
        .messages.flatMap(({ from, text }) => (from === 'bot' && /^\d{6}/.exec(text ?? '')) || []);
      expect(codes).toHaveLength(count);
      return codes.at(-1) ?? '';
    },
    { timeout: 15_000 },
  );
}

class Browser {
  readonly origin: string;
  #cookie = '';

  constructor(origin: string) {
    this.origin = origin;
  }

  async register(name: string): Promise<string> {
    const { sessionId } = await this.#post('/auth/register/telegram', { name });
    return sessionId as string;
  }

  verify(sessionId: string, code: string) {
    return this.#post('/auth/verify', { sessionId, code });
  }

  async #post(path: string, body: object): Promise<Record<string, unknown>> {
    const reply = await fetch(this.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify(body),
    });
    const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    return (await reply.json()) as Record<string, unknown>;
  }
}
