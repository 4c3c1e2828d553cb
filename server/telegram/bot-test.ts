/** What the tests of the bot's transport share: messages of the cast, and a worker on a test platform. */

import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { rows } from '../platform/database.ts';
import { newMetrics } from '../platform/metrics.ts';
import type { Platform } from '../platform/platform.ts';
import type { UpdateHandler } from './bot-context.ts';
import { newTelegramMetrics } from './telegram-metrics.ts';
import { startUpdateWorker, type UpdateWorker } from './update-worker.ts';
import { storeUpdates } from './updates.ts';

export const botId = 7_000_001;
export const anna = 5_000_001;
export const vera = 5_000_002;

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
export const takeNotes: UpdateHandler = async ({ tx, update }) => {
  await tx.execute(sql`insert into test_notebook (line) values (${textOf(update)})`);
};

/** Where each update stands, in the order of arrival. */
export async function statesOf(platform: Platform): Promise<string[]> {
  const found = await rows<{ state: string }>(
    platform.database.handle,
    sql`select state from telegram_updates order by sequence`,
  );
  return found.map(({ state }) => state);
}
