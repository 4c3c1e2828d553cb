/** Tables of tickets and of what is said in them. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { clients } from '../identity/identity.tables.ts';
import { staff } from '../identity/staff.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { createdAt, moment } from '../platform/platform.tables.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const tickets = pgTable(
  'tickets',
  {
    id: uuid('id').primaryKey(),
    /** What people say on the phone. Given by a sequence: it may have gaps. */
    number: integer('number').notNull().generatedAlwaysAsIdentity({ startWith: 1001 }).unique(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id),
    subject: text('subject').notNull(),
    status: text('status', {
      enum: ['open', 'in_progress', 'waiting', 'resolved', 'closed'],
    }).notNull(),
    priority: text('priority', { enum: ['low', 'normal', 'high', 'urgent'] }).notNull(),
    /** The priority's place, so that it can be sorted by: 0 low … 3 urgent. */
    priorityPlace: smallint('priority_place').notNull(),
    assigneeId: uuid('assignee_id').references(() => staff.id),
    source: text('source', { enum: ['portal', 'desk', 'api', 'telegram'] }).notNull(),
    /** Grows with every change of the ticket's own fields. */
    version: integer('version').notNull().default(1),
    /** Since when the client has waited for an answer; null when the company has had the last word. */
    unansweredSince: moment('unanswered_since'),
    firstAnswerDueAt: moment('first_answer_due_at'),
    firstAnswerAt: moment('first_answer_at'),
    /** In working minutes, kept when the answer was given: reports do not count hours again. */
    firstAnswerMinutes: integer('first_answer_minutes'),
    firstAnswerBy: uuid('first_answer_by'),
    solutionDueAt: moment('solution_due_at'),
    /** The time for a solution stands still since then: the client is waited for, or the ticket is solved. */
    pausedSince: moment('paused_since'),
    /** So many working minutes it has stood still before: it ends so much later. */
    pausedMinutes: integer('paused_minutes').notNull().default(0),
    /** Whether the conversation tells already that the target was missed. */
    firstAnswerLate: boolean('first_answer_late').notNull().default(false),
    solutionLate: boolean('solution_late').notNull().default(false),
    /** The next target still to be met, or the year 9999: what the queue is sorted by. */
    dueAt: moment('due_at').notNull(),
    resolvedAt: moment('resolved_at'),
    resolvedBy: uuid('resolved_by'),
    closedAt: moment('closed_at'),
    closedByKind: text('closed_by_kind', { enum: ['client', 'staff', 'token', 'system'] }),
    mergedIntoId: uuid('merged_into_id'),
    rating: smallint('rating'),
    ratingComment: text('rating_comment'),
    ratedAt: moment('rated_at'),
    /** The last position that the client has seen, and the last public one of the company. */
    clientSeen: bigint('client_seen', { mode: 'number' }).notNull().default(0),
    lastAnswer: bigint('last_answer', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().default(databaseNow),
    /** The same without what is not the client's to know: notes, assignments, priorities and tags leave no trace in it. */
    clientUpdatedAt: moment('client_updated_at').notNull().default(databaseNow),
  },
  (table) => [
    index('tickets_due').on(table.dueAt, table.id).where(sql`resolved_at is null`),
    index('tickets_assignee')
      .on(table.assigneeId, table.dueAt, table.id)
      .where(sql`resolved_at is null`),
    index('tickets_client').on(table.clientId, table.clientUpdatedAt, table.id),
    index('tickets_newest').on(table.createdAt, table.id),
    index('tickets_updated').on(table.updatedAt, table.id),
    index('tickets_solved').on(table.resolvedAt).where(sql`resolved_at is not null`),
    index('tickets_nobodys')
      .on(table.dueAt, table.id)
      .where(sql`resolved_at is null and assignee_id is null`),
    index('tickets_unsolved_priority')
      .on(table.priorityPlace.desc().nullsFirst(), table.dueAt, table.id)
      .where(sql`resolved_at is null`),
    index('tickets_priority').on(table.priorityPlace, table.updatedAt, table.id),
    index('tickets_unanswered')
      .on(table.dueAt, table.id)
      .where(sql`resolved_at is null and unanswered_since is not null`),
    index('tickets_assigned_updated').on(table.assigneeId, table.updatedAt, table.id),
    index('tickets_solved_updated')
      .on(table.status, table.updatedAt, table.id)
      .where(sql`resolved_at is not null`),
    index('tickets_answered').on(table.firstAnswerAt).where(sql`first_answer_at is not null`),
  ],
);

