import { sql } from 'drizzle-orm';
import { Api } from 'grammy';
import { afterEach, expect, test } from 'vitest';
import { testPostgres } from '../../../testing/database.ts';
import {
  inTime,
  readNotebook,
  soon,
  startTestBot,
  type TestBot,
  untilPolled,
} from '../bot-test.ts';

let bot: TestBot;

afterEach(async () => {
  await bot.stop();
});

const addAnna = () => bot.sandbox.addPhone({ firstName: 'Anna', telegramId: 5_000_001 });

function heard(...lines: string[]): () => Promise<void> {
  return async () => expect(await readNotebook(bot.platform)).toEqual(lines);
}

async function reasons(of = bot): Promise<string[]> {
  return (await of.telegram.health()).reasons;
}

function polls() {
  return bot.sandbox.calls().filter(({ method }) => method === 'getUpdates');
}

test('a message is heard, and Telegram is asked for exactly what we understand', async () => {
  bot = await startTestBot();
  const anna = addAnna();
  bot.sandbox.start(anna.id, 'abc');
  bot.sandbox.sendText(anna.id, 'hello');
  await soon(heard('/start abc', 'hello'));
  for (const { params } of polls()) {
    expect(params.allowed_updates).toEqual([
      'message',
      'edited_message',
      'callback_query',
      'my_chat_member',
    ]);
  }
  expect(polls()[0]?.params.offset).toBe(0);
  const health = await bot.telegram.health();
  expect(health).toMatchObject({ mode: 'polling', polling: true, reasons: [] });
  expect(health.pollerAgeSeconds).toBeGreaterThanOrEqual(0);
});

test('it says at the start, with its name, that it runs', async () => {
  bot = await startTestBot();
  const line = bot.platform.logged.find((each) => each.includes('✅ Telegram бот запущен'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    bot: `@${bot.sandbox.botUsername}`,
    mode: 'polling',
  });
});

test('Telegram forgets nothing before it is stored, even when the database fails in between', async () => {
  bot = await startTestBot();
  const anna = addAnna();
  const rename = (from: string, to: string) =>
    bot.platform.database.handle.execute(sql.raw(`alter table ${from} rename to ${to}`));
  await untilPolled(bot);
  await rename('telegram_updates', 'elsewhere');
  bot.sandbox.start(anna.id, 'kept');
  await soon(() => expect(bot.platform.logged.join()).toContain('Updates could not be stored'));
  expect(bot.sandbox.state().waitingUpdates).toBe(1);
  expect(await readNotebook(bot.platform)).toEqual([]);
  await rename('elsewhere', 'telegram_updates');
  await inTime(bot, 60, heard('/start kept'));
  await soon(() => expect(bot.sandbox.state().waitingUpdates).toBe(0));
});

test('an answer that is lost on its way is asked for again and has one effect', async () => {
  bot = await startTestBot();
  const anna = addAnna();
  bot.sandbox.faults.add({ method: 'getUpdates', action: 'drop', mode: 'after', times: 1 });
  bot.sandbox.start(anna.id, 'once');
  await inTime(bot, 60, heard('/start once'));
  await bot.telegram.idle();
  expect(await readNotebook(bot.platform)).toEqual(['/start once']);
});

test('a webhook that somebody has set is removed, without losing what waits', async () => {
  bot = await startTestBot({
    async before(sandbox) {
      const api = new Api(sandbox.token, { apiRoot: sandbox.apiRoot });
      await api.setWebhook('https://elsewhere.example/hook');
      const anna = sandbox.addPhone({ firstName: 'Anna', telegramId: 5_000_001 });
      sandbox.start(anna.id, 'waited');
    },
  });
  await soon(heard('/start waited'));
  expect(bot.platform.logged.join()).toContain('A webhook was set for this bot; it was removed');
});

