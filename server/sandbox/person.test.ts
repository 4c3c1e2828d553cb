import type { Message, Update } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { CodedError } from '../platform/errors.ts';
import { botOf, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;
let boris: Phone;

beforeEach(async () => {
  sandbox = await startSandbox({ store: ':memory:', clock: new TestClock(new Date()) });
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna', lastName: 'K.', phoneNumber: '79991112233' });
  boris = sandbox.addPhone({ firstName: 'Boris', phoneNumber: '+79994445566' });
  sandbox.start(anna.id);
});
afterEach(() => sandbox.stop());

async function lastUpdate(): Promise<Update | undefined> {
  return (await bot.result<Update[]>('getUpdates', { offset: -1 }))[0];
}

const refused = new CodedError('sandbox.refused');

describe('Pressing Start', () => {
  it('sends the parameter of the deep link, which the phone does not show', async () => {
    sandbox.start(boris.id, 'tg_1700000000000_abc-DEF');
    expect(await lastUpdate()).toMatchObject({
      message: {
        text: '/start tg_1700000000000_abc-DEF',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
        from: { id: boris.telegramId, is_bot: false, first_name: 'Boris', language_code: 'ru' },
        chat: { id: boris.telegramId, type: 'private' },
      },
    });
    expect(sandbox.chat(boris.id)).toMatchObject({
      phone: { chat: 'started' },
      messages: [{ from: 'person', text: '/start' }],
    });
  });

  it('comes before anything else', () => {
    expect(() => sandbox.sendText(boris.id, 'Hello')).toThrow(refused);
    expect(() => sandbox.shareContact(boris.id)).toThrow(refused);
    expect(() => sandbox.block(boris.id)).toThrow(refused);
  });
});

describe('Sharing a contact', () => {
  it('sends the own number, as the phone writes it, with the own id', async () => {
    sandbox.shareContact(anna.id);
    const { message } = (await lastUpdate()) ?? {};
    expect(message?.contact).toEqual({
      ...{ phone_number: '79991112233', first_name: 'Anna', last_name: 'K.' },
      user_id: anna.telegramId,
    });
    expect(message).not.toHaveProperty('forward_origin');
    sandbox.start(boris.id);
    sandbox.shareContact(boris.id);
    expect((await lastUpdate())?.message?.contact?.phone_number).toBe('+79994445566');
  });

  it('can be somebody else', async () => {
    sandbox.shareContact(anna.id, 'someone_else', boris.id);
    const { message } = (await lastUpdate()) ?? {};
    expect(message?.contact).toMatchObject({ user_id: boris.telegramId });
    expect(message?.from.id).toBe(anna.telegramId);
  });

  it('can be forwarded', async () => {
    sandbox.shareContact(anna.id, 'forwarded');
    const { message } = (await lastUpdate()) ?? {};
    expect(message?.contact).toMatchObject({ user_id: anna.telegramId });
    expect(message?.forward_origin).toMatchObject({
      type: 'user',
      sender_user: { id: boris.telegramId },
    });
  });

  it('can lack the id', async () => {
    sandbox.shareContact(anna.id, 'without_user_id');
    expect((await lastUpdate())?.message?.contact).not.toHaveProperty('user_id');
  });

  it('can hold odd characters', async () => {
    sandbox.shareContact(anna.id, 'edited');
    expect((await lastUpdate())?.message?.contact).toMatchObject({
      user_id: anna.telegramId,
      phone_number: '+7 (999) 1112233',
    });
  });
});

describe('Blocking and unblocking', () => {
  it('is told to the bot', async () => {
    sandbox.block(anna.id);
    expect(await lastUpdate()).toMatchObject({
      my_chat_member: {
        from: { id: anna.telegramId },
        old_chat_member: { status: 'member' },
        new_chat_member: { status: 'kicked', user: { is_bot: true } },
      },
    });
    expect(() => sandbox.sendText(anna.id, 'Hello')).toThrow(refused);
    sandbox.start(anna.id);
    const updates = await bot.result<Update[]>('getUpdates', { offset: -2 });
    expect(updates).toMatchObject([
      { my_chat_member: { new_chat_member: { status: 'member' } } },
      { message: { text: '/start' } },
    ]);
  });
});

describe('Writing', () => {
  it('can answer a message of the bot, and be edited', async () => {
    const chat_id = anna.telegramId;
    const asked = await bot.result<Message>('sendMessage', { chat_id, text: 'How are you?' });
    const fine = sandbox.sendText(anna.id, 'Fine', { replyTo: asked.message_id });
    expect((await lastUpdate())?.message?.reply_to_message?.text).toBe('How are you?');
    sandbox.editText(anna.id, fine.id, 'Very well');
    expect((await lastUpdate())?.edited_message).toMatchObject({
      message_id: fine.id,
      text: 'Very well',
    });
    expect(() => sandbox.editText(anna.id, asked.message_id, 'x')).toThrow(refused);
    expect(() => sandbox.sendText(anna.id, 'x', { replyTo: 999 })).toThrow('sandbox.not_found');
  });
});
