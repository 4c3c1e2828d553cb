/** The whole app with the sandbox in Telegram's place, for seeing what each of its failures leads to. */
import { expect } from 'vitest';
import type { Reply } from '../../../contract/endpoint.ts';
import { health } from '../../../contract/health.ts';
import { startTestApp, type TestApp } from '../../../testing/app.ts';
import { holdTime } from '../../../testing/clock.ts';
import { type Gate, openGate } from '../../../testing/gate.ts';
import {
  enqueueNotices,
  findNotice,
  type NewNotice,
  type NoticeFacts,
} from '../../notifications/notifications.ts';
import { newId } from '../../platform/ids.ts';
import { soon } from '../bot-test.ts';
import { connectChat, findConnection, laneOf } from '../connections/connection.ts';

export interface Stage {
  app: TestApp;
  /** Between the bot and the sandbox. */
  gate: Gate;
  /** Somebody new who is connected. */
  chat(): Promise<Chat>;
  chats(count: number): Promise<Chat[]>;
  /** Resolves when the bot has heard of everything that phones have done, and has answered. */
  heard(): Promise<void>;
  /** Writes one notice to each, in one transaction, and gives the ids. */
  write(...given: [Chat, string, Partial<NewNotice>?][]): Promise<string[]>;
  find(id: string): Promise<NoticeFacts>;
  /** Resolves when nothing more can be sent at this moment. */
  idle(): Promise<void>;
  /** Moves the time when nothing is under way, and lets happen what is due then. */
  pass(seconds: number): Promise<void>;
  health(): Promise<Reply<typeof health>>;
  close(): Promise<void>;
}

export interface Chat {
  person: { kind: 'client'; id: string };
  phoneId: string;
  telegramId: number;
  /** The texts of the bot's messages that this phone shows, ours alone. */
  received(): string[];
  /** How many times the Bot API was asked to send there. */
  calls(): number;
  connection(): Promise<'connected' | 'blocked' | undefined>;
}

/** Time stands still unless `pass` moves it; neither side has limits, since these tests are about answers. */
export async function openStage({ sendTimeout }: { sendTimeout?: number } = {}): Promise<Stage> {
  let gate: Gate | undefined;
  const app = await startTestApp({
    telegram: { delivery: { rates: 'unlimited', random: () => 0 }, sendTimeout },
    wayTo: async (apiRoot) => {
      gate = await openGate(apiRoot);
      return gate.root;
    },
  });
  if (!gate) throw new Error('There is no way to Telegram.');
  const { platform, sandbox, telegram } = app;
  await holdTime(platform);
  let people = 0;
  return {
    app,
    gate,
    chat: async () => (await chats(1))[0] as Chat,
    chats,
    heard,
    write,
    find,
    idle: () => telegram.delivery.idle(),
    pass,
    health: async () => (await app.inject({ url: health.path })).json(),
    async close() {
      await app.close();
      await gate?.close();
    },
  };

  async function chats(count: number): Promise<Chat[]> {
    const made: Chat[] = [];
    for (let number = 0; number < count; number++) made.push(await newChat());
    await heard();
    return made;
  }

  async function newChat(): Promise<Chat> {
    people += 1;
    const person = { kind: 'client' as const, id: newId() };
    const { id: phoneId, telegramId } = sandbox.addPhone({ firstName: `Client ${people}` });
    sandbox.start(phoneId);
    await platform.database.transaction((tx) =>
      connectChat(tx, platform, { person, chatId: telegramId }),
    );
    const texts = () =>
      sandbox
        .chat(phoneId)
        .messages.flatMap(({ from, text }) =>
          from === 'bot' && text?.startsWith('#') ? text : [],
        );
    return {
      person,
      phoneId,
      telegramId,
      received: texts,
      calls: () =>
        sandbox
          .calls()
          .filter(
            ({ method, params }) =>
              method === 'sendMessage' &&
              params.chat_id === telegramId &&
              String(params.text).startsWith('#'),
          ).length,
      connection: async () => (await findConnection(platform.database.handle, person))?.state,
    };
  }

  async function heard(): Promise<void> {
    await soon(() => expect(sandbox.state().waitingUpdates).toBe(0));
    await telegram.idle();
    await telegram.delivery.idle();
  }

  function write(...given: Parameters<Stage['write']>): Promise<string[]> {
    const notices = given.map(([{ person, telegramId }, text, more]) => ({
      lane: laneOf(telegramId),
      person,
      kind: 'test.news',
      rank: 'news' as const,
      text: { text },
      ...more,
    }));
    return platform.database.transaction((tx) => enqueueNotices(tx, platform, notices));
  }

  async function find(id: string): Promise<NoticeFacts> {
    const facts = await findNotice(platform.database.handle, id);
    if (!facts) throw new Error('There is no such notice.');
    return facts;
  }

  async function pass(seconds: number): Promise<void> {
    await telegram.delivery.idle();
    await app.advance(seconds * 1000);
    await telegram.delivery.idle();
  }
}
