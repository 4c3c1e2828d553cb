/** Where a person's news goes: the tie between one person and one Telegram chat. */
import { bigint, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { moment } from '../platform/platform.tables.ts';

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
