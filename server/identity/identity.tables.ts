/** Tables of clients and their sessions. The company's own people are in staff.tables.ts. */
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, moment } from '../platform/platform.tables.ts';
import { staff } from './staff.tables.ts';

export const clients = pgTable(
  'clients',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** E.164. Two clients may have one number: staff decide (see `phone_conflicts`), and may take it from one. */
    phone: text('phone'),
    /** When the number was last proved by its owner; null while only staff have said it. */
    phoneProvedAt: moment('phone_proved_at'),
    email: text('email'),
    /** For staff alone. */
    note: text('note').notNull().default(''),
    language: text('language', { enum: ['ru', 'en'] }).notNull(),
    timeZone: text('time_zone'),
    /** Grows with every change by staff. */
    version: integer('version').notNull().default(1),
    /** Null until the person has entered a right code: till then nobody sees this client. */
    confirmedAt: moment('confirmed_at'),
    /** When the person first signed in, by the bot; null while only staff have entered the client. */
    signedUpAt: moment('signed_up_at'),
    /** An admin has decided that this is the same person as that client: nobody sees this one any more. */
    mergedIntoId: uuid('merged_into_id'),
    createdAt: createdAt(),
  },
  (table) => [
    index('clients_phone').on(table.phone).where(sql`confirmed_at is not null`),
    index('clients_unconfirmed').on(table.createdAt).where(sql`confirmed_at is null`),
    index('clients_newest')
      .on(table.createdAt, table.id)
      .where(sql`confirmed_at is not null and merged_into_id is null`),
  ],
);

/** Sessions of clients and of staff: one of the two. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    clientId: uuid('client_id').references(() => clients.id, { onDelete: 'cascade' }),
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    /** Family and system of the browser, from an allow-list: "Firefox, Windows". */
    browser: text('browser').notNull(),
    /** Refresh tokens are derived from this and the generation, so none is ever stored. */
    salt: bytes('salt').notNull(),
    generation: integer('generation').notNull().default(0),
    rotatedAt: moment('rotated_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** When staff last gave their password in this session. */
    passwordGivenAt: moment('password_given_at'),
    endedAt: moment('ended_at'),
    endedBecause: text('ended_because', {
      enum: [
        'signed_out',
        'token_reused',
        'ended_elsewhere',
        'deactivated',
        'password_changed',
        'merged',
        'restored',
      ],
    }),
    createdAt: createdAt(),
  },
  (table) => [
    index('sessions_client').on(table.clientId),
    index('sessions_staff').on(table.staffId),
    index('sessions_expiry').on(table.expiresAt),
    check('sessions_one_person', sql`(client_id is null) <> (staff_id is null)`),
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
    decision: text('decision', { enum: ['same_person', 'number_moved', 'keep_both'] }),
    createdAt: createdAt(),
  },
  (table) => [
    index('phone_conflicts_open').on(table.createdAt, table.id).where(sql`resolved_at is null`),
    index('phone_conflicts_client').on(table.clientId),
    index('phone_conflicts_other').on(table.otherClientId),
  ],
);

/** Clients from a table: the file is kept until the import is done, so that a restart goes on. */
export const clientImports = pgTable('client_imports', {
  id: uuid('id').primaryKey(),
  fileName: text('file_name').notNull(),
  madeBy: uuid('made_by')
    .notNull()
    .references(() => staff.id),
  state: text('state', { enum: ['preview', 'running', 'done', 'failed'] }).notNull(),
  heading: jsonb('heading').$type<string[]>().notNull(),
  /** All rows as they were read, the number of the row first; emptied when the import is over. */
  rows: jsonb('rows').$type<string[][]>().notNull(),
  /** The first rows, to be looked at; emptied as well. */
  sample: jsonb('sample').$type<string[][]>().notNull(),
  columns: jsonb('columns').$type<Record<string, number>>().notNull(),
  known: text('known', { enum: ['skip', 'update'] }),
  language: text('language', { enum: ['ru', 'en'] }),
  total: integer('total').notNull(),
  done: integer('done').notNull().default(0),
  added: integer('added').notNull().default(0),
  updated: integer('updated').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  problems: jsonb('problems')
    .$type<{ row: number; field: string; problem: string }[]>()
    .notNull()
    .default([]),
  createdAt: createdAt(),
});
