import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { enqueueNotices, findNotice, type NewNotice } from '../../notifications/notifications.ts';
import { anna, inTime, soon, startTestBot, type TestBot } from '../bot-test.ts';
import { connectChat, findConnection, laneOf } from '../connections/connection.ts';

const client = { kind: 'client' as const, id: 'client-anna' };
const topic = 'viewer:client:client-anna';
let bot: TestBot;
let phoneId: string;

beforeAll(async () => {
  bot = await startTestBot({ options: { sendTimeout: 1_000 } });
  phoneId = bot.sandbox.addPhone({ firstName: 'Anna', telegramId: anna }).id;
});

beforeEach(async () => {
  bot.sandbox.reset();
  bot.sandbox.start(phoneId);
  await untilHeard(() =>
    transact((tx) => connectChat(tx, bot.platform, { person: client, chatId: anna })),
  );
});

afterAll(async () => {
  await bot.stop();
});

function transact<T>(run: Parameters<typeof bot.platform.database.transaction<T>>[0]): Promise<T> {
  return bot.platform.database.transaction(run);
}

async function tell(given: Partial<NewNotice>): Promise<string> {
  const notice: NewNotice = {
    lane: laneOf(anna),
    person: client,
    kind: 'test.news',
    rank: 'news',
    text: { text: 'news' },
    ...given,
  };
  const [id] = await transact((tx) => enqueueNotices(tx, bot.platform, [notice]));
  return id ?? '';
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await findNotice(bot.platform.database.handle, id))?.state;
}

async function connectionState(): Promise<string | undefined> {
  return (await findConnection(bot.platform.database.handle, client))?.state;
}

/** Resolves when the portal has heard of what `change` publishes: no earlier event is still on its way then. */
async function untilHeard(change: () => Promise<void>): Promise<void> {
  const heard = Promise.withResolvers<void>();
  const stop = bot.platform.live.subscribe(topic, () => heard.resolve());
  await change();
  await heard.promise;
  stop();
}

function received(text: string): number {
  const { messages } = bot.sandbox.chat(phoneId);
  return messages.filter((message) => message.from === 'bot' && message.text === text).length;
}

test('blocking and unblocking the bot flips the connection at once, and the portal hears of it', async () => {
  let heard = 0;
  const stop = bot.platform.live.subscribe(topic, () => void heard++);
  bot.sandbox.block(phoneId);
  await soon(async () => expect(await connectionState()).toBe('blocked'));
  await soon(() => expect(heard).toBe(1));
  const id = await tell({ text: { text: 'while blocked' } });
  expect(await stateOf(id)).toBe('unreachable');
  bot.sandbox.unblock(phoneId);
  await soon(async () => expect(await connectionState()).toBe('connected'));
  await inTime(bot, 60, () => expect(received('while blocked')).toBe(1));
  await soon(() => expect(heard).toBe(2));
  stop();
});

test('a block that no update told of is learnt by the send, and ends when the person writes', async () => {
  bot.sandbox.faults.add({
    method: 'sendMessage',
    action: 'error',
    code: 403,
    description: 'Forbidden: bot was blocked by the user',
    times: 1,
  });
  const id = await tell({ text: { text: 'missed' } });
  await inTime(bot, 60, async () => expect(await connectionState()).toBe('blocked'));
  expect(await stateOf(id)).toBe('unreachable');
  bot.sandbox.sendText(phoneId, 'here I am');
  await inTime(bot, 60, () => expect(received('missed')).toBe(1));
  expect(await connectionState()).toBe('connected');
});

test('news goes only where the person is connected now; what belongs to a sign-up goes anyway', async () => {
  const nobody = { kind: 'client' as const, id: 'client-nobody' };
  const skipped = await tell({ person: nobody, text: { text: 'not yours' } });
  const answered = await tell({ person: nobody, kind: 'sign_up.signed_in', text: { text: 'in' } });
  await inTime(bot, 60, async () => expect(await stateOf(answered)).toBe('delivered'));
  await inTime(bot, 60, async () => expect(await stateOf(skipped)).toBe('skipped'));
  expect(received('not yours')).toBe(0);
});

test('news whose answer is lost arrives twice at most, and says so; a code arrives once', async () => {
  const drop = { method: 'sendMessage', action: 'drop', mode: 'after' } as const;
  bot.sandbox.faults.add({ ...drop, times: 1 });
  const news = await tell({ text: { text: 'perhaps twice' } });
  await inTime(bot, 120, async () => expect(await stateOf(news)).toBe('delivered'));
  expect(received('perhaps twice')).toBe(2);
  expect(await findNotice(bot.platform.database.handle, news)).toMatchObject({
    perhapsTwice: true,
  });

  bot.sandbox.faults.add({ ...drop, times: 1 });
  const code = await tell({ rank: 'code', kind: 'sign_up.code', text: { text: 'a code' } });
  await inTime(bot, 60, async () => expect(await stateOf(code)).toBe('uncertain'));
  const after = await tell({ text: { text: 'after the code' } });
  await inTime(bot, 120, async () => expect(await stateOf(after)).toBe('delivered'));
  expect(received('a code')).toBe(1);
});

test('a chat that becomes another client’s takes no news of the first one any more', async () => {
  const other = { kind: 'client' as const, id: 'client-other' };
  await transact((tx) => connectChat(tx, bot.platform, { person: other, chatId: anna }));
  const { handle } = bot.platform.database;
  expect(await findConnection(handle, client)).toBeUndefined();
  expect(await findConnection(handle, other)).toMatchObject({ chatId: anna, state: 'connected' });
});

test('neither ids nor names nor words of people are in the log', () => {
  const printed = bot.platform.logged.join('\n');
  expect(printed).toContain('Telegram бот запущен');
  for (const secret of [String(anna), 'Anna', 'here I am', 'perhaps twice', bot.sandbox.token]) {
    expect(printed).not.toContain(secret);
  }
});
