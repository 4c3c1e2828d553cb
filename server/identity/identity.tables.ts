/** Tables of clients and their sessions. */
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, moment } from '../platform/platform.tables.ts';

export const clients = pgTable(
  'clients',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** E.164. Two clients may have one number: staff decide (see `phone_conflicts`). */
    phone: text('phone').notNull(),
    /** When the number was last proved by its owner; null while only staff have said it. */
    phoneProvedAt: moment('phone_proved_at'),
    language: text('language', { enum: ['ru', 'en'] }).notNull(),
    /** Null until the person has entered a right code: till then nobody sees this client. */
    confirmedAt: moment('confirmed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    index('clients_phone').on(table.phone).where(sql`confirmed_at is not null`),
    index('clients_unconfirmed').on(table.createdAt).where(sql`confirmed_at is null`),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    /** Family and system of the browser, from an allow-list: "Firefox, Windows". */
    browser: text('browser').notNull(),
    /** Refresh tokens are derived from this and the generation, so none is ever stored. */
    salt: bytes('salt').notNull(),
    generation: integer('generation').notNull().default(0),
    rotatedAt: moment('rotated_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
    endedBecause: text('ended_because', { enum: ['signed_out', 'token_reused'] }),
    createdAt: createdAt(),
  },
  (table) => [
    index('sessions_client').on(table.clientId),
    index('sessions_expiry').on(table.expiresAt),
  ],
);

/** Several clients with one number, for an admin to resolve. */
export const phoneConflicts = pgTable(
  'phone_conflicts',
  {
    id: uuid('id').primaryKey(),
    phone: text('phone').notNull(),
    /** The client who has just proved the number. */
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    /** A client who already had it. */
    otherClientId: uuid('other_client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    resolvedAt: moment('resolved_at'),
    createdAt: createdAt(),
  },
  (table) => [
    index('phone_conflicts_client').on(table.clientId),
    index('phone_conflicts_other').on(table.otherClientId),
  ],
);
