/** Archives of people's own data, kept for a while. */
import { bigint, index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { clients } from '../identity/identity.tables.ts';
import { createdAt, moment } from '../platform/platform.tables.ts';

export const dataExports = pgTable(
  'data_exports',
  {
    id: uuid('id').primaryKey(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id),
    /** The file stands in `exports/` of the folder of files, by this row's id. */
    state: text('state', { enum: ['waiting', 'running', 'ready', 'failed', 'expired'] }).notNull(),
    /** 0 to 100. */
    progress: smallint('progress').notNull().default(0),
    size: bigint('size', { mode: 'number' }),
    askedByKind: text('asked_by_kind', { enum: ['client', 'staff'] }).notNull(),
    createdAt: createdAt(),
    /** Whoever works on it says so again and again; silence means that another may begin anew. */
    workedAt: moment('worked_at'),
    expiresAt: moment('expires_at'),
  },
  (table) => [index('data_exports_of_client').on(table.clientId)],
);
