import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultOrder } from '../../contract/sandbox-shapes.ts';
import type { Outcome, Outgoing } from '../notifications/notifications.ts';
import { openApis } from './api.ts';
import { anna } from './bot-test.ts';
import { newTelegramChannel } from './channel.ts';
import { type OpenChannel, openChannel, outgoing } from './channel-test.ts';
import { connectChat, findConnection, laneOf } from './connections/connection.ts';

let open: OpenChannel;

beforeAll(async () => {
  open = await openChannel();
});

beforeEach(() => {
  open.sandbox.reset();
  open.sandbox.start(open.phoneId);
});

afterAll(() => open.close());

function deliver(given: Partial<Outgoing> = {}, by = open.channel): Promise<Outcome> {
  return by.deliver(outgoing(given), new AbortController().signal);
}

function received(): string[] {
  const { messages } = open.sandbox.chat(open.phoneId);
  return messages.filter(({ from }) => from === 'bot').map(({ text }) => text ?? '');
}

function sends() {
  return open.sandbox.calls().filter(({ method }) => method === 'sendMessage');
}

test('a message goes out with its entities, without parse mode and previews', async () => {
  const text = { text: 'Код <b> & 42', entities: [{ type: 'bold', offset: 0, length: 3 }] };
  const outcome = await deliver({ text, silent: true });
  expect(outcome).toEqual({ kind: 'delivered', messageId: expect.stringMatching(/^\d+$/) });
  expect(received()).toEqual(['Код <b> & 42']);
  expect(sends()[0]?.params).toMatchObject({
    entities: text.entities,
    link_preview_options: { is_disabled: true },
    disable_notification: true,
  });
  expect(sends()[0]?.params).not.toHaveProperty('parse_mode');
});

test('each kind of keyboard arrives as Telegram knows it', async () => {
  await deliver({
    keyboard: {
      inline: [
        [
          { text: 'In', action: { callback: 'sign_up.in:1' }, style: 'success' },
          { text: 'Copy', action: { copy: '123456' } },
          { text: 'Open', action: { url: 'https://help.example.com/' } },
        ],
      ],
    },
  });
  await deliver({
    keyboard: { reply: [[{ text: 'Share', requestContact: true }], [{ text: 'Decline' }]] },
  });
  await deliver({ keyboard: { remove: true } });
  expect(sends().map(({ params }) => params.reply_markup)).toEqual([
    {
      inline_keyboard: [
        [
          { text: 'In', callback_data: 'sign_up.in:1', style: 'success' },
          { text: 'Copy', copy_text: { text: '123456' } },
          { text: 'Open', url: 'https://help.example.com/' },
        ],
      ],
    },
    {
      keyboard: [[{ text: 'Share', request_contact: true }], [{ text: 'Decline' }]],
      resize_keyboard: true,
      one_time_keyboard: false,
    },
    { remove_keyboard: true },
  ]);
});

const faults: [string, FaultOrder, Partial<Outcome>, number][] = [
  [
    'a rate limit',
    { action: 'error', code: 429, retryAfter: 17 },
    { kind: 'retry', cause: 'rate_limit', scope: 'lane', afterSeconds: 17 },
    0,
  ],
  ['a server that restarts', { action: 'error', code: 500 }, { kind: 'retry', cause: 'server' }, 0],
  ['a connection that breaks before', { action: 'drop' }, { kind: 'uncertain' }, 0],
  ['a connection that breaks after', { action: 'drop', mode: 'after' }, { kind: 'uncertain' }, 1],
  ['a bad gateway after', { action: 'bad_gateway', mode: 'after' }, { kind: 'uncertain' }, 1],
  ['a refused token', { action: 'error', code: 401 }, { kind: 'stop' }, 0],
  [
    'a message of ours that is wrong',
    { action: 'error', code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' },
    { kind: 'failed', reason: '400 Bad Request: BUTTON_DATA_INVALID' },
    0,
  ],
];

test.each(faults)('%s', async (_, fault, expected, arrived) => {
  open.sandbox.faults.add({ method: 'sendMessage', times: 1, ...fault });
  expect(await deliver()).toMatchObject(expected);
  expect(received()).toHaveLength(arrived);
  expect(sends()).toHaveLength(1);
});

test('an answer that does not come in time leaves it uncertain', async () => {
  open.sandbox.faults.add({ method: 'sendMessage', action: 'hang', mode: 'after' });
  const hasty = newTelegramChannel(open.platform, { api: open.apis.api, sendTimeout: 300 });
  expect(await deliver({}, hasty)).toMatchObject({ kind: 'uncertain' });
  expect(received()).toHaveLength(1);
});

test('somebody who has blocked the bot, or never started it, is unreachable', async () => {
  open.sandbox.block(open.phoneId);
  expect(await deliver()).toEqual({
    kind: 'unreachable',
    reason: '403 Forbidden: bot was blocked by the user',
  });
  expect(await deliver({ lane: laneOf(anna + 999) })).toEqual({
    kind: 'unreachable',
    reason: '400 Bad Request: chat not found',
  });
});

test('nobody there: surely not delivered, and every chat waits', async () => {
  const gone = createServer();
  gone.listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  const lost = openApis({ token: open.sandbox.token, apiRoot: `http://127.0.0.1:${port}` });
  const outcome = await deliver({}, newTelegramChannel(open.platform, { api: lost.api }));
  expect(outcome).toMatchObject({ kind: 'retry', cause: 'connect', scope: 'bot' });
});

test('formatting that Telegram refuses goes as plain text, once', async () => {
  const text = { text: 'hello', entities: [{ type: 'bold', offset: 0, length: 5 }] };
  const description = "Bad Request: can't parse entities: whatever";
  open.sandbox.faults.add({
    method: 'sendMessage',
    action: 'error',
    code: 400,
    description,
    times: 1,
  });
  expect(await deliver({ text })).toMatchObject({ kind: 'delivered' });
  expect(sends().map(({ params }) => params.entities)).toEqual([text.entities, undefined]);
  open.sandbox.faults.add({ method: 'sendMessage', action: 'error', code: 400, description });
  expect(await deliver({ text })).toMatchObject({ kind: 'failed' });
  expect(sends()).toHaveLength(4);
});

test('a chat with a new id is followed there, once, and remembered', async () => {
  const person = { kind: 'client' as const, id: 'client-anna' };
  await open.platform.database.transaction((tx) =>
    connectChat(tx, open.platform, { person, chatId: anna }),
  );
  const asked: number[] = [];
  const server = createServer(async (request, response) => {
    const body = await request.toArray();
    const { chat_id: chatId } = JSON.parse(Buffer.concat(body).toString()) as { chat_id: number };
    asked.push(chatId);
    const moved = {
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1001 },
    };
    response.end(JSON.stringify(chatId > 0 ? moved : { ok: true, result: { message_id: 7 } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const there = openApis({ token: open.sandbox.token, apiRoot: `http://127.0.0.1:${port}` });
  const outcome = await deliver({}, newTelegramChannel(open.platform, { api: there.api }));
  there.close();
  server.close();
  expect(outcome).toEqual({ kind: 'delivered', messageId: '7' });
  expect(asked).toEqual([anna, -1001]);
  expect(await findConnection(open.platform.database.handle, person)).toMatchObject({
    chatId: -1001,
  });
});

test('nothing is written once the lease would not outlive the send', async () => {
  const written = () => {
    throw new Error('too late');
  };
  expect(await deliver({ written })).toMatchObject({ kind: 'retry', scope: 'lane' });
  expect(sends()).toEqual([]);
});
