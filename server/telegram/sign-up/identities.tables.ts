/** Who a Telegram user is to us: proved by the person's own contact, and kept when the connection ends. */
import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../../platform/platform.tables.ts';

export const identities = pgTable('telegram_identities', {
  telegramUserId: bigint('telegram_user_id', { mode: 'number' }).primaryKey(),
  clientId: text('client_id').notNull().unique(),
  createdAt: createdAt(),
});
