/** Invoices: the shapes that several endpoints share. Sums are minor units, quantities thousandths (`money.ts`). */
import { z } from 'zod';
import { sellerShape, taxRate } from './billing.ts';
import { fileShape } from './files.ts';
import { currencies, largestSum, taxModes } from './money.ts';
import { instant } from './pages.ts';
import { day, line, lines } from './text.ts';

/** Stored; `overdue` is derived: issued, unpaid, and its due day is over in the company's time zone. */
export const invoiceStatuses = ['draft', 'issued', 'paid', 'void'] as const;
export const invoiceStatus = z.enum(invoiceStatuses);
export type InvoiceStatus = z.output<typeof invoiceStatus>;

export const currency = z.enum(currencies);

export const sum = z.number().int().min(1, 'out_of_range').max(largestSum, 'out_of_range');

export const newItem = z.strictObject({
  description: lines({ min: 1, max: 500 }),
  /** Thousandths. */
  quantity: z.number().int().min(1, 'out_of_range').max(1_000_000_000, 'out_of_range'),
  unit: line({ min: 0, max: 20 }),
  /** Minor units; below nought for a discount. */
  unitPrice: z
    .number()
    .int()
    .min(-10_000_000_000, 'out_of_range')
    .max(10_000_000_000, 'out_of_range'),
  taxRate,
});
export type NewItem = z.output<typeof newItem>;

export const newItems = z.array(newItem).max(200, 'too_long');

/** The same as it is stored: in replies nothing is trimmed any more. */
export const plainItem = z.object({
  ...newItem.shape,
  description: z.string(),
  unit: z.string(),
});

export const itemShape = plainItem.extend({
  net: z.number().int(),
  tax: z.number().int(),
  total: z.number().int(),
});

/** The id, or the number that people say, without the prefix. */
export const invoiceRef = z.union([z.uuid(), z.string().regex(/^\d{1,9}$/)]);
export const invoiceParams = z.object({ invoiceId: invoiceRef });
export const version = z.number().int().min(1);

export const note = lines({ min: 0, max: 1000 });

/** Who pays: frozen at issue as well. */
export const buyerShape = z.object({ name: z.string(), details: z.string() });

/** One row of a list. */
export const invoiceRow = z.object({
  id: z.string(),
  /** With its prefix: `СЧ-17`. Missing on drafts. */
  number: z.string().optional(),
  status: invoiceStatus,
  overdue: z.boolean(),
  currency,
  total: z.number().int(),
  paid: z.number().int(),
  issuedOn: day.optional(),
  dueOn: day.optional(),
  createdAt: instant,
});

const paymentMethods = ['bank', 'card', 'cash', 'other'] as const;
export const paymentMethod = z.enum(paymentMethods);

export const paymentShape = z.object({
  id: z.string(),
  amount: z.number().int(),
  paidOn: day,
  method: paymentMethod,
});

/** What a client says: "I have paid". */
export const claimShape = z.object({
  id: z.string(),
  state: z.enum(['pending', 'confirmed', 'rejected', 'withdrawn']),
  amount: z.number().int(),
  paidOn: day,
  comment: z.string(),
  files: z.array(fileShape),
  createdAt: instant,
  decidedAt: instant.optional(),
  /** Why it was rejected. */
  reason: z.string().optional(),
});

/** What an invoice says, on every screen and on paper. */
export const invoiceBody = invoiceRow.extend({
  taxMode: z.enum(taxModes),
  items: z.array(itemShape),
  net: z.number().int(),
  tax: z.number().int(),
  taxes: z.array(z.object({ rate: z.number().int(), tax: z.number().int() })),
  /** Still to be paid. */
  due: z.number().int(),
  note: z.string(),
  /** A draft shows what it would say if it were issued now. */
  seller: sellerShape,
  buyer: buyerShape,
  issuedAt: instant.optional(),
  paidAt: instant.optional(),
  voidedAt: instant.optional(),
  ticket: z.object({ id: z.string(), number: z.number().int(), subject: z.string() }).optional(),
  /** The invoice that stands in this one's place, and the one in whose place this one stands. */
  replacedBy: z.object({ id: z.string(), number: z.string().optional() }).optional(),
  replaces: z.object({ id: z.string(), number: z.string().optional() }).optional(),
});
