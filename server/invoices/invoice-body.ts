/** What invoices say, on every screen and on paper: one reading for staff, clients and the PDF. */
import type { z } from 'zod';
import type { Seller } from '../../contract/billing.ts';
import type { invoiceBody } from '../../contract/invoice-shapes.ts';
import { totalsOf } from '../../contract/money.ts';
import { readCompany } from '../company/company.ts';
import type { Viewer } from '../identity/identity.ts';
import type { Db } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { readBilling } from './billing.ts';
import { today } from './calendar.ts';
import { dueOf, rowOf } from './invoice-row.ts';
import { type Invoice, ticketVisibleTo, visibleTo } from './invoices.policy.ts';
import * as queries from './invoices.queries.ts';

/** `name`: the company's, as it is known to its clients; the contract leaves it out. */
export type InvoiceBody = z.input<typeof invoiceBody> & { seller: Seller & { name: string } };

/** One invoice; see `readInvoiceBodies`. */
export async function readInvoiceBody(
  db: Db,
  platform: Platform,
  viewer: Viewer,
  invoice: Invoice,
): Promise<InvoiceBody> {
  const [body] = await readInvoiceBodies(db, platform, viewer, [invoice]);
  if (!body) throw new Error('The invoice has no body.');
  return body;
}

/**
 * The bodies in the order given, of invoices that the viewer sees: tickets and other invoices that they
 * name are left out where the viewer does not see those. A draft says what it would say now. Where no
 * legal name is set, the company's name stands in its place.
 */
export async function readInvoiceBodies(
  db: Db,
  platform: Platform,
  viewer: Viewer,
  invoices: readonly Invoice[],
): Promise<InvoiceBody[]> {
  if (invoices.length === 0) return [];
  const ids = invoices.map(({ id }) => id);
  const items = Map.groupBy(await queries.selectItems(db, ids), (item) => item.invoiceId);
  const tickets = await queries.selectTickets(
    db,
    given(invoices, 'ticketId'),
    ticketVisibleTo(viewer),
  );
  const visible = visibleTo(viewer);
  const named = await queries.selectNamed(db, {
    ids: given(invoices, 'replacesId'),
    replaced: ids,
    visible,
  });
  const drafts = invoices.filter(({ status }) => status === 'draft');
  const names = await queries.selectClientNames(db, given(drafts, 'clientId'));
  const present = drafts.length > 0 ? await sellerNow(db, platform) : undefined;
  const day = await today(db, platform);
  return invoices.map((invoice) => {
    const { note, net, tax, taxMode, issuedAt, paidAt, voidedAt } = invoice;
    const lines = (items.get(invoice.id) ?? []).map(({ invoiceId: _, place: __, ...line }) => line);
    const seller = invoice.seller ?? present;
    if (!seller) throw new Error('An issued invoice has no seller.');
    const ticket = tickets.find(({ id }) => id === invoice.ticketId);
    const replacedBy = named.find(({ replacesId }) => replacesId === invoice.id);
    const replaces = named.find(({ id }) => id === invoice.replacesId);
    return {
      ...rowOf(invoice, day),
      ...{ taxMode, items: lines, net, tax, taxes: totalsOf(lines, taxMode).taxes },
      due: dueOf(invoice),
      note,
      seller: { ...seller, legalName: seller.legalName || seller.name },
      buyer: invoice.buyer ?? { name: names.get(invoice.clientId ?? '') ?? '', details: '' },
      ...(issuedAt && { issuedAt: issuedAt.toISOString() }),
      ...(paidAt && { paidAt: paidAt.toISOString() }),
      ...(voidedAt && { voidedAt: voidedAt.toISOString() }),
      ...(ticket && { ticket }),
      ...(replacedBy && { replacedBy: refOf(replacedBy) }),
      ...(replaces && { replaces: refOf(replaces) }),
    };
  });
}

/** What an invoice that is issued now says of the company. */
export async function sellerNow(db: Db, platform: Platform): Promise<Seller & { name: string }> {
  const settings = await readBilling(db);
  const { name } = await readCompany(db, platform);
  const { legalName, address, inn, kpp, bank, bik, account, correspondentAccount } = settings;
  const { otherDetails, director, accountant } = settings;
  return {
    ...{ name, legalName, address, inn, kpp, bank, bik, account, correspondentAccount },
    ...{ otherDetails, director, accountant },
  };
}

function given(
  invoices: readonly Invoice[],
  field: 'ticketId' | 'replacesId' | 'clientId',
): string[] {
  return invoices.flatMap((invoice) => invoice[field] ?? []);
}

function refOf({ id, numberText }: Pick<Invoice, 'id' | 'numberText'>) {
  return { id, ...(numberText !== null && { number: numberText }) };
}
