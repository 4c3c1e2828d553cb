/** Tables of what comes in: updates until they are worked off, and how the receiving is. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { Update, UserFromGetMe } from 'grammy/types';
import { createdAt, moment } from '../platform/platform.tables.ts';

/** Each update once; its row stays for 48 hours, twice as long as Telegram may repeat it. */
export const telegramUpdates = pgTable(
  'telegram_updates',
  {
    botId: bigint('bot_id', { mode: 'number' }).notNull(),
    updateId: bigint('update_id', { mode: 'number' }).notNull(),
    /** The order of arrival. `update_id` begins anew at a random number after a quiet week. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    /** Updates of one chat are worked off one after another. */
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    /** As it came (`json` keeps what `jsonb` would refuse); erased once done: the row only remembers that it was here. */
    update: json('update').$type<Update>(),
    state: text('state').$type<'waiting' | 'done' | 'parked'>().notNull().default('waiting'),
    failures: integer('failures').notNull().default(0),
    /** What went wrong last, without anybody's data. */
    lastError: text('last_error'),
    /** After a failure: not to be tried again before. */
    notBefore: moment('not_before'),
    receivedAt: createdAt(),
    doneAt: moment('done_at'),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.updateId] }),
    index('telegram_updates_waiting').on(table.botId, table.sequence).where(sql`state = 'waiting'`),
    index('telegram_updates_lane')
      .on(table.botId, table.chatId, table.sequence)
      .where(sql`state = 'waiting'`),
    index('telegram_updates_age').on(table.receivedAt),
  ],
);

/** One row a bot: what every instance's /health tells of the receiving. */
export const pollerState = pgTable('poller_state', {
  botId: bigint('bot_id', { mode: 'number' }).primaryKey(),
  /** The instance that receives. */
  instanceId: text('instance_id'),
  /** getUpdates answered (or the webhook was called). */
  lastAnswerAt: moment('last_answer_at'),
  /** Telegram's words, without a token. */
  lastError: text('last_error'),
  lastErrorAt: moment('last_error_at'),
  /** What getMe said last, for a start while Telegram is out of reach. */
  me: jsonb('me').$type<UserFromGetMe>(),
});

/** Files that Telegram has already: sent again by its name for them, not by their bytes. */
export const telegramSentFiles = pgTable(
  'telegram_sent_files',
  {
    botId: bigint('bot_id', { mode: 'number' }).notNull(),
    /** Of the files slice. */
    fileId: text('file_id').notNull(),
    as: text('sent_as').$type<'photo' | 'document'>().notNull(),
    telegramFileId: text('telegram_file_id').notNull(),
    sentAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.botId, table.fileId, table.as] })],
);
