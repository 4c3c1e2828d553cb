import type { Message } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxEvent } from '../../contract/sandbox-shapes.ts';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let clock: TestClock;
let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;
let chat_id: number;
let sent: Message;
let events: SandboxEvent[];
const buttons = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };

beforeEach(async () => {
  clock = new TestClock(new Date('2026-11-20T10:00:00Z'));
  sandbox = await startSandbox({ store: ':memory:', clock });
  sandbox.limiter.off();
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna' });
  chat_id = anna.telegramId;
  sandbox.start(anna.id);
  sent = await bot.result('sendMessage', { chat_id, text: 'Sure?', reply_markup: buttons });
  events = [];
  sandbox.subscribe((event) => events.push(event));
});
afterEach(() => sandbox.stop());

async function refusal(method: string, params: Record<string, unknown>) {
  return (await bot.call(method, { chat_id, ...params })).description;
}

function shown() {
  return sandbox.chat(anna.id).messages.find(({ id }) => id === sent.message_id);
}

describe('A message of the bot', () => {
  it('can be given another text, and loses buttons that are not given again', async () => {
    const { message_id } = sent;
    clock.tick(60_000);
    const edited = await bot.result<Message>('editMessageText', {
      ...{ chat_id, message_id, text: '<b>Done</b>', parse_mode: 'HTML' },
    });
    expect(edited.edit_date).toBe(sent.date + 60);
    expect(shown()).toMatchObject({ text: 'Done', editedAt: '2026-11-20T10:01:00.000Z' });
    expect(shown()).not.toHaveProperty('buttons');
    expect(events.map(({ type }) => type)).toEqual(['message']);
  });

  it('is not changed into what it is already', async () => {
    const { message_id } = sent;
    const same = { message_id, text: 'Sure?', reply_markup: buttons };
    const reason =
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
    expect(await refusal('editMessageText', same)).toBe(reason);
    expect(await refusal('editMessageReplyMarkup', same)).toBe(reason);
    expect(await bot.call('editMessageReplyMarkup', { chat_id, message_id })).toMatchObject({
      ok: true,
      result: { text: 'Sure?' },
    });
  });

  it('can be deleted for two days', async () => {
    const { message_id } = sent;
    clock.tick(48 * 3600 * 1000);
    expect(await refusal('deleteMessage', { message_id })).toBe(
      "Bad Request: message can't be deleted",
    );
    const fresh = await bot.result<Message>('sendMessage', { chat_id, text: 'New' });
    await bot.result('deleteMessage', { chat_id, message_id: fresh.message_id });
    expect(await refusal('deleteMessage', { message_id: fresh.message_id })).toBe(
      'Bad Request: message to delete not found',
    );
    expect(events.at(-1)).toEqual({
      ...{ type: 'message_deleted', phoneId: anna.id, messageId: fresh.message_id },
    });
  });

  it.each([
    ['editMessageText', { message_id: 999, text: 'x' }, 'message to edit not found'],
    ['editMessageText', { message_id: 1, text: 'x' }, "message can't be edited"],
    [
      'editMessageText',
      { text: 'x', reply_markup: { remove_keyboard: true } },
      'inline keyboard expected',
    ],
    ['setMessageReaction', { message_id: 999 }, 'message to react not found'],
    [
      'setMessageReaction',
      { message_id: 1, reaction: [{ type: 'emoji', emoji: 'x' }] },
      'REACTION_INVALID',
    ],
    ['sendChatAction', { action: 'sing' }, 'wrong parameter action in request'],
  ])('%s is refused where it makes no sense (%#)', async (method, params, reason) => {
    expect(await refusal(method, params)).toBe(`Bad Request: ${reason}`);
  });
});

describe('A message of a person', () => {
  it('can be given one reaction, and lose it', async () => {
    const reaction = [{ type: 'emoji', emoji: '👀' }];
    await bot.result('setMessageReaction', { chat_id, message_id: 1, reaction });
    expect(sandbox.chat(anna.id).messages[0]?.reactions).toEqual(['👀']);
    await bot.result('setMessageReaction', { chat_id, message_id: 1 });
    expect(sandbox.chat(anna.id).messages[0]?.reactions).toEqual([]);
  });
});

