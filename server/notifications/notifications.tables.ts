/** The ledger: notices, every attempt to deliver them, their lanes, and the bot-wide bucket. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { PreferenceModes, QuietHours } from '../../contract/notices.ts';
import { bytes, createdAt, moment } from '../platform/platform.tables.ts';
import type {
  ChannelName,
  FoldParts,
  Keyboard,
  NoticeFile,
  NoticeState,
  RichText,
} from './notice.ts';

export interface NoticeContent {
  text: RichText;
  keyboard?: Keyboard;
  silent?: boolean;
  fold?: FoldParts;
  file?: NoticeFile;
}

export const notices = pgTable(
  'notices',
  {
    id: text('id').primaryKey(),
    /** The order of insertion. */
    seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    channel: text('channel').$type<ChannelName>().notNull(),
    address: text('address').notNull(),
    personKind: text('person_kind').$type<'client' | 'staff'>(),
    personId: text('person_id'),
    kind: text('kind').notNull(),
    /** Its place in `ranks`. */
    rank: smallint('rank').notNull(),
    content: jsonb('content').$type<NoticeContent>().notNull(),
    sealed: bytes('sealed'),
    subjectKind: text('subject_kind'),
    subjectId: text('subject_id'),
    key: text('key').unique(),
    /** May go out together with others of its subject. */
    foldable: boolean('foldable').notNull().default(false),
    /** Waits for all others of its lane, to go out as one digest: held by quiet hours, or by a block that is over. */
    gathered: boolean('gathered').notNull().default(false),
    /** The digest that it went out in. */
    foldedInto: text('folded_into'),
    notBefore: moment('not_before'),
    expiresAt: moment('expires_at').notNull(),
    state: text('state').$type<NoticeState>().notNull().default('queued'),
    reason: text('reason'),
    /** Still stands in its lane, to be sent. */
    due: boolean('due').notNull().default(true),
    /** The worker has told the lane of it: writers of notices never touch lanes. */
    admitted: boolean('admitted').notNull().default(false),
    tries: integer('tries').notNull().default(0),
    /** The latest attempt's token: a late result is known by it. */
    token: text('token'),
    /** How many attempts may have arrived without our knowing. */
    uncertainTimes: integer('uncertain_times').notNull().default(0),
    perhapsTwice: boolean('perhaps_twice').notNull().default(false),
    messageId: text('message_id'),
    createdAt: createdAt(),
    settledAt: moment('settled_at'),
  },
  (table) => [
    index('notices_fresh').on(table.channel, table.seq).where(sql`not admitted`),
    index('notices_in_lane')
      .on(table.channel, table.address, table.rank, table.seq)
      .where(sql`due`),
    // `settled_at is null` is true of all that is due. It keeps the index out of the questions about one
    // lane: where nothing was due when the statistics were made, it seems as good to them as the lane's own.
    index('notices_expiry').on(table.expiresAt).where(sql`due and settled_at is null`),
    index('notices_foldable')
      .on(table.channel, table.address, table.rank, table.seq)
      .where(sql`due and foldable`),
    index('notices_subject').on(table.subjectKind, table.subjectId, table.seq),
    index('notices_person').on(table.personKind, table.personId, table.seq),
    index('notices_newest').on(table.seq),
    index('notices_state').on(table.state, table.seq),
    index('notices_message')
      .on(table.channel, table.address, table.messageId)
      .where(sql`message_id is not null`),
    index('notices_folded').on(table.foldedInto).where(sql`folded_into is not null`),
    index('notices_settled').on(table.settledAt).where(sql`settled_at is not null`),
  ],
);

export const noticeTries = pgTable(
  'notice_tries',
  {
    noticeId: text('notice_id')
      .notNull()
      .references(() => notices.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    token: text('token').notNull(),
    /** The instance that made it. */
    owner: text('owner').notNull(),
    startedAt: moment('started_at').notNull(),
    endedAt: moment('ended_at'),
    outcome: text('outcome'),
    /** The channel's own words, scrubbed. */
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.noticeId, table.number] })],
);

export const lanes = pgTable(
  'lanes',
  {
    channel: text('channel').$type<ChannelName>().notNull(),
    address: text('address').notNull(),
    /** When its head may go; nothing when nothing waits. */
    readyAt: moment('ready_at'),
    /** The rank of its head. */
    rank: smallint('rank').notNull(),
    holdUntil: moment('hold_until'),
    /** The rate of one chat, as GCRA: the moment at which the burst is whole again. */
    pacedAt: moment('paced_at'),
    /** Tries in a row that have not succeeded; drives the back-off. */
    failures: integer('failures').notNull().default(0),
    /** The latest passing trouble, so that several lanes in trouble at once are noticed. */
    trouble: text('trouble'),
    troubledAt: moment('troubled_at'),
    closedAt: moment('closed_at'),
    closedReason: text('closed_reason'),
    /** Closed because a try was refused, which a wrong server does to everybody. */
    closedByTry: boolean('closed_by_try').notNull().default(false),
    leaseToken: text('lease_token'),
    leaseOwner: text('lease_owner'),
    leaseNotice: text('lease_notice'),
    leaseUntil: moment('lease_until'),
  },
  (table) => [
    primaryKey({ columns: [table.channel, table.address] }),
    index('lanes_ready')
      .on(table.channel, table.rank, table.readyAt)
      .where(sql`ready_at is not null and lease_token is null and closed_at is null`),
    index('lanes_leased').on(table.leaseUntil).where(sql`lease_token is not null`),
    index('lanes_troubled').on(table.channel, table.troubledAt).where(sql`troubled_at is not null`),
  ],
);

/** One row a channel: its bot's rate and whatever holds the whole bot. */
export const sendBuckets = pgTable('send_buckets', {
  channel: text('channel').$type<ChannelName>().primaryKey(),
  tokens: doublePrecision('tokens').notNull(),
  refilledAt: moment('refilled_at').notNull(),
  holdUntil: moment('hold_until'),
  holdReason: text('hold_reason'),
  /** Bot-wide holds in a row without a delivery between; drives the back-off. */
  failures: integer('failures').notNull().default(0),
  /** Lanes found unreachable in a row without a delivery between, and since when. */
  unreachableRun: integer('unreachable_run').notNull().default(0),
  runSince: moment('run_since'),
});

/** What a person has chosen to hear, and when; whoever has chosen nothing has no row. */
export const noticePreferences = pgTable(
  'notice_preferences',
  {
    personKind: text('person_kind').$type<'client' | 'staff'>().notNull(),
    personId: text('person_id').notNull(),
    modes: jsonb('modes').$type<PreferenceModes>().notNull(),
    quietHours: jsonb('quiet_hours').$type<QuietHours>(),
  },
  (table) => [primaryKey({ columns: [table.personKind, table.personId] })],
);
