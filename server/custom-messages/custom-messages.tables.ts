/** Messages that staff write to clients in Telegram outside of any ticket, and to whom each went. */
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ClientFilter } from '../../contract/custom-messages.ts';
import type { FormattedText } from '../../contract/formatted-text.ts';
import { createdAt, moment } from '../platform/platform.tables.ts';

export const customMessages = pgTable(
  'custom_messages',
  {
    id: text('id').primaryKey(),
    /** `one`: to one client, from the client's page. `group`: to all whom a filter names. */
    kind: text('kind').$type<'one' | 'group'>().notNull(),
    content: jsonb('content').$type<FormattedText>().notNull(),
    /** Who was meant, as it was chosen; the recipients themselves were frozen at the start. */
    filter: jsonb('filter').$type<ClientFilter>(),
    authorKind: text('author_kind').$type<'staff' | 'token'>().notNull(),
    authorId: text('author_id').notNull(),
    /** How many clients were meant. */
    recipients: integer('recipients').notNull(),
    createdAt: createdAt(),
    cancelledAt: moment('cancelled_at'),
    cancelledBy: text('cancelled_by'),
  },
  (table) => [index('custom_messages_newest').on(table.kind, table.createdAt, table.id)],
);

export const customMessageRecipients = pgTable(
  'custom_message_recipients',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => customMessages.id, { onDelete: 'cascade' }),
    clientId: text('client_id').notNull(),
    /** The ledger's, in the order in which they leave; none where the client had no chat. */
    noticeIds: text('notice_ids').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.clientId] }),
    index('custom_message_recipients_client').on(table.clientId),
  ],
);