/** The conversation: messages, notes for staff alone, and changes, in one order. */
export const ticketEntries = pgTable(
  'ticket_entries',
  {
    id: uuid('id').primaryKey(),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => tickets.id),
    kind: text('kind', { enum: ['message', 'note', 'event'] }).notNull(),
    authorKind: text('author_kind', { enum: ['client', 'staff', 'token', 'system'] }).notNull(),
    authorId: uuid('author_id'),
    text: text('text'),
    /** Of an event: what changed, from what, to what (`ticketEvent` of the contract). */
    event: jsonb('event').$type<{ what: string; from: string | null; to: string | null }>(),
    /** The number of the merged ticket that it came from. */
    fromTicket: integer('from_ticket'),
    source: text('source', { enum: ['portal', 'desk', 'api', 'telegram'] }),
    createdAt: createdAt(),
    /** The author has put other words in place of the first ones; those are kept. */
    editedAt: moment('edited_at'),
  },
  (table) => [
    index('ticket_entries_conversation').on(table.ticketId, table.position),
    index('ticket_entries_answers')
      .on(table.createdAt, table.authorId)
      .where(sql`kind = 'message' and author_kind = 'staff'`),
  ],
);

/** What an entry said before it was edited, the oldest first. */
export const ticketEntryVersions = pgTable(
  'ticket_entry_versions',
  {
    entryId: uuid('entry_id')
      .notNull()
      .references(() => ticketEntries.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    text: text('text').notNull(),
    replacedAt: moment('replaced_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.number] })],
);

/** What the search looks through: one document for each ticket, notes included, so for staff alone. */
export const ticketSearch = pgTable(
  'ticket_search',
  {
    ticketId: uuid('ticket_id')
      .primaryKey()
      .references(() => tickets.id, { onDelete: 'cascade' }),
    /** The ticket's number: the newest come first. */
    number: integer('number').notNull(),
    document: tsvector('document').notNull(),
  },
  (table) => [
    index('ticket_search_document').using('gin', table.document),
    index('ticket_search_number').on(table.number),
  ],
);

export const tags = pgTable('tags', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** The name in lower case: two names differ by more than their case. */
  key: text('key').notNull().unique(),
  colour: text('colour', {
    enum: ['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'violet'],
  }).notNull(),
  createdAt: createdAt(),
});

export const ticketTags = pgTable(
  'ticket_tags',
  {
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => tickets.id, { onDelete: 'cascade' }),
    tagId: uuid('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.tagId] }),
    index('ticket_tags_tag').on(table.tagId),
  ],
);

export const cannedAnswers = pgTable('canned_answers', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  text: text('text').notNull(),
  createdAt: createdAt(),
});

/** Unfinished answers, one for each ticket and member of staff. */
export const ticketDrafts = pgTable(
  'ticket_drafts',
  {
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => tickets.id, { onDelete: 'cascade' }),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['message', 'note'] }).notNull(),
    text: text('text').notNull(),
    savedAt: moment('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.staffId] })],
);

/** Who has a ticket open; forgotten after 25 seconds. */
export const ticketPresence = pgTable(
  'ticket_presence',
  {
    ticketId: uuid('ticket_id')
      .notNull()
      .references(() => tickets.id, { onDelete: 'cascade' }),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    answering: boolean('answering').notNull(),
    seenAt: moment('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.staffId] })],
);

/** One row: which settings the due times follow, so that after a change all of them are counted again. */
export const dueTimesState = pgTable('due_times_state', {
  only: boolean('only').primaryKey().default(true),
  /** The sum of the versions of all settings. */
  settingsVersion: integer('settings_version').notNull(),
});
