/** Tables of the house itself. */
import { boolean, customType, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { databaseNow } from './clock.ts';

/** Bytes, given as a Buffer by both engines. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/** A moment, given as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A moment that is the database's present when nothing else is said. */
export const createdAt = () => moment('created_at').notNull().default(databaseNow);

/** One row: what this database belongs to, so that a start that does not match is refused. */
export const installation = pgTable('installation', {
  only: boolean('only').primaryKey().default(true),
  /** `sandbox`, or `bot:<id>`. */
  stamp: text('stamp').notNull(),
  /** A hash of the key derivation's master, so that instances agree. */
  secretFingerprint: text('secret_fingerprint').notNull(),
  createdAt: createdAt(),
});

/** How often something was done lately, counted for all instances. Keys are keyed hashes. */
export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  endsAt: moment('ends_at').notNull(),
});

/** Writes that a caller may repeat: by its key it is done once, and the first answer is given again. Kept for a day. */
export const idempotencyKeys = pgTable('idempotency_keys', {
  /** A hash of viewer, route and the caller's key. */
  key: bytes('key').primaryKey(),
  /** A hash of the request: the same key with another one is refused. */
  request: bytes('request').notNull(),
  /** Null while the first one runs. */
  reply: text('reply'),
  createdAt: createdAt(),
});
