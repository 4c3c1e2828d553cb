/** Invoices as staff, and programs with a token, make and follow them. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  claimShape,
  currency,
  invoiceBody,
  invoiceParams,
  invoiceRow,
  newItems,
  note,
  paymentMethod,
  paymentShape,
  sum,
  version,
} from './invoice-shapes.ts';
import { page, pageQuery } from './pages.ts';
import { day, lines } from './text.ts';
import { personRef } from './ticket-shapes.ts';

const done = z.object({ done: z.literal(true) });

export const invoiceStates = [
  'all',
  'draft',
  'unpaid',
  'overdue',
  'claimed',
  'paid',
  'void',
] as const;

const filters = {
  /** `unpaid`: issued and not paid; `claimed`: the client says that it is paid, nobody has looked yet. */
  state: z.enum(invoiceStates).default('all'),
  clientId: z.uuid().optional(),
  ticketId: z.uuid().optional(),
  /** Number, client's name, words of the lines. */
  search: z.string().trim().max(100).optional(),
  /** Days of issue, both included. */
  from: day.optional(),
  to: day.optional(),
};

export const deskInvoiceRow = invoiceRow.extend({
  client: personRef,
  /** The client says that it is paid. */
  claimed: z.boolean(),
});

export const listInvoices = endpoint({
  method: 'GET',
  path: '/api/invoices',
  summary: 'Invoices by filters that narrow each other: drafts first, then the newest number.',
  access: 'invoices.read',
  query: z.object({ ...pageQuery, ...filters }),
  reply: page(deskInvoiceRow),
});

export const invoiceSums = endpoint({
  method: 'GET',
  path: '/api/invoices/sums',
  summary:
    'What all invoices of these filters come to, by currency; drafts and void ones do not count.',
  access: 'invoices.read',
  query: z.object(filters),
  reply: z.object({
    sums: z.array(
      z.object({
        currency,
        count: z.number().int(),
        total: z.number().int(),
        paid: z.number().int(),
        due: z.number().int(),
        overdue: z.number().int(),
      }),
    ),
  }),
});

/** Counted up to 1,000. */
export const invoiceCounts = endpoint({
  method: 'GET',
  path: '/api/invoices/counts',
  summary:
    'How many drafts, unpaid and overdue invoices there are, and how many say "I have paid".',
  access: 'invoices.read',
  reply: z.object({
    draft: z.number().int(),
    unpaid: z.number().int(),
    overdue: z.number().int(),
    claimed: z.number().int(),
  }),
});

/** The answer is the table itself: UTF-8 with a mark, semicolons, one line an invoice. */
export const exportInvoices = endpoint({
  method: 'GET',
  path: '/api/invoices/export.csv',
  summary: 'The same invoices as a table (CSV) for a spreadsheet.',
  access: 'invoices.read',
  query: z.object(filters),
});

/** Two hundred lines of the longest words. */
const bodyLimit = 512 * 1024;

const draftFields = {
  clientId: z.uuid(),
  /** Of the same client. */
  ticketId: z.uuid().nullable(),
  items: newItems,
  /** Null: so many days from the issue as the settings say. */
  dueOn: day.nullable(),
  note,
};

export const addInvoice = endpoint({
  method: 'POST',
  path: '/api/invoices',
  summary: 'Begins a draft.',
  access: 'invoices.write',
  bodyLimit,
  body: z.strictObject({
    ...draftFields,
    ticketId: draftFields.ticketId.default(null),
    items: newItems.default([]),
    dueOn: draftFields.dueOn.default(null),
    note: note.optional(),
  }),
  reply: z.object({ id: z.string(), version }),
});

export const readInvoice = endpoint({
  method: 'GET',
  path: '/api/invoices/:invoiceId',
  summary: 'One invoice, by id or number.',
  access: 'invoices.read',
  params: invoiceParams,
  reply: invoiceBody.extend({
    version,
    client: personRef,
    payments: z.array(
      paymentShape.extend({ note: z.string(), by: z.string(), claimId: z.string().optional() }),
    ),
    claims: z.array(claimShape),
    voidReason: z.string().optional(),
    /** Reminders that have gone out, by day. */
    reminders: z.array(z.object({ days: z.number().int(), on: day })),
    recurring: z.object({ id: z.string() }).optional(),
  }),
});

