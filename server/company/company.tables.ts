/** What an admin has set: one row for each part, each with its version. */
import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../platform/platform.tables.ts';

export const settings = pgTable('settings', {
  part: text('part', { enum: ['company', 'hours', 'targets'] }).primaryKey(),
  value: jsonb('value').notNull(),
  /** Grows with every change; a part that was never changed has no row. */
  version: integer('version').notNull(),
  changedAt: moment('changed_at').notNull(),
});
