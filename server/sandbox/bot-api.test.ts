import { once } from 'node:events';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let bot: TestBot;
let chat_id: number;

beforeAll(async () => {
  sandbox = await startSandbox({ store: ':memory:', clock: new TestClock(new Date()) });
  sandbox.limiter.off();
  bot = botOf(sandbox);
  const anna = sandbox.addPhone({ firstName: 'Anna' });
  sandbox.start(anna.id);
  chat_id = anna.telegramId;
});
afterAll(() => sandbox.stop());

const buttons = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };

describe('A call of the Bot API', () => {
  const form = new FormData();
  const given = () => ({ chat_id: String(chat_id), text: 'Hello' });
  it.each<[string, () => [string, RequestInit?]]>([
    ['GET with a query', () => [`sendMessage?${new URLSearchParams(given())}`]],
    [
      'a POST with a query',
      () => [`sendMessage?${new URLSearchParams(given())}`, { method: 'POST' }],
    ],
    [
      'a urlencoded form',
      () => ['sendMessage', { method: 'POST', body: new URLSearchParams(given()) }],
    ],
    [
      'a multipart form',
      () => {
        for (const [name, value] of Object.entries(given())) form.set(name, value);
        return ['sendMessage', { method: 'POST', body: form }];
      },
    ],
    ['JSON', () => ['sendMessage', json({ chat_id, text: 'Hello' })]],
    ['any case', () => ['SENDmessage', json(given())]],
    ['the test environment', () => ['test/sendMessage', json(given())]],
  ])('is understood as %s', async (_way, ask) => {
    const response = await bot.request(...ask());
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      ok: true,
      result: { text: 'Hello', chat: { id: chat_id, type: 'private' }, from: { is_bot: true } },
    });
  });

  it('takes JSON-valued parameters as text and as themselves', async () => {
    for (const reply_markup of [buttons, JSON.stringify(buttons)]) {
      expect(
        await bot.result('sendMessage', { chat_id, text: 'Sure?', reply_markup }),
      ).toMatchObject({ reply_markup: buttons });
    }
  });

  it.each([
    ['/nothing', 404, 'Not Found'],
    ['/', 404, 'Not Found'],
    ['/botnonsense/getMe', 401, 'Unauthorized: invalid token specified'],
    ['/bot123:abc/getMe', 401, 'Unauthorized'],
    ['/bot700000001:sandbox/flyToTheMoon', 404, 'Not Found: method not found'],
    ['/file/bot700000001:sandbox/documents/none.pdf', 404, 'Not Found'],
  ])('to %s is refused in the envelope', async (path, error_code, description) => {
    const response = await fetch(sandbox.apiRoot + path);
    expect(response.status).toBe(error_code);
    expect(await response.json()).toEqual({ ok: false, error_code, description });
  });

  it('with a body that is no JSON object is refused in the envelope', async () => {
    for (const body of ['{"chat_id":', '[1]']) {
      const response = await bot.request('sendMessage', { ...json({}), body });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ ok: false, error_code: 400 });
    }
  });

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { host: 'rebound.evil.example' },
    { 'x-forwarded-for': '203.0.113.7' },
  ])(
    'from a page of another site is refused: the token is known to everybody (%j)',
    async (headers) => {
      const { hostname, port } = new URL(sandbox.apiRoot);
      const path = `/bot${sandbox.token}/setWebhook?url=https://evil.example/`;
      const [response] = await once(get({ hostname, port, path, headers }), 'response');
      expect(response.statusCode).toBe(401);
      response.resume();
      expect(await bot.result('getWebhookInfo')).toMatchObject({ url: '' });
    },
  );

  it('is kept for inspection, without the token', async () => {
    await bot.call('sendMessage', { chat_id: 1, text: 'Nobody' });
    const last = sandbox.calls().at(-1);
    expect(last).toMatchObject({
      method: 'sendMessage',
      status: 400,
      description: 'Bad Request: chat not found',
      params: { chat_id: 1, text: 'Nobody' },
    });
    expect(JSON.stringify(sandbox.calls())).not.toContain(sandbox.token);
  });

  it('tells who the bot is, under a token that no real bot could have', async () => {
    expect(await bot.result('getMe')).toMatchObject({
      is_bot: true,
      username: sandbox.botUsername,
    });
    expect(sandbox.token).not.toMatch(/^\d{8,10}:[A-Za-z0-9_-]{35}$/);
  });
});

function json(body: Record<string, unknown>): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
