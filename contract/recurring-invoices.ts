/** Invoices that come every month: a template, and the day on which a draft or an issued invoice is made of it. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { currency, newItems, note, plainItem, version } from './invoice-shapes.ts';
import { page, pageQuery } from './pages.ts';
import { day } from './text.ts';
import { personRef } from './ticket-shapes.ts';

const params = z.object({ recurringId: z.uuid() });

/** Two hundred lines of the longest words. */
const bodyLimit = 512 * 1024;

const fields = {
  clientId: z.uuid(),
  items: newItems.min(1, 'required'),
  note,
  /** 1 to 31; in shorter months the last day. */
  dayOfMonth: z.number().int().min(1, 'out_of_range').max(31, 'out_of_range'),
  /** The first day that counts, in the company's time zone. */
  startsOn: day,
  /** The last day that counts; null: until it is stopped. */
  endsOn: day.nullable(),
  /** Issued at once; otherwise a draft waits for staff. */
  issue: z.boolean(),
  active: z.boolean(),
};

/** What a list shows of one. */
const row = z.object({
  id: z.string(),
  version,
  client: personRef,
  /** The first line, and how many there are. */
  first: z.string(),
  lines: z.number().int(),
  dayOfMonth: z.number().int(),
  startsOn: day,
  endsOn: day.optional(),
  issue: z.boolean(),
  active: z.boolean(),
  currency,
  total: z.number().int(),
  nextOn: day.optional(),
  /** Why the last one could not be issued and waits as a draft. */
  problem: z.string().optional(),
});

export const listRecurring = endpoint({
  method: 'GET',
  path: '/api/recurring-invoices',
  summary:
    'Invoices that come every month, the next to be made first; those of one client, or all.',
  access: 'invoices.read',
  query: z.object({ ...pageQuery, clientId: z.uuid().optional() }),
  reply: page(row),
});

export const readRecurring = endpoint({
  method: 'GET',
  path: '/api/recurring-invoices/:recurringId',
  summary: 'One invoice that comes every month, with its lines.',
  access: 'invoices.read',
  params,
  reply: row.extend({ items: z.array(plainItem), note: z.string() }),
});

export const addRecurring = endpoint({
  method: 'POST',
  path: '/api/recurring-invoices',
  summary: 'Begins an invoice that comes every month.',
  access: 'invoices.write',
  bodyLimit,
  body: z.strictObject(fields),
  reply: z.object({ id: z.string(), version }),
});

export const updateRecurring = endpoint({
  method: 'PUT',
  path: '/api/recurring-invoices/:recurringId',
  summary:
    'Changes it; `invoice.changed` when somebody else was faster. What was made of it stays.',
  access: 'invoices.write',
  bodyLimit,
  params,
  body: z.strictObject({ ...fields, version }),
  reply: z.object({ version }),
});

export const removeRecurring = endpoint({
  method: 'DELETE',
  path: '/api/recurring-invoices/:recurringId',
  summary: 'Ends it for good; what was made of it stays.',
  access: 'invoices.write',
  params,
  reply: z.object({ done: z.literal(true) }),
});
