import type { Message } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;
const received: string[] = [];

beforeEach(async () => {
  received.length = 0;
  sandbox = await startSandbox({
    store: ':memory:',
    clock: new TestClock(new Date()),
    onReceive: (phone, text) => received.push(`${phone}: ${text}`),
  });
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna', lastName: 'K.' });
});
afterEach(() => sandbox.stop());

async function refusal(params: Record<string, unknown> = {}) {
  const { ok, error_code, description } = await bot.call('sendMessage', {
    chat_id: anna.telegramId,
    text: 'Hello',
    ...params,
  });
  return ok ? undefined : `${error_code} ${description}`;
}

describe('Whether a message reaches a person', () => {
  it('depends on where their chat with the bot stands', async () => {
    expect(await refusal()).toBe('400 Bad Request: chat not found');
    sandbox.start(anna.id);
    expect(await refusal()).toBeUndefined();
    sandbox.block(anna.id);
    expect(await refusal()).toBe('403 Forbidden: bot was blocked by the user');
    sandbox.unblock(anna.id);
    expect(await refusal()).toBeUndefined();
    sandbox.deactivate(anna.id);
    expect(await refusal()).toBe('403 Forbidden: user is deactivated');
    expect(received).toEqual(['Anna K.: Hello', 'Anna K.: Hello']);
  });

  it.each([
    [{ chat_id: '' }, '400 Bad Request: chat_id is empty'],
    [{ chat_id: 123456789 }, '400 Bad Request: chat not found'],
    [{ chat_id: '@anna' }, '400 Bad Request: chat not found'],
    [{ chat_id: 700000001 }, "403 Forbidden: the bot can't send messages to the bot"],
  ])('depends on the address (%#)', async (params, expected) => {
    expect(await refusal(params)).toBe(expected);
  });

  it('never fails for unknown people where the sandbox knows everyone', async () => {
    sandbox.setKnowsEveryone(true);
    expect(await refusal({ chat_id: 123456789 })).toBeUndefined();
    const stranger = sandbox.phones().find(({ telegramId }) => telegramId === 123456789);
    expect(sandbox.chat(stranger?.id ?? '').messages).toMatchObject([{ text: 'Hello' }]);
    expect(await refusal()).toBe('400 Bad Request: chat not found');
  });
});

describe('What is checked first', () => {
  it('is the text, then the markup, then the chat, then the message replied to', async () => {
    const markup = { inline_keyboard: [[{ text: 'x', callback_data: 'y'.repeat(65) }]] };
    const all = {
      text: '<b>',
      parse_mode: 'HTML',
      reply_markup: markup,
      reply_parameters: { message_id: 99 },
    };
    expect(await refusal({ ...all, text: '' })).toBe('400 Bad Request: message text is empty');
    expect(await refusal(all)).toContain("can't parse entities");
    expect(await refusal({ ...all, text: 'x' })).toBe('400 Bad Request: BUTTON_DATA_INVALID');
    const rest = { ...all, text: 'x', reply_markup: undefined };
    expect(await refusal(rest)).toBe('400 Bad Request: chat not found');
    sandbox.start(anna.id);
    expect(await refusal(rest)).toBe('400 Bad Request: message to be replied not found');
    const optional = { message_id: 99, allow_sending_without_reply: true };
    expect(await refusal({ ...rest, reply_parameters: optional })).toBeUndefined();
  });
});

describe('A reply', () => {
  it('carries the message it answers, but not what that one answered', async () => {
    const question = sandbox.start(anna.id);
    const chat_id = anna.telegramId;
    const first = await bot.result<Message>('sendMessage', {
      chat_id,
      text: 'One',
      reply_parameters: { message_id: question.id },
    });
    expect(first.reply_to_message).toMatchObject({ message_id: question.id, text: '/start' });
    const second = await bot.result<Message>('sendMessage', {
      chat_id,
      text: 'Two',
      reply_to_message_id: first.message_id,
    });
    expect(second.reply_to_message).not.toHaveProperty('reply_to_message');
    expect(sandbox.chat(anna.id).messages.at(-1)).toMatchObject({ replyTo: first.message_id });
  });
});
