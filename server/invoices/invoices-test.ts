/** What the tests of invoices share: an invoice begun or issued in one word, and its record as it is stored. */
import { eq } from 'drizzle-orm';
import { readBilling, updateBilling } from '../../contract/billing.ts';
import type { NewItem } from '../../contract/invoice-shapes.ts';
import { addInvoice, issueInvoice, readInvoice } from '../../contract/invoices.ts';
import type { Caller, Desk } from '../../testing/desk.ts';
import { done } from '../tickets/tickets-test.ts';
import { invoiceItems, invoices } from './invoices.tables.ts';

export interface TestInvoice {
  id: string;
  version: number;
}

/** One line of a thousand roubles, or what is given. */
export function item(given: Partial<NewItem> = {}): NewItem {
  return {
    description: 'Абонентское обслуживание',
    quantity: 1000,
    unit: 'мес.',
    unitPrice: 100_000,
    taxRate: null,
    ...given,
  };
}

/** A draft to Anna with one line. */
export async function begins(
  desk: Desk,
  as: Caller = desk.boris,
  given: Record<string, unknown> = {},
): Promise<TestInvoice> {
  const body = { clientId: desk.anna.id, items: [item()], ...given };
  return done(await desk.call(as, addInvoice, { body }));
}

/** A draft that is issued at once. */
export async function issues(
  desk: Desk,
  as: Caller = desk.boris,
  given: Record<string, unknown> = {},
): Promise<TestInvoice & { number: string }> {
  const draft = await begins(desk, as, given);
  const params = { invoiceId: draft.id };
  const body = { version: draft.version };
  return { ...draft, ...done(await desk.call(as, issueInvoice, { params, body })) };
}

/** As staff read it. */
export async function read(desk: Desk, { id }: { id: string }, as: Caller = desk.olga) {
  return done(await desk.call(as, readInvoice, { params: { invoiceId: id } }));
}

/** The invoice's row. */
export async function stored(desk: Desk, { id }: { id: string }) {
  const [invoice] = await desk.platform.database.handle
    .select()
    .from(invoices)
    .where(eq(invoices.id, id));
  if (!invoice) throw new Error('There is no such invoice.');
  return invoice;
}

/** Its lines as they are stored, in order. */
export function linesOf(desk: Desk, { id }: { id: string }) {
  return desk.platform.database.handle
    .select()
    .from(invoiceItems)
    .where(eq(invoiceItems.invoiceId, id))
    .orderBy(invoiceItems.place);
}

/** Sets some of what invoices say of the company. */
export async function sets(desk: Desk, given: Record<string, unknown>): Promise<void> {
  const read = done(await desk.call(desk.olga, readBilling));
  const { version, nextNumber: _, missingForQr: __, ...billing } = read;
  const body = { version, billing: { ...billing, ...given } };
  done(await desk.call(desk.olga, updateBilling, { body }));
}
