/** What follows from each answer of Telegram's that concerns one message or one chat. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { soon } from '../bot-test.ts';
import { type Chat, openStage, type Stage } from './fault-test.ts';

let stage: Stage;
let bystander: Chat;
let greetings = 0;
beforeAll(async () => {
  stage = await openStage();
  bystander = await stage.chat();
});
afterAll(() => stage?.close());

interface Case {
  line: string;
  chat: Chat;
  first: string;
  second: string;
}

/** Each line is met by the first of two notices of a chat of its own; all chats are in trouble side by side, one is not. */
async function meet(lines: readonly string[]): Promise<Case[]> {
  const chats = await stage.chats(lines.length);
  const cases: Case[] = [];
  for (const [place, line] of lines.entries()) {
    const chat = chats[place] as Chat;
    stage.app.sandbox.faults.add({
      ...{ method: 'sendMessage', chatId: chat.telegramId, times: 1, action: 'error' },
      code: Number(line.slice(0, 3)),
      description: line.slice(4),
    });
    const [first = '', second = ''] = await stage.write([chat, '#1'], [chat, '#2']);
    cases.push({ line, chat, first, second });
  }
  greetings += 1;
  await stage.write([bystander, '# Meanwhile']);
  await stage.idle();
  expect(stage.app.telegram.delivery.state().held).toBeUndefined();
  expect(bystander.received()).toHaveLength(greetings);
  return cases;
}

describe('A message that is refused for what it is', () => {
  const lines = [
    '400 Bad Request: chat_id is empty',
    '400 Bad Request: message text is empty',
    '400 Bad Request: text must be non-empty',
    '400 Bad Request: message is too long',
    '400 Bad Request: text is too long',
    '400 Bad Request: message caption is too long',
    '400 Bad Request: unsupported parse_mode',
    '400 Bad Request: message to be replied not found',
    '400 Bad Request: message thread not found',
    '400 Bad Request: TOPIC_DELETED',
    '400 Bad Request: TOPIC_CLOSED',
    '400 Bad Request: BUTTON_DATA_INVALID',
    '400 Bad Request: reply markup is too long',
    '400 Bad Request: inline keyboard button text must be non-empty',
    '400 Bad Request: text buttons are unallowed in the inline keyboard',
    '400 Bad Request: phone number can be requested in private chats only',
    '400 Bad Request: method is available only for supergroups',
    '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    '413 Request Entity Too Large',
  ];

  test('is kept for the operator with Telegram’s words, is not repeated, and the chat goes on', async () => {
    for (const { line, chat, first, second } of await meet(lines)) {
      const refused = { state: 'failed', reason: line, waiting: false, tries: 1 };
      expect(await stage.find(first), line).toMatchObject(refused);
      expect(await stage.find(second), line).toMatchObject({ state: 'delivered', tries: 1 });
      expect(chat.received(), line).toEqual(['#2']);
      expect(chat.calls(), line).toBe(2);
      expect(await chat.connection(), line).toBe('connected');
      expect(stage.app.platform.logged.join('\n')).toContain(JSON.stringify(line).slice(1, -1));
    }
    await stage.pass(600);
    expect(stage.app.sandbox.faults.list()).toEqual([]);
  }, 60_000);
});

