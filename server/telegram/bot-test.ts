/** What the tests of the bot's transport share: messages of the cast, and a worker on a test platform. */

import { sql } from 'drizzle-orm';
import { Composer } from 'grammy';
import type { Update } from 'grammy/types';
import { expect, vi } from 'vitest';
import { openTestDatabase } from '../../testing/database.ts';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { rows, type Tx } from '../platform/database.ts';
import { type Http, newHttp } from '../platform/http.ts';
import { newMetrics } from '../platform/metrics.ts';
import type { Platform } from '../platform/platform.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { BotContext, UpdateHandler } from './bot-context.ts';
import { startUpdateWorker, type UpdateWorker } from './receiving/update-worker.ts';
import { storeUpdates } from './receiving/updates.ts';
import { startTelegram, type Telegram, type TelegramOptions } from './telegram.ts';
import { newTelegramMetrics } from './telegram-metrics.ts';

export const botId = 7_000_001;
export const anna = 5_000_001;
export const vera = 5_000_002;

export interface TestBot {
  platform: TestPlatform;
  sandbox: Sandbox;
  http: Http;
  telegram: Telegram;
  /** Another instance on the same database, clock and sandbox; stops with this one. */
  another(): Promise<TestBot>;
  stop(): Promise<void>;
}

interface Given {
  environment?: Record<string, string>;
  options?: TelegramOptions;
  /** Runs before the bot starts. */
  before?: (sandbox: Sandbox, platform: TestPlatform) => Promise<void> | void;
}

/** The bot alone, on a real sandbox; its conversation writes down what it hears unless another is given. */
export async function startTestBot({ environment, options, before }: Given = {}): Promise<TestBot> {
  const opened = await openTestDatabase();
  const platform = await testPlatform(environment, opened);
  const sandbox = await startSandbox({ store: ':memory:', clock: platform.clock });
  sandbox.limiter.off();
  await createNotebook(platform);
  const stops: (() => Promise<void>)[] = [];
  try {
    return { ...(await start(platform)), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(on: TestPlatform): Promise<TestBot> {
    const { token, apiRoot, botUsername: username } = sandbox;
    on.config.telegram = { ...on.config.telegram, token, apiRoot, username };
    await before?.(sandbox, on);
    const http = await newHttp(on);
    const conversations = new Composer<BotContext>();
    conversations.on('message:text', (context) => takeNotes(context));
    const telegram = await startTelegram(on, http, { conversations, ...options });
    const end = async () => {
      await http.close();
      await telegram.stop();
    };
    stops.push(end);
    const another = async () => start(await testPlatform(environment, opened));
    const stopThis = async () => {
      stops.splice(stops.indexOf(end), 1);
      await end();
    };
    return { platform: on, sandbox, http, telegram, another, stop: stopThis };
  }

  async function stop(): Promise<void> {
    await Promise.all(stops.map((end) => end()));
    await sandbox.stop();
    await opened.close();
  }
}

/** Waits until what is expected has come about without the clock's help. */
export async function soon(look: () => Promise<void> | void): Promise<void> {
  await vi.waitFor(look, { timeout: 10_000, interval: 20 });
}

/** Waits until what is expected has come about, moving the clock on by so many seconds at most, `step` at a time. */
export async function inTime(
  { platform }: Pick<TestBot, 'platform'>,
  seconds: number,
  look: () => Promise<void> | void,
  step = 1,
): Promise<void> {
  let left = seconds;
  await soon(async () => {
    try {
      await look();
    } catch (error) {
      if (left > 0) await platform.advance(step * 1_000);
      left -= step;
      throw error;
    }
  });
}

/** Whether the bot's next poll waits at the sandbox. */
export async function untilPolled({ sandbox }: TestBot): Promise<void> {
  await soon(() => expect(sandbox.polled).toBe(true));
}

/** A private message as Telegram would deliver it. */
export function textFrom(person: number, updateId: number, text: string): Update {
  const from = { id: person, is_bot: false as const, first_name: 'Anna' };
  const chat = { id: person, type: 'private' as const, first_name: 'Anna' };
  return { update_id: updateId, message: { message_id: updateId, date: 1, chat, from, text } };
}

export function textOf(update: Update): string {
  return update.message?.text ?? '';
}

export async function receive(platform: Platform, ...updates: Update[]): Promise<number> {
  return platform.database.transaction((tx) => storeUpdates(tx, botId, updates));
}

export function workOff(platform: Platform, handler: UpdateHandler): UpdateWorker {
  return startUpdateWorker(platform, { botId, handler, metrics: newTelegramMetrics(newMetrics()) });
}

/** A table that handlers write to, for seeing which effects have taken place. */
export async function createNotebook(platform: Platform): Promise<void> {
  await platform.database.handle.execute(
    sql`create table if not exists test_notebook (place serial, line text not null)`,
  );
  await platform.database.handle.execute(sql`truncate test_notebook`);
}

export async function readNotebook(platform: Platform): Promise<string[]> {
  const lines = await rows<{ line: string }>(
    platform.database.handle,
    sql`select line from test_notebook order by place`,
  );
  return lines.map(({ line }) => line);
}

/** Writes each message's text down. */
export async function takeNotes({ tx, update }: { tx: Tx; update: Update }): Promise<void> {
  await tx.execute(sql`insert into test_notebook (line) values (${textOf(update)})`);
}

/** Where each update stands, in the order of arrival. */
export async function statesOf(platform: Platform): Promise<string[]> {
  const found = await rows<{ state: string }>(
    platform.database.handle,
    sql`select state from telegram_updates order by sequence`,
  );
  return found.map(({ state }) => state);
}
