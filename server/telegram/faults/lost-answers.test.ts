/** What follows when nobody can know whether a message has arrived. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultOrder } from '../../../contract/sandbox-shapes.ts';
import { type Chat, openStage, type Stage } from './fault-test.ts';

let stage: Stage;
beforeAll(async () => {
  // Real milliseconds, which those are waited for that never answer.
  stage = await openStage({ sendTimeout: 4_000 });
});
afterAll(() => stage?.close());

const deleted = "Internal Server Error: sent message was immediately deleted and can't be returned";
/** `arrives`: what the failure leaves on the phone. */
const losses: { what: string; fault: FaultOrder; reason: RegExp; arrives: boolean }[] = [
  {
    what: 'a message that Telegram deleted at once',
    fault: { action: 'error', code: 500, description: deleted },
    reason: /^500 Internal Server Error: sent message was immediately deleted/,
    arrives: false,
  },
  {
    what: 'a bad gateway before the effect',
    fault: { action: 'bad_gateway' },
    reason: /not JSON/,
    arrives: false,
  },
  {
    what: 'a bad gateway after the effect',
    fault: { action: 'bad_gateway', mode: 'after' },
    reason: /not JSON/,
    arrives: true,
  },
  {
    what: 'a gateway that ran out of patience, before',
    fault: { action: 'bad_gateway', code: 504 },
    reason: /not JSON/,
    arrives: false,
  },
  {
    what: 'a gateway that ran out of patience, after',
    fault: { action: 'bad_gateway', code: 504, mode: 'after' },
    reason: /not JSON/,
    arrives: true,
  },
  {
    what: 'a gateway that answers as Telegram does',
    fault: { action: 'error', code: 502, description: 'Bad Gateway', mode: 'after' },
    reason: /^502 Bad Gateway/,
    arrives: true,
  },
  {
    what: 'a connection that breaks before the effect',
    fault: { action: 'drop' },
    reason: /^No answer/,
    arrives: false,
  },
  {
    what: 'a connection that breaks after the effect',
    fault: { action: 'drop', mode: 'after' },
    reason: /^No answer/,
    arrives: true,
  },
  {
    what: 'no answer at all, without an effect',
    fault: { action: 'hang' },
    reason: /^No answer in time/,
    arrives: false,
  },
  {
    what: 'no answer at all, after the effect',
    fault: { action: 'hang', mode: 'after' },
    reason: /^No answer in time/,
    arrives: true,
  },
];

interface Case {
  what: string;
  reason: RegExp;
  arrives: boolean;
  chat: Chat;
  first: string;
  second: string;
}

/** Each loss, so many times, is met by the first of two notices of a chat of its own; one chat is in no trouble. */
async function lose(times: number, rank: 'code' | 'news'): Promise<Case[]> {
  const [bystander, ...chats] = await stage.chats(losses.length + 1);
  const cases: Case[] = [];
  for (const [place, { fault, ...loss }] of losses.entries()) {
    const chat = chats[place] as Chat;
    const order = { ...fault, method: 'sendMessage', chatId: chat.telegramId, times };
    stage.app.sandbox.faults.add(order);
    const [first = '', second = ''] = await stage.write([chat, '#1', { rank }], [chat, '#2']);
    cases.push({ ...loss, chat, first, second });
  }
  await stage.write([bystander as Chat, '# Meanwhile']);
  await stage.idle();
  expect(bystander?.received()).toEqual(['# Meanwhile']);
  expect(stage.app.telegram.delivery.state().held).toBeUndefined();
  return cases;
}

test('News waits ten seconds, goes out once more in its place, and is marked: perhaps twice', async () => {
  const cases = await lose(1, 'news');
  await stage.pass(9);
  for (const { what, reason, arrives, chat, first, second } of cases) {
    const found = await stage.find(first);
    expect(found, what).toMatchObject({ state: 'uncertain', waiting: true, tries: 1 });
    expect(found.reason, what).toMatch(reason);
    expect(await stage.find(second), what).toMatchObject({ state: 'queued', tries: 0 });
    expect(chat.received(), what).toEqual(arrives ? ['#1'] : []);
  }
  await stage.pass(1);
  for (const { what, arrives, chat, first, second } of cases) {
    const twice = { state: 'delivered', tries: 2, perhapsTwice: true, waiting: false };
    expect(await stage.find(first), what).toMatchObject(twice);
    const once = { state: 'delivered', tries: 1, perhapsTwice: false };
    expect(await stage.find(second), what).toMatchObject(once);
    expect(chat.received(), what).toEqual(arrives ? ['#1', '#1', '#2'] : ['#1', '#2']);
    expect(await chat.connection(), what).toBe('connected');
  }
}, 60_000);

test('News whose answer is lost twice is not sent a third time, and says that it is uncertain', async () => {
  const cases = await lose(2, 'news');
  await stage.pass(10);
  await stage.pass(3600);
  for (const { what, reason, arrives, chat, first, second } of cases) {
    const found = await stage.find(first);
    expect(found, what).toMatchObject({ state: 'uncertain', waiting: false, tries: 2 });
    expect(found.reason, what).toMatch(reason);
    expect(await stage.find(second), what).toMatchObject({ state: 'delivered', tries: 1 });
    expect(chat.received(), what).toEqual(arrives ? ['#1', '#1', '#2'] : ['#2']);
  }
}, 60_000);

test('A code is never sent twice, and what comes after it goes at once', async () => {
  for (const { what, arrives, chat, first, second } of await lose(1, 'code')) {
    const left = { state: 'uncertain', waiting: false, tries: 1 };
    expect(await stage.find(first), what).toMatchObject(left);
    expect(await stage.find(second), what).toMatchObject({ state: 'delivered' });
    expect(chat.received(), what).toEqual(arrives ? ['#1', '#2'] : ['#2']);
  }
}, 60_000);
