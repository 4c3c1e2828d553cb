/** Tables of invoices, of the money that came for them, and of those that come every month. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BillingSettings, Seller } from '../../contract/billing.ts';
import { invoiceStatuses, type NewItem } from '../../contract/invoice-shapes.ts';
import { currencies, taxModes } from '../../contract/money.ts';
import { clients } from '../identity/identity.tables.ts';
import { createdAt, moment } from '../platform/platform.tables.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
/** Minor units. */
const money = (name: string) => bigint(name, { mode: 'number' });

export const billing = pgTable('billing', {
  only: boolean('only').primaryKey().default(true),
  value: jsonb('value').$type<BillingSettings>().notNull(),
  version: integer('version').notNull(),
  changedAt: moment('changed_at').notNull(),
});

/** One row: the last number given. Locked last in an issuing transaction, so that numbers have no gap. */
export const invoiceNumbers = pgTable('invoice_numbers', {
  only: boolean('only').primaryKey().default(true),
  last: integer('last').notNull(),
});

/**
 * Once issued, a trigger keeps everything but what happens to an invoice: payment, void, a person's leaving.
 */
export const invoices = pgTable(
  'invoices',
  {
    id: uuid('id').primaryKey(),
    number: integer('number').unique(),
    /** With the prefix it had at issue. */
    numberText: text('number_text'),
    status: text('status', { enum: invoiceStatuses }).notNull().default('draft'),
    /** Null once the person is gone: what was issued keeps its frozen buyer. */
    clientId: uuid('client_id').references(() => clients.id),
    /** Of tickets, a slice that invoices do not know. */
    ticketId: uuid('ticket_id'),
    currency: text('currency', { enum: currencies }).notNull(),
    taxMode: text('tax_mode', { enum: taxModes }).notNull(),
    net: money('net').notNull().default(0),
    tax: money('tax').notNull().default(0),
    total: money('total').notNull().default(0),
    /** The sum of its payments. */
    paid: money('paid').notNull().default(0),
    /** A client's "I have paid" waits for staff. */
    claimed: boolean('claimed').notNull().default(false),
    note: text('note').notNull().default(''),
    /** Of a draft: what was chosen; null: by the settings, at issue. */
    dueOn: date('due_on', { mode: 'string' }),
    /** The day of issue in the company's time zone. */
    issuedOn: date('issued_on', { mode: 'string' }),
    issuedAt: moment('issued_at'),
    issuedBy: text('issued_by'),
    paidAt: moment('paid_at'),
    voidedAt: moment('voided_at'),
    voidedBy: text('voided_by'),
    voidReason: text('void_reason'),
    /** Frozen at issue. */
    seller: jsonb('seller').$type<Seller & { name: string }>(),
    buyer: jsonb('buyer').$type<{ name: string; details: string }>(),
    replacesId: uuid('replaces_id'),
    recurringId: uuid('recurring_id'),
    /** Of a recurring one, the month it stands for: `2026-11`. */
    period: text('period'),
    madeByKind: text('made_by_kind', { enum: ['staff', 'token', 'system'] }).notNull(),
    madeById: uuid('made_by_id'),
    version: integer('version').notNull().default(1),
    document: tsvector('document').notNull().default(sql`''::tsvector`),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [
    index('invoices_newest').on(table.number.desc()).where(sql`number is not null`),
    index('invoices_drafts').on(table.createdAt.desc(), table.id).where(sql`status = 'draft'`),
    index('invoices_unpaid').on(table.dueOn, table.id).where(sql`status = 'issued'`),
    index('invoices_claimed').on(table.dueOn, table.id).where(sql`claimed`),
    index('invoices_of_client').on(table.clientId, table.number.desc()),
    index('invoices_of_ticket').on(table.ticketId).where(sql`ticket_id is not null`),
    index('invoices_replacing').on(table.replacesId),
    index('invoices_issued_on').on(table.issuedOn).where(sql`issued_on is not null`),
    index('invoices_words').using('gin', table.document),
    unique('invoices_once_a_month').on(table.recurringId, table.period),
  ],
);

export const invoiceItems = pgTable(
  'invoice_items',
  {
    invoiceId: uuid('invoice_id')
      .notNull()
      .references(() => invoices.id, { onDelete: 'cascade' }),
    place: smallint('place').notNull(),
    description: text('description').notNull(),
    /** Thousandths. */
    quantity: bigint('quantity', { mode: 'number' }).notNull(),
    unit: text('unit').notNull(),
    unitPrice: money('unit_price').notNull(),
    taxRate: integer('tax_rate'),
    net: money('net').notNull(),
    tax: money('tax').notNull(),
    total: money('total').notNull(),
  },
  (table) => [primaryKey({ columns: [table.invoiceId, table.place] })],
);

/** Kept when taken back: `removedAt` says so. */
export const payments = pgTable(
  'payments',
  {
    id: uuid('id').primaryKey(),
    invoiceId: uuid('invoice_id')
      .notNull()
      .references(() => invoices.id),
    amount: money('amount').notNull(),
    paidOn: date('paid_on', { mode: 'string' }).notNull(),
    method: text('method', { enum: ['bank', 'card', 'cash', 'other'] }).notNull(),
    note: text('note').notNull(),
    claimId: uuid('claim_id'),
    /** The name of who has recorded it, as it was then. */
    by: text('by').notNull(),
    createdAt: createdAt(),
    removedAt: moment('removed_at'),
    removedBy: text('removed_by'),
  },
  (table) => [
    index('payments_of_invoice').on(table.invoiceId),
    index('payments_by_day').on(table.paidOn).where(sql`removed_at is null`),
  ],
);

/** What clients say: "I have paid". */
export const paymentClaims = pgTable(
  'payment_claims',
  {
    id: uuid('id').primaryKey(),
    invoiceId: uuid('invoice_id')
      .notNull()
      .references(() => invoices.id),
    clientId: uuid('client_id').notNull(),
    state: text('state', { enum: ['pending', 'confirmed', 'rejected', 'withdrawn'] }).notNull(),
    amount: money('amount').notNull(),
    paidOn: date('paid_on', { mode: 'string' }).notNull(),
    comment: text('comment').notNull(),
    createdAt: createdAt(),
    decidedAt: moment('decided_at'),
    decidedBy: text('decided_by'),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('payment_claims_one').on(table.invoiceId).where(sql`state = 'pending'`),
    index('payment_claims_of_invoice').on(table.invoiceId),
  ],
);

/** A reminder whose day has come: once for each day that the settings name. */
export const invoiceReminders = pgTable(
  'invoice_reminders',
  {
    invoiceId: uuid('invoice_id')
      .notNull()
      .references(() => invoices.id),
    /** Days from the due day. */
    days: integer('days').notNull(),
    on: date('on', { mode: 'string' }).notNull(),
    /** False: passed over, because a later one was due as well, or the client is reached nowhere. */
    sent: boolean('sent').notNull(),
  },
  (table) => [primaryKey({ columns: [table.invoiceId, table.days] })],
);

export const recurringInvoices = pgTable(
  'recurring_invoices',
  {
    id: uuid('id').primaryKey(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id),
    items: jsonb('items').$type<NewItem[]>().notNull(),
    note: text('note').notNull(),
    dayOfMonth: smallint('day_of_month').notNull(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }),
    issue: boolean('issue').notNull(),
    active: boolean('active').notNull(),
    /** When the next one is made; null: never again. */
    nextOn: date('next_on', { mode: 'string' }),
    problem: text('problem'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    removedAt: moment('removed_at'),
  },
  (table) => [
    index('recurring_invoices_next').on(table.nextOn).where(sql`active and removed_at is null`),
    index('recurring_invoices_of_client').on(table.clientId),
  ],
);
