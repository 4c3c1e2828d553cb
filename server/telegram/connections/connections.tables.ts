/** Where a person's news goes: the tie between one person and one Telegram chat. */
import { bigint, boolean, index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { Language } from '../../../contract/person.ts';
import { bytes, createdAt, moment } from '../../platform/platform.tables.ts';

export const connections = pgTable(
  'telegram_connections',
  {
    id: text('id').primaryKey(),
    personKind: text('person_kind').$type<'client' | 'staff'>().notNull(),
    personId: text('person_id').notNull(),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    username: text('username'),
    state: text('state').$type<'connected' | 'blocked'>().notNull(),
    connectedAt: moment('connected_at').notNull(),
    blockedAt: moment('blocked_at'),
  },
  (table) => [
    unique('telegram_connections_person').on(table.personKind, table.personId),
    // One chat may be a client's and a member of staff's, but never two clients'.
    unique('telegram_connections_chat').on(table.chatId, table.personKind),
  ],
);

/** A one-time link by which somebody signed in ties a chat to themselves; it lives 15 minutes. */
export const connectLinks = pgTable(
  'telegram_connect_links',
  {
    id: text('id').primaryKey(),
    tokenHash: bytes('token_hash').notNull().unique(),
    personKind: text('person_kind').$type<'client' | 'staff'>().notNull(),
    personId: text('person_id').notNull(),
    /** The session of the browser that asked: it alone sees who has opened the link, and confirms. */
    sessionId: text('session_id').notNull(),
    /** `opened`: by a chat, which the browser is to confirm. `used` and `ended` are over. */
    state: text('state')
      .$type<'waiting' | 'opened' | 'used' | 'ended'>()
      .notNull()
      .default('waiting'),
    chatId: bigint('chat_id', { mode: 'number' }),
    username: text('username'),
    firstName: text('first_name'),
    language: text('language').$type<Language>(),
    /** The chat brings somebody else's news at present: it moves only when both places agree. */
    moves: boolean('moves').notNull().default(false),
    chatAgrees: boolean('chat_agrees').notNull().default(false),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    index('telegram_connect_links_person').on(table.personKind, table.personId),
    index('telegram_connect_links_expiry').on(table.expiresAt),
  ],
);