test('another receiver of the same bot shows in health, for longer than each conflict lasts', async () => {
  bot = await startTestBot();
  await untilPolled(bot);
  await new Api(bot.sandbox.token, { apiRoot: bot.sandbox.apiRoot }).getUpdates({ timeout: 0 });
  const sentence = expect.stringMatching(/^Another program receives this bot's messages \(409 /);
  await soon(async () => expect(await reasons()).toEqual([sentence]));
  const before = polls().length;
  await bot.platform.advance(4_900);
  expect(polls()).toHaveLength(before);
  await inTime(bot, 60, () => expect(bot.sandbox.polled).toBe(true));
  expect(await reasons()).toEqual([sentence]);
  await bot.platform.advance(120_000);
  await soon(async () => expect(await reasons()).toEqual([]));
});

test('a refused token is said in health and asked about seldom; once it is good again all is well', async () => {
  bot = await startTestBot();
  const anna = addAnna();
  await untilPolled(bot);
  bot.sandbox.faults.add({ method: 'getUpdates', action: 'error', code: 401, times: 1 });
  bot.sandbox.start(anna.id, 'heard before');
  await soon(heard('/start heard before'));
  await soon(async () =>
    expect(await reasons()).toEqual(["Telegram refuses the bot's token (401 Unauthorized)."]),
  );
  expect(await bot.telegram.health()).toMatchObject({ lastError: '401 Unauthorized' });
  const before = polls().length;
  await bot.platform.advance(29_900);
  expect(polls()).toHaveLength(before);
  bot.sandbox.sendText(anna.id, 'heard after');
  await inTime(bot, 60, heard('/start heard before', 'heard after'));
  expect(await reasons()).toEqual([]);
});

test.each([
  ['drop', /Receiving from Telegram fails \(No answer/],
  ['bad_gateway', /Receiving from Telegram fails \(The answer was not JSON/],
  ['error', /Receiving from Telegram fails \(500 Internal Server Error/],
] as const)('trouble on the way (%s) is survived and said', async (action, sentence) => {
  bot = await startTestBot();
  const anna = addAnna();
  await untilPolled(bot);
  bot.sandbox.faults.add({ method: 'getUpdates', action, times: 2 });
  bot.sandbox.start(anna.id, 'first');
  await soon(heard('/start first'));
  await soon(async () => expect(await reasons()).toEqual([expect.stringMatching(sentence)]));
  bot.sandbox.sendText(anna.id, 'second');
  await inTime(bot, 60, heard('/start first', 'second'));
  await soon(async () => expect(await reasons()).toEqual([]));
});

test('a poll that never ends makes the bot deaf, and health says so', async () => {
  bot = await startTestBot();
  await untilPolled(bot);
  bot.sandbox.faults.add({ method: 'getUpdates', action: 'hang' });
  await bot.platform.advance(31_000);
  await soon(() => expect(bot.sandbox.faults.list()[0]?.met).toBe(1));
  await bot.platform.advance(91_000);
  expect(await reasons()).toEqual(['Telegram has not answered getUpdates for 91 s.']);
});

test('of two instances one polls; the other takes over when it stops, and both tell how it is', async () => {
  bot = await startTestBot();
  const second = await bot.another();
  const anna = addAnna();
  expect((await bot.telegram.health()).polling).toBe(true);
  expect(await second.telegram.health()).toMatchObject({ polling: false, pollerAgeSeconds: 0 });
  const first = { ...bot };
  bot = { ...second, stop: first.stop };
  await first.telegram.stop();
  bot.sandbox.start(anna.id, 'taken over');
  await inTime(bot, 15, heard('/start taken over'));
  expect((await second.telegram.health()).polling).toBe(true);
  expect(polls().filter(({ status }) => status === 409)).toEqual([]);
});

if (testPostgres) {
  test('a poller that loses its lock stops polling, and another goes on', async () => {
    bot = await startTestBot();
    await untilPolled(bot);
    const second = await bot.another();
    await bot.platform.database.handle.execute(
      sql`select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and granted and pid <> pg_backend_pid()
        and database = (select oid from pg_database where datname = current_database())`,
    );
    await soon(async () => expect((await bot.telegram.health()).polling).toBe(false));
    const anna = addAnna();
    bot.sandbox.start(anna.id, 'still heard');
    await inTime(bot, 15, heard('/start still heard'));
    const holders = [bot, second].map(async ({ telegram }) => (await telegram.health()).polling);
    expect((await Promise.all(holders)).filter(Boolean)).toHaveLength(1);
    expect(polls().filter(({ status }) => status === 409)).toEqual([]);
  });
}
