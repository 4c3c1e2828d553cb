/** What people write to the bot for a ticket: kept until it stands in one, and by which message each entry is known afterwards. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../../platform/platform.tables.ts';

/** A photo or document as Telegram names it; its bytes are fetched when the message is filed. */
export interface Attachment {
  fileId: string;
  name: string;
  /** Bytes, as far as Telegram says. */
  size?: number;
}

/** What is to become of a message. */
export type Target =
  | {
      kind: 'ticket';
      ticketId: string;
      as: 'message' | 'note';
      /** The person wants it opened again where it is closed. */
      reopen?: boolean;
    }
  /** One and the same for all messages of one question: the first that is filed opens it. */
  | { kind: 'new_ticket' };

export const telegramMessages = pgTable(
  'telegram_messages',
  {
    id: text('id').primaryKey(),
    botId: bigint('bot_id', { mode: 'number' }).notNull(),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    messageId: bigint('message_id', { mode: 'number' }).notNull(),
    /** The order within the chat. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    /** As whom it was written. */
    personKind: text('person_kind').$type<'client' | 'staff'>().notNull(),
    personId: text('person_id').notNull(),
    /** `asked`: the person is to choose the ticket. `filing`: its turn will come. `filed`: stands in the ticket. `dropped`: the person was told why not, or has taken it back. */
    state: text('state').$type<'asked' | 'filing' | 'filed' | 'dropped'>().notNull(),
    /** Erased once it stands in a ticket. */
    text: text('text'),
    attachments: jsonb('attachments').$type<Attachment[]>().notNull(),
    target: jsonb('target').$type<Target>(),
    /** The question about it, or the one it was sent by: messages of one question go the same way. */
    questionId: text('question_id'),
    /** It answers a message of the bot: nothing but a mark is needed to tell that it has come. */
    byReply: boolean('by_reply').notNull().default(false),
    ticketId: text('ticket_id'),
    entryId: text('entry_id'),
    reason: text('reason'),
    failures: integer('failures').notNull().default(0),
    /** Not to be taken before: after a failure, or while a worker has it. */
    notBefore: moment('not_before'),
    /** Of the worker that has it: whoever was thought dead and comes back files nothing. */
    leaseToken: text('lease_token'),
    receivedAt: createdAt(),
    settledAt: moment('settled_at'),
  },
  (table) => [
    unique('telegram_messages_message').on(table.botId, table.chatId, table.messageId),
    index('telegram_messages_open')
      .on(table.botId, table.chatId, table.sequence)
      .where(sql`state in ('asked', 'filing')`),
    index('telegram_messages_question').on(table.questionId),
    index('telegram_messages_person').on(table.personKind, table.personId),
    index('telegram_messages_entry').on(table.entryId),
  ],
);
