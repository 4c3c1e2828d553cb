import { describe, expect, it } from 'vitest';
import type { SandboxChat, SandboxMessage, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { answered, changed, withPhone } from './chat.ts';

const anna: SandboxPhone = {
  id: 'anna',
  firstName: 'Anna',
  phoneNumber: '79990000001',
  languageCode: 'ru',
  color: '#176b56',
  chat: 'started',
};

describe('What a phone shows', () => {
  it('gets a new message at its end', () => {
    const after = changed(chat([bot(1)]), message(bot(2)));
    expect(after.messages.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('shows an edited message in its old place', () => {
    const after = changed(chat([bot(1), bot(2)]), message({ ...bot(1), text: 'edited' }));
    expect(after.messages.map(({ text }) => text)).toEqual(['edited', 'message 2']);
  });

  it('puts a message that was overtaken before the one that overtook it', () => {
    const after = changed(chat([bot(1), bot(3)]), message(bot(2)));
    expect(after.messages.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('loses a deleted message', () => {
    const event = { type: 'message_deleted', phoneId: 'anna', messageId: 1 } as const;
    expect(changed(chat([bot(1), bot(2)]), event).messages.map(({ id }) => id)).toEqual([2]);
  });

  it('loses its keyboard when the bot removes it', () => {
    const keyboard = { rows: [], resize: true, oneTime: false, folded: false };
    const before = { ...chat([]), keyboard };
    expect(changed(before, { type: 'keyboard', phoneId: 'anna' }).keyboard).toBeUndefined();
  });

  it('spins a pressed button once, until the bot answers', () => {
    const spinner = { queryId: 'q', messageId: 1, row: 0, column: 0 };
    const pressed = { type: 'pressed', phoneId: 'anna', spinner } as const;
    const twice = changed(changed(chat([bot(1)]), pressed), pressed);
    expect(twice.spinners).toEqual([spinner]);
    const event = {
      type: 'press_answered',
      phoneId: 'anna',
      queryId: 'q',
      messageId: 1,
      alert: false,
    } as const;
    expect(changed(twice, event).spinners).toEqual([]);
  });
});

describe('The row of phones', () => {
  it('keeps its order when one of them changes', () => {
    const boris = { ...anna, id: 'boris', firstName: 'Boris' };
    const blocked: SandboxPhone = { ...anna, chat: 'blocked' };
    expect(withPhone([anna, boris], blocked)).toEqual([blocked, boris]);
  });

  it('gets a new phone at its end', () => {
    expect(withPhone([], anna)).toEqual([anna]);
  });
});

describe("A person's message", () => {
  it('counts as answered once the bot has written after it', () => {
    const mine: SandboxMessage = { ...bot(2), from: 'person' };
    expect(answered([bot(1), mine], mine)).toBe(false);
    expect(answered([bot(1), mine, bot(3)], mine)).toBe(true);
  });
});

function chat(messages: SandboxMessage[]): SandboxChat {
  return { phone: anna, messages, commands: [], spinners: [] };
}

function bot(id: number): SandboxMessage {
  return {
    id,
    from: 'bot',
    date: '2026-11-21T10:00:00.000Z',
    text: `message ${id}`,
    entities: [],
    reactions: [],
  };
}

function message(one: SandboxMessage) {
  return { type: 'message', phoneId: 'anna', message: one } as const;
}
