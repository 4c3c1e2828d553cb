/** One invoice as staff read it: what it says, and all that has happened to it. */
import type { GivenReply } from '../../contract/endpoint.ts';
import type { readInvoice as endpoint } from '../../contract/invoices.ts';
import type { DeskViewer } from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { readClaims } from './claims.ts';
import { readInvoiceBody } from './invoice-body.ts';
import { requireInvoice } from './invoices.policy.ts';
import { selectClientNames, selectReminders } from './invoices.queries.ts';
import { clientOf } from './list.ts';
import { selectPayments } from './payments.queries.ts';

/** Throws `request.not_found`. */
export async function readDeskInvoice(
  platform: Platform,
  viewer: DeskViewer,
  ref: string,
): Promise<GivenReply<typeof endpoint>> {
  const db = platform.database.handle;
  const invoice = await requireInvoice(db, viewer, ref);
  const { id, version, clientId, buyer, voidReason, recurringId } = invoice;
  const body = await readInvoiceBody(db, platform, viewer, invoice);
  const names = await selectClientNames(db, clientId === null ? [] : [clientId]);
  const payments = await selectPayments(db, id);
  return {
    ...body,
    version,
    client: clientOf({ clientId, buyer, clientName: names.get(clientId ?? '') ?? null }),
    payments: payments.map(({ id, amount, paidOn, method, note, by, claimId }) => ({
      ...{ id, amount, paidOn, method, note, by },
      ...(claimId !== null && { claimId }),
    })),
    claims: await readClaims(db, id),
    ...(voidReason !== null && { voidReason }),
    reminders: await selectReminders(db, id),
    ...(recurringId !== null && { recurring: { id: recurringId } }),
  };
}
