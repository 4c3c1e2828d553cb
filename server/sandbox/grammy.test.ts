import { Bot, GrammyError, HttpError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let bot: Bot;
let anna: Phone;

beforeEach(async () => {
  sandbox = await startSandbox({ store: ':memory:', clock: new TestClock(new Date()) });
  bot = new Bot(sandbox.token, { client: { apiRoot: sandbox.apiRoot } });
  anna = sandbox.addPhone({ firstName: 'Anna' });
});
afterEach(() => sandbox.stop());

describe('A grammY bot', () => {
  it('walks through a conversation', async () => {
    bot.command('start', (context) =>
      context.reply(`Welcome, ${context.match}`, {
        reply_markup: { keyboard: [[{ text: 'Share', request_contact: true }]] },
      }),
    );
    bot.on('message:contact', (context) =>
      context.reply('Sure?', {
        reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] },
      }),
    );
    bot.callbackQuery('yes', async (context) => {
      await context.answerCallbackQuery('Saved');
      await context.editMessageText('Done');
    });
    const running = bot.start({ timeout: 30 });
    await vi.waitFor(() => expect(sandbox.polled).toBe(true));
    sandbox.start(anna.id, 'friend');
    await vi.waitFor(() => expect(texts()).toContain('Welcome, friend'));
    sandbox.shareContact(anna.id);
    await vi.waitFor(() => expect(texts()).toContain('Sure?'));
    const question = sandbox.chat(anna.id).messages.at(-1);
    sandbox.press(anna.id, question?.id ?? 0, 'Yes');
    await vi.waitFor(() => expect(texts()).toContain('Done'));
    expect(sandbox.chat(anna.id).spinners).toEqual([]);
    await bot.stop();
    await running;
  });

  it('sends a file', async () => {
    sandbox.start(anna.id);
    await bot.api.sendDocument(anna.telegramId, new InputFile(Buffer.from('text'), 'note.txt'));
    expect(sandbox.chat(anna.id).messages.at(-1)).toMatchObject({ document: { name: 'note.txt' } });
  });

  it('understands refusals and broken answers', async () => {
    const send = () => bot.api.sendMessage(anna.telegramId, 'Hello');
    await expect(send()).rejects.toThrow(GrammyError);
    await expect(send()).rejects.toMatchObject({
      error_code: 400,
      description: 'Bad Request: chat not found',
    });
    sandbox.start(anna.id);
    sandbox.faults.add({ action: 'error', code: 429, retryAfter: 3, times: 1 });
    await expect(send()).rejects.toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
    for (const action of ['drop', 'bad_gateway'] as const) {
      sandbox.faults.add({ action, mode: 'after', times: 1 });
      await expect(send()).rejects.toThrow(HttpError);
    }
    expect(texts().filter((text) => text === 'Hello')).toHaveLength(2);
  });
});

function texts(): (string | undefined)[] {
  return sandbox.chat(anna.id).messages.map(({ text }) => text);
}
