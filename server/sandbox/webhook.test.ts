import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

interface Arrival {
  update: Update;
  headers: IncomingHttpHeaders;
}

let clock: TestClock;
let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;
let receiver: Server;
let url: string;
let arrivals: Arrival[];
/** What the receiver answers, in turn; 200 when nothing is left. */
let answers: { status: number; headers?: Record<string, string>; body?: unknown }[];

beforeEach(async () => {
  arrivals = [];
  answers = [];
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    arrivals.push({
      update: JSON.parse(Buffer.concat(parts).toString()) as Update,
      headers: request.headers,
    });
    const { status, headers, body } = answers.shift() ?? { status: 200 };
    response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  clock = new TestClock(new Date('2026-11-20T10:00:00Z'));
  sandbox = await startSandbox({ store: ':memory:', clock });
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna' });
});
afterEach(async () => {
  await sandbox.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

function texts(): (string | undefined)[] {
  return arrivals.map(({ update }) => update.message?.text);
}

async function arrived(count: number): Promise<void> {
  await vi.waitFor(() => expect(arrivals).toHaveLength(count));
}

/** The delivery has failed and waits for this clock; nothing else does. */
async function waitsToTryAgain(): Promise<void> {
  await vi.waitFor(async () => {
    expect((await info()).last_error_message).toBeDefined();
    expect(clock.sleeping).toBe(1);
  });
}

function info() {
  return bot.result<Record<string, unknown>>('getWebhookInfo');
}

describe('A webhook', () => {
  it('receives what was waiting and what comes, with its secret', async () => {
    sandbox.start(anna.id);
    const set = await bot.call('setWebhook', { url, secret_token: 's3cret_-' });
    expect(set).toMatchObject({ result: true, description: 'Webhook was set' });
    await arrived(1);
    sandbox.sendText(anna.id, 'Hello');
    await arrived(2);
    expect(texts()).toEqual(['/start', 'Hello']);
    expect(arrivals[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 's3cret_-',
    });
    await vi.waitFor(async () =>
      expect(await info()).toMatchObject({ url, pending_update_count: 0 }),
    );
    expect(await bot.call('setWebhook', { url, secret_token: 's3cret_-' })).toMatchObject({
      description: 'Webhook is already set',
    });
  });

  it('gets an update again after 1, 2, 4 seconds, and the rest of the chat waits meanwhile', async () => {
    answers = [{ status: 500 }, { status: 404 }, { status: 302, headers: { location: url } }];
    await bot.result('setWebhook', { url });
    sandbox.start(anna.id);
    sandbox.sendText(anna.id, 'Hello');
    for (const [index, seconds] of [1, 2, 4].entries()) {
      await arrived(index + 1);
      await waitsToTryAgain();
      clock.tick(seconds * 1000 - 1);
      expect(clock.sleeping).toBe(1);
      clock.tick(1);
    }
    await arrived(5);
    expect(texts()).toEqual(['/start', '/start', '/start', '/start', 'Hello']);
    expect(await info()).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 302 Found',
    });
  });

  it('is given the time that it asks for by Retry-After', async () => {
    answers = [{ status: 503, headers: { 'retry-after': '30' } }];
    await bot.result('setWebhook', { url });
    sandbox.start(anna.id);
    await arrived(1);
    await waitsToTryAgain();
    clock.tick(29_999);
    expect(clock.sleeping).toBe(1);
    clock.tick(1);
    await arrived(2);
  });

  it('that fails for one chat is not in the way of another', async () => {
    answers = [{ status: 500 }];
    await bot.result('setWebhook', { url });
    sandbox.start(anna.id);
    await arrived(1);
    await waitsToTryAgain();
    const olga = sandbox.addPhone({ firstName: 'Olga' });
    sandbox.start(olga.id);
    await arrived(2);
    expect(arrivals.map(({ update }) => update.message?.from.first_name)).toEqual(['Anna', 'Olga']);
  });

  it('may answer with a call, whose result is lost', async () => {
    const { telegramId } = anna;
    answers = [
      { status: 200, body: { method: 'sendMessage', chat_id: telegramId, text: 'Hi' } },
      { status: 200, body: { method: 'deleteWebhook' } },
    ];
    await bot.result('setWebhook', { url });
    sandbox.start(anna.id);
    await vi.waitFor(() =>
      expect(sandbox.chat(anna.id).messages.map(({ text }) => text)).toEqual(['/start', 'Hi']),
    );
    sandbox.sendText(anna.id, 'Bye');
    await arrived(2);
    expect(await info()).toMatchObject({ url });
  });

  it('that is deleted leaves the updates to getUpdates', async () => {
    answers = [{ status: 500 }];
    await bot.result('setWebhook', { url });
    sandbox.start(anna.id);
    await arrived(1);
    await waitsToTryAgain();
    await bot.result('deleteWebhook');
    expect(clock.sleeping).toBe(0);
    expect(await bot.result('getUpdates')).toMatchObject([{ message: { text: '/start' } }]);
    expect(await bot.call('deleteWebhook', { drop_pending_updates: 'true' })).toMatchObject({
      description: 'Webhook is already deleted',
    });
    expect(await bot.result('getUpdates')).toEqual([]);
  });

  it.each([
    [{ url: 'http://example.com/' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
    [
      { url: 'https://example.com:9022/' },
      'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
    [{ url: 'nonsense' }, 'invalid webhook URL specified'],
    [{ url: 'https://a.example', secret_token: 'x'.repeat(257) }, 'secret token is too long'],
    [
      { url: 'https://a.example', secret_token: 'ключ' },
      'secret token contains unallowed characters',
    ],
  ])('is refused where Telegram refuses it (%#)', async (params, reason) => {
    expect(await bot.call('setWebhook', params)).toMatchObject({
      error_code: 400,
      description: `Bad Request: ${reason}`,
    });
  });
});