describe('A person who cannot be reached', () => {
  const lines = [
    '403 Forbidden: bot was blocked by the user',
    '403 Forbidden: user is deactivated',
    "403 Forbidden: bot can't initiate conversation with a user",
    "403 Forbidden: the bot can't send messages to the bot",
    '403 Forbidden: bot was kicked from the group chat',
    '403 Forbidden: bot was kicked from the supergroup chat',
    '403 Forbidden: bot was kicked from the channel chat',
    '403 Forbidden: bot is not a member of the group chat',
    '403 Forbidden: bot is not a member of the supergroup chat',
    '403 Forbidden: bot is not a member of the channel chat',
    '403 Forbidden: the group chat was deleted',
    '400 Bad Request: chat not found',
    '400 Bad Request: private chat not found',
  ];

  test('is marked so, all their news waits unrepeated, and goes out once they write again', async () => {
    const cases = await meet(lines);
    await stage.pass(3600);
    for (const { line, chat, first, second } of cases) {
      const waits = { state: 'unreachable', reason: line, waiting: true };
      expect(await stage.find(first), line).toMatchObject({ ...waits, tries: 1 });
      expect(await stage.find(second), line).toMatchObject({ ...waits, tries: 0 });
      expect(chat.calls(), line).toBe(1);
      expect(await chat.connection(), line).toBe('blocked');
    }
    for (const { chat } of cases) stage.app.sandbox.sendText(chat.phoneId, 'Here I am');
    for (const { line, chat, first, second } of cases) {
      await soon(async () => expect(await chat.connection(), line).toBe('connected'));
      await soon(() => expect(chat.received().join('\n')).toMatch(/#1.*#2/s));
      await stage.idle();
      for (const id of [first, second]) {
        const { state, waiting, perhapsTwice } = await stage.find(id);
        expect(['delivered', 'folded'], line).toContain(state);
        expect({ waiting, perhapsTwice }, line).toEqual({ waiting: false, perhapsTwice: false });
      }
    }
  }, 60_000);

  test('comes back by unblocking the bot, too', async () => {
    const chat = await stage.chat();
    stage.app.sandbox.block(chat.phoneId);
    await soon(async () => expect(await chat.connection()).toBe('blocked'));
    const [id = ''] = await stage.write([chat, '# While blocked']);
    await stage.pass(3600);
    expect(await stage.find(id)).toMatchObject({ state: 'unreachable', tries: 0, waiting: true });
    stage.app.sandbox.unblock(chat.phoneId);
    await soon(async () => expect(await chat.connection()).toBe('connected'));
    await soon(() => expect(chat.received().join()).toContain('# While blocked'));
  });
});

describe('Formatting that is refused', () => {
  const reasons = [
    'Unsupported start tag "x" at byte offset 1',
    'Unclosed start tag at byte offset 1',
    'Empty attribute name in the tag "x" at byte offset 1',
    'Unexpected end of name token at byte offset 1',
    'Tag "span" must have class "tg-spoiler" at byte offset 1',
    'Unexpected end tag at byte offset 1',
    'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    'Can\'t find end tag corresponding to start tag "b"',
    'Invalid custom emoji identifier specified',
    'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
  ];

  test('goes as plain text at once, one time, and nothing else of it changes', async () => {
    const chats = await stage.chats(reasons.length);
    const entities = [{ type: 'bold', offset: 0, length: 2 }];
    for (const [place, reason] of reasons.entries()) {
      stage.app.sandbox.faults.add({
        ...{ method: 'sendMessage', chatId: chats[place]?.telegramId, times: 1, action: 'error' },
        ...{ code: 400, description: `Bad Request: can't parse entities: ${reason}` },
      });
    }
    const ids = await stage.write(
      ...chats.map((chat): [Chat, string, object] => [
        chat,
        '',
        { text: { text: '#1', entities } },
      ]),
    );
    await stage.idle();
    for (const [place, chat] of chats.entries()) {
      const facts = await stage.find(ids[place] ?? '');
      expect(facts, reasons[place]).toMatchObject({ state: 'delivered', tries: 1 });
      expect(chat.received(), reasons[place]).toEqual(['#1']);
      expect(chat.calls(), reasons[place]).toBe(2);
    }
  });
});

describe('A server that says that it has done nothing', () => {
  test('is asked again after a second, and the message is no perhaps', async () => {
    const [one] = await meet(['500 Internal Server Error: restart']);
    if (!one) throw new Error('There is no case.');
    const { chat, first, second } = one;
    const reason = '500 Internal Server Error: restart';
    expect(await stage.find(first)).toMatchObject({ state: 'queued', reason, waiting: true });
    expect(chat.calls()).toBe(1);
    await stage.pass(1);
    expect(chat.received()).toEqual(['#1', '#2']);
    for (const id of [first, second]) {
      expect(await stage.find(id)).toMatchObject({ state: 'delivered', perhapsTwice: false });
    }
  });
});

describe('A chat that has a new id', () => {
  test('is followed there with all that waits for it, and its connection is kept', async () => {
    const [chat, other] = await stage.chats(2);
    if (!chat || !other) throw new Error('There are no chats.');
    const moved = stage.app.sandbox.addPhone({ firstName: 'Moved' });
    stage.app.sandbox.start(moved.id);
    await stage.heard();
    stage.app.sandbox.faults.add({
      ...{ method: 'sendMessage', chatId: chat.telegramId, action: 'error' },
      migrateTo: moved.telegramId,
    });
    const ids = await stage.write([chat, '#1'], [chat, '#2'], [chat, '#3'], [other, '#1']);
    await stage.idle();
    const arrived = stage.app.sandbox.chat(moved.id).messages.flatMap(({ text }) => text ?? '');
    expect(arrived.filter((text) => text.startsWith('#'))).toEqual(['#1', '#2', '#3']);
    for (const id of ids) {
      expect(await stage.find(id)).toMatchObject({ state: 'delivered', perhapsTwice: false });
    }
    expect(chat.calls()).toBe(1);
    expect(other.received()).toEqual(['#1']);
    stage.app.sandbox.faults.clear();
  });
});
