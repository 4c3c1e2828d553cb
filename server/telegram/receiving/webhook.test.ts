import { Api } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../testing/free-port.ts';
import { parseConfig } from '../../platform/config.ts';
import {
  anna,
  inTime,
  readNotebook,
  soon,
  startTestBot,
  type TestBot,
  textFrom,
  vera,
} from '../bot-test.ts';
import { assertWebhookPossible } from './webhook.ts';

const secret = 'a_secret_of_at_least_thirty_two_characters';
let bot: TestBot;
let nextId = 1_000;
let appUrl: string;

beforeAll(async () => {
  appUrl = `http://127.0.0.1:${await freePort()}`;
  bot = await startTestBot({
    environment: {
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: secret,
      APP_URL: appUrl,
    },
  });
  await bot.http.listen({ host: '127.0.0.1', port: Number(new URL(appUrl).port) });
});

afterAll(async () => {
  await bot.stop();
});

function call(shown: string | undefined, payload: object) {
  const headers = shown === undefined ? {} : { 'x-telegram-bot-api-secret-token': shown };
  return bot.http.inject({ method: 'POST', url: '/telegram/webhook', headers, payload });
}

test('the secret opens the webhook; without it, or with another, nothing is stored', async () => {
  const update = textFrom(vera, 77, 'by webhook');
  for (const shown of [undefined, '', `${secret}x`, secret.slice(1)]) {
    expect((await call(shown, update)).statusCode).toBe(401);
  }
  expect((await call(secret, update)).statusCode).toBe(200);
  await soon(async () => expect(await readNotebook(bot.platform)).toEqual(['by webhook']));
});

test('an update that Telegram repeats has one effect', async () => {
  const before = await readNotebook(bot.platform);
  for (let time = 0; time < 3; time++) {
    expect((await call(secret, textFrom(vera, 78, 'again'))).statusCode).toBe(200);
  }
  await bot.telegram.idle();
  expect(await readNotebook(bot.platform)).toEqual([...before, 'again']);
});

test('a body that is no update is refused, a long one is not', async () => {
  expect((await call(secret, { hello: 'there' })).statusCode).toBe(400);
  const long = textFrom(vera, 79, 'x'.repeat(200_000));
  expect((await call(secret, long)).statusCode).toBe(200);
});

test('Telegram is told the address, the secret and what we understand, and its calls arrive', async () => {
  const phone = bot.sandbox.addPhone({ firstName: 'Anna', telegramId: anna });
  bot.sandbox.start(phone.id, 'from the phone');
  await inTime(bot, 60, async () =>
    expect(await readNotebook(bot.platform)).toContain('/start from the phone'),
  );
  const set = bot.sandbox.calls().filter(({ method }) => method === 'setWebhook');
  expect(set).toHaveLength(1);
  expect(set[0]?.params).toMatchObject({
    url: `${appUrl}/telegram/webhook`,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    max_connections: 8,
  });
  expect(await bot.telegram.health()).toMatchObject({ mode: 'webhook', polling: false });
  expect(bot.sandbox.calls().filter(({ method }) => method === 'getUpdates')).toEqual([]);
});

test('a webhook that somebody has removed is set again; one that points elsewhere shows in health', async () => {
  const somebody = new Api(bot.sandbox.token, { apiRoot: bot.sandbox.apiRoot });
  await somebody.deleteWebhook();
  const setAgain = async () =>
    expect((await somebody.getWebhookInfo()).url).toBe(`${appUrl}/telegram/webhook`);
  await inTime(bot, 300, setAgain, 30);
  await somebody.setWebhook('https://elsewhere.example/hook');
  const said = async () =>
    expect((await bot.telegram.health()).reasons).toEqual([
      'Receiving from Telegram fails (The webhook of this bot points to another address.).',
    ]);
  await inTime(bot, 300, said, 30);
});

test('the webhook needs an address that Telegram can call', () => {
  const config = (environment: Record<string, string>) =>
    parseConfig({
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_BOT_TOKEN: '7000001:token',
      ...environment,
    });
  expect(() => assertWebhookPossible(config({ APP_URL: 'http://help.example.com' }))).toThrow(
    'APP_URL must be an https address',
  );
  assertWebhookPossible(config({ APP_URL: 'https://help.example.com' }));
  const local = { APP_URL: 'http://localhost:9022', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' };
  assertWebhookPossible(config(local));
  expect(() => config({ TELEGRAM_WEBHOOK_SECRET: '' })).toThrow('TELEGRAM_WEBHOOK_SECRET');
});

test.each(['abc', 1.5, 1e300, { of: 1 }, null])(
  'an update whose chat has the id %j is taken, so that Telegram goes on to the next',
  async (id) => {
    const update = { ...textFrom(vera, 80, 'from nowhere'), update_id: nextId++ };
    const odd = { ...update, message: { ...update.message, chat: { id, type: 'private' } } };
    expect((await call(secret, odd)).statusCode).toBe(200);
    expect((await call(secret, textFrom(vera, nextId++, `after ${id}`))).statusCode).toBe(200);
    await soon(async () => expect(await readNotebook(bot.platform)).toContain(`after ${id}`));
  },
);
