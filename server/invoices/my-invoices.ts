/** A client's own invoices, as they read them; drafts are not there. */
import { z } from 'zod';
import type { GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import type { myInvoices, readMyInvoice } from '../../contract/my-invoices.ts';
import type { ClientViewer } from '../identity/identity.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { today } from './calendar.ts';
import { readClaims } from './claims.ts';
import { readInvoiceBody } from './invoice-body.ts';
import { rowOf } from './invoice-row.ts';
import { requireInvoice } from './invoices.policy.ts';
import * as queries from './my-invoices.queries.ts';
import { newPictures } from './payment-picture.ts';
import { paymentText } from './payment-qr.ts';
import { selectPayments } from './payments.queries.ts';
import { purposeOf } from './purpose.ts';

/** For all clients of the process. */
const pictureOf = newPictures();

const placeShape = z.object({
  group: z.number().int().min(0).max(1),
  order: z.number().int().min(-2_000_000_000).max(2_000_000_000),
  id: z.uuid(),
});

/** One page, unpaid ones first by their due day, then the newest; and what is to be paid in all. */
export async function listMyInvoices(
  platform: Platform,
  viewer: ClientViewer,
  { limit, after }: ParsedRequest<typeof myInvoices>['query'],
): Promise<GivenReply<typeof myInvoices>> {
  const db = platform.database.handle;
  const day = await today(db, platform);
  const place = readCursor(placeShape, after);
  const found = await queries.selectMyInvoices(db, viewer, { after: place, limit: limit + 1 });
  const { items, next } = pageOf(found, limit, ({ group, order, id }) => ({ group, order, id }));
  return {
    items: items.map((invoice) => ({ ...rowOf(invoice, day), claimed: invoice.claimed })),
    due: await queries.sumMyDue(db, viewer, day),
    ...(next !== undefined && { next }),
  };
}

/** By id or number. Throws `request.not_found`. */
export async function showMyInvoice(
  platform: Platform,
  viewer: ClientViewer,
  ref: string,
): Promise<GivenReply<typeof readMyInvoice>> {
  const db = platform.database.handle;
  const invoice = await requireInvoice(db, viewer, ref);
  const body = await readInvoiceBody(db, platform, viewer, invoice);
  const payments = await selectPayments(db, invoice.id);
  const claims = await readClaims(db, invoice.id);
  const unpaid = invoice.status === 'issued';
  const purpose = purposeOf(invoice, viewer.language);
  const { seller, due, currency } = body;
  const text = unpaid ? paymentText({ seller, due, currency, purpose }) : undefined;
  return {
    ...body,
    payments: payments.map(({ id, amount, paidOn, method }) => ({ id, amount, paidOn, method })),
    claims,
    canClaim: unpaid && claims.every(({ state }) => state !== 'pending'),
    ...(text !== undefined && { payment: { text, qrCode: await pictureOf(text) } }),
    purpose,
  };
}
