import { afterEach, expect, test } from 'vitest';
import { StartRefused } from '../platform/errors.ts';
import { openApis } from './api.ts';
import { anna, inTime, readNotebook, soon, startTestBot, type TestBot } from './bot-test.ts';

let bot: TestBot | undefined;

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

test('each language has its commands, and Telegram shows them in that language', async () => {
  bot = await startTestBot();
  const { sandbox } = bot;
  const ru = sandbox.addPhone({ firstName: 'Anna', languageCode: 'ru' });
  const other = sandbox.addPhone({ firstName: 'Anne', languageCode: 'fr' });
  const names = ({ id }: { id: string }) =>
    sandbox.chat(id).commands.map(({ command, description }) => `${command}: ${description}`);
  await soon(() => expect(names(ru)).toEqual(['start: Начать', 'help: Что умеет этот бот']));
  expect(names(other)).toEqual(['start: Begin', 'help: What this bot does']);
});

test('a token that Telegram has never accepted stops the start with a sentence', async () => {
  const start = startTestBot({
    before: (sandbox) => {
      sandbox.faults.add({ method: 'getMe', action: 'error', code: 401 });
    },
  });
  await expect(start).rejects.toThrow(StartRefused);
  await expect(start).rejects.toThrow('Telegram refuses TELEGRAM_BOT_TOKEN');
});

test('a bot that is known starts while Telegram is out of reach, says so, and recovers', async () => {
  bot = await startTestBot();
  const { sandbox } = bot;
  await bot.telegram.stop();
  sandbox.faults.add({ action: 'error', code: 500 });
  const again = await bot.another();
  bot = { ...again, stop: bot.stop };
  expect(again.telegram.botUsername).toBe(sandbox.botUsername);
  expect((await again.telegram.health()).reasons).toEqual([
    'Receiving from Telegram fails (500 Internal Server Error).',
  ]);
  sandbox.faults.clear();
  sandbox.start(sandbox.addPhone({ firstName: 'Anna', telegramId: anna }).id, 'there again');
  await inTime(bot, 60, async () =>
    expect(await readNotebook(again.platform)).toEqual(['/start there again']),
  );
  await soon(async () => expect((await again.telegram.health()).reasons).toEqual([]));
});

test('where another bot of the company receives, this one only sends', async () => {
  bot = await startTestBot({
    environment: {
      TELEGRAM_MODE: 'external',
      BOT_SECRET: 'a secret of at least 32 characters long',
    },
  });
  const health = await bot.telegram.health();
  expect(health).toMatchObject({ mode: 'external', polling: false, reasons: [] });
  const methods = bot.sandbox.calls().map(({ method }) => method);
  expect(new Set(methods)).toEqual(new Set(['getMe']));
  const reply = await bot.http.inject({ method: 'POST', url: '/telegram/webhook', payload: {} });
  expect(reply.statusCode).toBe(404);
});

test('Telegram is never called inside a transaction', async () => {
  bot = await startTestBot();
  const { api, close } = openApis(bot.sandbox);
  const inside = bot.platform.database.transaction(() => api.getMe());
  await expect(inside).rejects.toThrow('getMe was called inside a transaction');
  expect(await api.getMe()).toMatchObject({ username: bot.sandbox.botUsername });
  close();
});