describe('A pressed button', () => {
  it('spins until it is answered, once', async () => {
    const { queryId } = sandbox.press(anna.id, sent.message_id, 'Yes');
    expect(sandbox.chat(anna.id).spinners).toMatchObject([{ queryId, row: 0, column: 0 }]);
    const answer = { callback_query_id: queryId, text: 'Fine', show_alert: true };
    expect(await bot.result('answerCallbackQuery', answer)).toBe(true);
    expect(sandbox.chat(anna.id).spinners).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'press_answered', text: 'Fine', alert: true });
    const late =
      'Bad Request: query is too old and response timeout expired or query ID is invalid';
    expect(await refusal('answerCallbackQuery', answer)).toBe(late);
    const other = sandbox.press(anna.id, sent.message_id, { row: 0, column: 0 });
    clock.tick(16 * 60_000);
    expect(await refusal('answerCallbackQuery', { callback_query_id: other.queryId })).toBe(late);
  });

  it('comes again with the same query when the app was closed before the answer', async () => {
    const { queryId } = sandbox.press(anna.id, sent.message_id, 'Yes');
    sandbox.pressAgain(anna.id, queryId);
    const updates =
      await bot.result<{ callback_query?: { id: string; data: string } }[]>('getUpdates');
    const queries = updates.flatMap(({ callback_query: query }) => query ?? []);
    expect(queries).toMatchObject([
      { id: queryId, data: 'yes', message: { message_id: sent.message_id } },
      { id: queryId, data: 'yes' },
    ]);
  });
});

describe('What else a phone shows', () => {
  it('is the commands for its language, and that the bot types', async () => {
    await bot.result('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
    const commands = [{ command: 'help', description: 'Помощь' }];
    await bot.result('setMyCommands', { commands, language_code: 'ru' });
    expect(sandbox.chat(anna.id).commands).toEqual(commands);
    const boris = sandbox.addPhone({ firstName: 'Boris', languageCode: 'en' });
    expect(sandbox.chat(boris.id).commands).toMatchObject([{ description: 'Help' }]);
    expect(await bot.result('getMyCommands', { language_code: 'ru' })).toEqual(commands);
    await bot.result('sendChatAction', { chat_id, action: 'typing' });
    expect(events.at(-1)).toEqual({ type: 'typing', phoneId: anna.id, action: 'typing' });
  });

  it('is what the bot says of itself, in the language that is asked for', async () => {
    await bot.result('setMyDescription', { description: 'A helpdesk' });
    await bot.result('setMyDescription', { description: 'Поддержка', language_code: 'ru' });
    const asked = (language_code?: string) => bot.result('getMyDescription', { language_code });
    expect(await asked('ru')).toEqual({ description: 'Поддержка' });
    expect(await asked('fr')).toEqual({ description: 'A helpdesk' });
    const long = { description: 'x'.repeat(513) };
    expect(await bot.call('setMyDescription', long)).toMatchObject({ error_code: 400 });
  });

  it('is the reply keyboard, folded once it was used, gone when it is removed', async () => {
    const keyboard = [[{ text: 'Share', request_contact: true }], ['No']];
    const reply_markup = { keyboard, one_time_keyboard: true, resize_keyboard: true };
    await bot.result('sendMessage', { chat_id, text: 'Who are you?', reply_markup });
    expect(sandbox.chat(anna.id).keyboard).toMatchObject({ oneTime: true, folded: false });
    sandbox.shareContact(anna.id);
    expect(sandbox.chat(anna.id).keyboard).toMatchObject({ folded: true });
    const gone = { remove_keyboard: true };
    await bot.result('sendMessage', { chat_id, text: 'Thanks', reply_markup: gone });
    expect(sandbox.chat(anna.id).keyboard).toBeUndefined();
  });
});