export const updateInvoice = endpoint({
  method: 'PUT',
  path: '/api/invoices/:invoiceId',
  summary: 'Changes a draft; `invoice.changed` when somebody else was faster.',
  access: 'invoices.write',
  bodyLimit,
  params: invoiceParams,
  body: z.strictObject({ ...draftFields, version }),
  reply: z.object({ version }),
});

export const removeInvoice = endpoint({
  method: 'DELETE',
  path: '/api/invoices/:invoiceId',
  summary: 'Throws a draft away.',
  access: 'invoices.write',
  params: invoiceParams,
  reply: done,
});

export const issueInvoice = endpoint({
  method: 'POST',
  path: '/api/invoices/:invoiceId/issue',
  summary: 'Gives the draft its number and sends it to the client; from now on it never changes.',
  access: 'invoices.write',
  params: invoiceParams,
  body: z.strictObject({ version }),
  reply: z.object({ number: z.string() }),
});

export const voidInvoice = endpoint({
  method: 'POST',
  path: '/api/invoices/:invoiceId/void',
  summary:
    'Takes an issued invoice back; with `anew`, a draft with the same lines stands in its place.',
  access: 'invoices.write',
  params: invoiceParams,
  body: z.strictObject({ reason: lines({ min: 1, max: 500 }), anew: z.boolean().default(false) }),
  reply: z.object({ replacedById: z.string().optional() }),
});

/** The answer is the PDF itself. */
export const invoicePdf = endpoint({
  method: 'GET',
  path: '/api/invoices/:invoiceId/pdf',
  summary: 'The invoice as a PDF; of a draft, a preview that says so.',
  access: 'invoices.read',
  params: invoiceParams,
});

export const addPayment = endpoint({
  method: 'POST',
  path: '/api/invoices/:invoiceId/payments',
  summary: 'Records money that has come; an invoice whose sum is reached is paid.',
  access: 'invoices.write',
  params: invoiceParams,
  body: z.strictObject({
    amount: sum,
    /** Not in the future. */
    paidOn: day,
    method: paymentMethod,
    note: lines({ min: 0, max: 300 }).default(''),
  }),
  reply: z.object({ id: z.string(), paid: z.boolean() }),
});

export const removePayment = endpoint({
  method: 'DELETE',
  path: '/api/invoices/:invoiceId/payments/:paymentId',
  summary: 'Takes a recorded payment back: it was a mistake.',
  access: 'invoices.write',
  params: invoiceParams.extend({ paymentId: z.uuid() }),
  reply: done,
});

const claimParams = invoiceParams.extend({ claimId: z.uuid() });

export const confirmClaim = endpoint({
  method: 'POST',
  path: '/api/invoices/:invoiceId/claims/:claimId/confirm',
  summary: 'The money that the client speaks of has come: it is recorded as a payment.',
  access: 'invoices.write',
  params: claimParams,
  body: z.strictObject({ amount: sum, paidOn: day, method: paymentMethod.default('bank') }),
  reply: z.object({ paymentId: z.string(), paid: z.boolean() }),
});

export const rejectClaim = endpoint({
  method: 'POST',
  path: '/api/invoices/:invoiceId/claims/:claimId/reject',
  summary: 'The money has not come; the client reads why.',
  access: 'invoices.write',
  params: claimParams,
  body: z.strictObject({ reason: lines({ min: 1, max: 500 }) }),
  reply: done,
});

export const moneyReport = endpoint({
  method: 'GET',
  path: '/api/reports/money',
  summary: 'Issued, paid and overdue by month, in the currency of the settings.',
  access: 'invoices.read',
  query: z.object({ months: z.coerce.number().int().min(3).max(24).default(12) }),
  reply: z.object({
    currency,
    byMonth: z.array(
      z.object({
        /** `2026-11` */
        month: z.string(),
        /** What was issued in it, void ones left out. */
        issued: z.number().int(),
        /** What came in in it. */
        paid: z.number().int(),
        /** What was due in it and is not paid yet. */
        overdue: z.number().int(),
      }),
    ),
  }),
});
