/** What follows when Telegram asks for patience, or will have nothing of the bot at all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chat, openStage, type Stage } from './fault-test.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

function limit(chat: Chat, retryAfter: number): void {
  const order = { method: 'sendMessage', action: 'error', code: 429, times: 1 } as const;
  stage.app.sandbox.faults.add({ ...order, retryAfter, chatId: chat.telegramId });
}

function held(): string | undefined {
  return stage.app.telegram.delivery.state().held?.reason;
}

describe.each([1, 10_072])('A chat that is to wait for %i seconds', (seconds) => {
  test('gets nothing a second earlier, then everything in order; all others go on', async () => {
    const [chat, other] = (await stage.chats(2)) as [Chat, Chat];
    limit(chat, seconds);
    const [first = '', second = ''] = await stage.write([chat, '#1'], [chat, '#2']);
    await stage.write([other, '#1']);
    await stage.idle();
    const reason = `429 Too Many Requests: retry after ${seconds}`;
    expect(await stage.find(first)).toMatchObject({ state: 'queued', reason, waiting: true });
    const [code = ''] = await stage.write([chat, '# Code', { rank: 'code' }], [other, '#2']);
    if (seconds > 1) await stage.pass(seconds - 1);
    await stage.idle();
    expect(chat.calls()).toBe(1);
    expect(other.received()).toEqual(['#1', '#2']);
    expect(held()).toBeUndefined();
    await stage.pass(1);
    expect(chat.received()).toEqual(['# Code', '#1', '#2']);
    for (const [id, tries] of [
      [code, 1],
      [first, 2],
      [second, 1],
    ] as const) {
      const state = { state: 'delivered', perhapsTwice: false, tries };
      expect(await stage.find(id)).toMatchObject(state);
    }
  });
});

describe.each([1, 10_072])('Three chats that are to wait for %i seconds', (seconds) => {
  test('hold the whole bot: nobody is served a second earlier, codes neither, and health says so', async () => {
    const [bystander, ...chats] = (await stage.chats(4)) as [Chat, ...Chat[]];
    for (const chat of chats) limit(chat, seconds);
    const ids = await stage.write(...chats.map((chat): [Chat, string] => [chat, '#1']));
    await stage.idle();
    expect(held()).toBe('rate_limit');
    expect(await stage.health()).toMatchObject({
      status: 'degraded',
      reasons: ['Sending is held: rate_limit'],
      telegram: { waiting: 3 },
    });
    ids.push(...(await stage.write([bystander, '# Code', { rank: 'code' }], [bystander, '#1'])));
    if (seconds > 1) await stage.pass(seconds - 1);
    await stage.idle();
    expect([bystander, ...chats].map((chat) => chat.calls())).toEqual([0, 1, 1, 1]);
    await stage.pass(1);
    expect(bystander.received()).toEqual(['# Code', '#1']);
    for (const chat of chats) expect(chat.received()).toEqual(['#1']);
    for (const id of ids) expect(await stage.find(id)).toMatchObject({ state: 'delivered' });
    expect(held()).toBeUndefined();
    expect(await stage.health()).toMatchObject({ status: 'ok', reasons: [] });
  });
});

describe('A bot that is refused', () => {
  test.each([
    '401 Unauthorized',
    '401 Unauthorized: invalid token specified',
    '404 Not Found',
    '404 Not Found: method not found',
    '421 Misdirected Request: unallowed token specified',
    '400 Bad Request: Logged out',
    '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    '409 Conflict: terminated by setWebhook request',
    '409 Conflict: terminated by other setWebhook',
  ])('sends nothing for a minute, says why, loses nothing: %s', async (line) => {
    const [chat, other] = (await stage.chats(2)) as [Chat, Chat];
    stage.app.sandbox.faults.add({
      ...{ method: 'sendMessage', action: 'error', times: 1 },
      ...{ code: Number(line.slice(0, 3)), description: line.slice(4) },
    });
    const [first = ''] = await stage.write([chat, '#1']);
    await stage.idle();
    expect(await stage.find(first)).toMatchObject({ state: 'queued', reason: line, waiting: true });
    expect(held()).toBe(`refused: ${line}`);
    expect((await stage.health()).reasons).toEqual([`Sending is held: refused: ${line}`]);
    await stage.write([other, '# Code', { rank: 'code' }]);
    await stage.pass(59);
    expect([chat.calls(), other.calls()]).toEqual([1, 0]);
    await stage.pass(1);
    expect(chat.received()).toEqual(['#1']);
    expect(other.received()).toEqual(['# Code']);
    expect(await stage.find(first)).toMatchObject({ state: 'delivered', perhapsTwice: false });
    expect((await stage.health()).reasons).toEqual([]);
  });
});

describe('More than twenty people in a row who cannot be reached', () => {
  test('are a wrong server: nobody is given up, and all get their news when it is the right one again', async () => {
    const chats = await stage.chats(22);
    const fault = { method: 'sendMessage', action: 'error', code: 400 } as const;
    stage.app.sandbox.faults.add({ ...fault, description: 'Bad Request: chat not found' });
    const ids = await stage.write(...chats.map((chat): [Chat, string] => [chat, '#1']));
    await stage.idle();
    expect(held()).toBe('many_unreachable');
    for (const id of ids) {
      expect(await stage.find(id)).toMatchObject({ state: 'queued', waiting: true });
    }
    stage.app.sandbox.faults.clear();
    await stage.pass(599);
    expect(chats.flatMap((chat) => chat.received())).toEqual([]);
    await stage.pass(1);
    for (const chat of chats) expect(chat.received()).toEqual(['#1']);
    for (const id of ids) expect(await stage.find(id)).toMatchObject({ state: 'delivered' });
  });
});
