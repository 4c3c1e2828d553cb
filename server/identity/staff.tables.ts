/** Tables of the company's own people, of its programs' tokens, and of who did what. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Scope } from '../../contract/permissions.ts';
import { bytes, createdAt, moment } from '../platform/platform.tables.ts';

export const staff = pgTable(
  'staff',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** In lower case. */
    email: text('email').notNull(),
    role: text('role', { enum: ['admin', 'agent'] }).notNull(),
    /** Which tickets an agent sees: all, or their own and nobody's. */
    sees: text('sees', { enum: ['all', 'own'] }).notNull(),
    language: text('language', { enum: ['ru', 'en'] }).notNull(),
    timeZone: text('time_zone'),
    /** argon2id, as `argon2id$…`; null until the invitation is used. */
    password: text('password'),
    /** Sealed. Set but not yet `totpSince`: begun, no code given. */
    totpSecret: bytes('totp_secret'),
    totpSince: moment('totp_since'),
    /** The last time step used, so that no code counts twice. */
    totpUsedStep: text('totp_used_step'),
    deactivatedAt: moment('deactivated_at'),
    seenAt: moment('seen_at'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('staff_email').on(table.email)],
);

/** Recovery codes, hashed; each works once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    hash: bytes('hash').primaryKey(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    usedAt: moment('used_at'),
  },
  (table) => [index('recovery_codes_staff').on(table.staffId)],
);

/** One-time links: their secrets are stored as hashes. */
export const staffLinks = pgTable(
  'staff_links',
  {
    hash: bytes('hash').primaryKey(),
    purpose: text('purpose', { enum: ['set_up', 'invitation', 'password_reset'] }).notNull(),
    /** Null for the first administrator. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: createdAt(),
  },
  (table) => [index('staff_links_staff').on(table.staffId)],
);

/** What stands between a right password and a session: a second factor is still to come. Stored as hashes. */
export const signInChallenges = pgTable('sign_in_challenges', {
  hash: bytes('hash').primaryKey(),
  staffId: uuid('staff_id')
    .notNull()
    .references(() => staff.id, { onDelete: 'cascade' }),
  /** A keyed hash of the code sent to Telegram, bound to this challenge. */
  telegramCode: bytes('telegram_code'),
  telegramSentAt: moment('telegram_sent_at'),
  /** Counted before anything is compared. */
  tries: integer('tries').notNull().default(0),
  expiresAt: moment('expires_at').notNull(),
  createdAt: createdAt(),
});

/** Tokens of the company's programs, stored as hashes. */
export const integrationTokens = pgTable('integration_tokens', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  scopes: jsonb('scopes').$type<Scope[]>().notNull(),
  hash: bytes('hash').notNull().unique(),
  madeBy: uuid('made_by')
    .notNull()
    .references(() => staff.id),
  usedAt: moment('used_at'),
  revokedAt: moment('revoked_at'),
  createdAt: createdAt(),
});

/** Who did what, when and from where. Names are kept as they were. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: uuid('id').primaryKey(),
    at: moment('at').notNull().default(sql`otklik_now()`),
    action: text('action').notNull(),
    actorKind: text('actor_kind', { enum: ['staff', 'token', 'client', 'system'] }).notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    subjectKind: text('subject_kind'),
    subjectId: text('subject_id'),
    subjectLabel: text('subject_label'),
    changes: jsonb('changes').$type<Record<string, [string | null, string | null]>>().notNull(),
    address: text('address'),
    browser: text('browser'),
  },
  (table) => [
    index('audit_newest').on(table.at, table.id),
    index('audit_actor').on(table.actorId, table.at, table.id),
    index('audit_subject').on(table.subjectKind, table.subjectId, table.at),
    index('audit_action').on(table.action, table.at, table.id),
  ],
);
