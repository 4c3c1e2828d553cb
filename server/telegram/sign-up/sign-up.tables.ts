/** Tables of the sign-up: one browser's attempt to become, or come back as, a client through the bot. */
import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, moment } from '../../platform/platform.tables.ts';

export const signUps = pgTable(
  'sign_ups',
  {
    /** Names the sign-up inside the server and in buttons of the bot; opens nothing by itself. */
    id: uuid('id').primaryKey(),
    /** A hash of the public handle (`sessionId`). */
    handleHash: bytes('handle_hash').notNull().unique(),
    /** A hash of the secret in the browser's cookie. */
    browserHash: bytes('browser_hash').notNull(),
    /** The hash before the last rotation, which is still good for a minute: a lost reply strands nobody. */
    previousBrowserHash: bytes('previous_browser_hash'),
    browserRotatedAt: moment('browser_rotated_at'),
    name: text('name').notNull(),
    language: text('language').$type<'ru' | 'en'>().notNull(),
    browserFamily: text('browser_family'),
    browserSystem: text('browser_system'),
    /** What the person agreed to by beginning, at `created_at`. */
    consentVersion: text('consent_version').notNull(),
    consentText: text('consent_text').notNull(),
    status: text('status')
      .$type<'pending' | 'contact_received' | 'code_sent'>()
      .notNull()
      .default('pending'),
    ended: text('ended').$type<'declined' | 'expired' | 'taken'>(),
    /** The first Telegram user who opened the link. */
    telegramUserId: bigint('telegram_user_id', { mode: 'number' }),
    telegramUsername: text('telegram_username'),
    /** The language of that person's Telegram, in which the bot speaks to them. */
    telegramLanguage: text('telegram_language').$type<'ru' | 'en'>(),
    openedAt: moment('opened_at'),
    phone: text('phone'),
    /** The client that comes back, or an unconfirmed one that goes with the sign-up. */
    clientId: uuid('client_id'),
    /** An HMAC bound to this sign-up. */
    codeHash: bytes('code_hash'),
    codeTries: integer('code_tries').notNull().default(0),
    codesSent: integer('codes_sent').notNull().default(0),
    codeSentAt: moment('code_sent_at'),
    codeNoticeId: text('code_notice_id'),
    consumedAt: moment('consumed_at'),
    sessionId: uuid('session_id'),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    index('sign_ups_telegram_user').on(table.telegramUserId),
    index('sign_ups_browser').on(table.browserHash),
    index('sign_ups_expiry').on(table.expiresAt),
    index('sign_ups_client').on(table.clientId),
  ],
);

/** Which words each client agreed to, and when; outlives the sign-up. */
export const consents = pgTable(
  'consents',
  {
    id: uuid('id').primaryKey(),
    clientId: uuid('client_id').notNull(),
    version: text('version').notNull(),
    text: text('text').notNull(),
    agreedAt: moment('agreed_at').notNull(),
  },
  (table) => [index('consents_client').on(table.clientId)],
);
