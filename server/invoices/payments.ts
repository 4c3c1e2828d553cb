/** Money that has come for an invoice: recorded by staff, taken back where it was a mistake. */
import type { ParsedRequest } from '../../contract/endpoint.ts';
import type { addPayment } from '../../contract/invoices.ts';
import type { AuditNote } from '../identity/identity.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { addDays, today } from './calendar.ts';
import type { DeskDoing } from './doing.ts';
import { cancelReminders, tellClients } from './invoices.notices.ts';
import { type Invoice, lockInvoice } from './invoices.policy.ts';
import * as queries from './payments.queries.ts';
import { recordChange } from './record-change.ts';

type NewPayment = ParsedRequest<typeof addPayment>['body'];
type Money = Pick<NewPayment, 'amount' | 'paidOn' | 'method'>;

/** Nobody records what came longer ago: a wrong year, most likely. */
const oldestDays = 3650;
/** Of one invoice, those taken back left out: all of them stand on its page. */
export const mostPayments = 100;

/**
 * Records money that has come. Throws `request.not_found`, `invoice.not_issued`, `payment.too_much`,
 * `payment.too_many`, and `request.invalid` for a day that is not over or absurdly old.
 */
export function recordPayment(
  doing: DeskDoing,
  ref: string,
  given: NewPayment,
): Promise<{ id: string; paid: boolean }> {
  const { platform, viewer } = doing;
  return platform.database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, viewer, ref);
    await requirePayable(tx, platform, invoice, given);
    const { id, paid } = await addTo(tx, doing, invoice, given);
    await recordMoney(tx, doing, { action: 'payment.recorded', invoice, payment: given });
    return { id, paid };
  });
}

/**
 * Takes a payment back; it stays on record as removed, and the invoice is unpaid again. Throws
 * `request.not_found`, `invoice.not_issued` and `payment.not_found`.
 */
export function takePaymentBack(doing: DeskDoing, ref: string, paymentId: string): Promise<void> {
  const { platform, viewer } = doing;
  return platform.database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, viewer, ref);
    if (invoice.status !== 'issued' && invoice.status !== 'paid') {
      throw new CodedError('invoice.not_issued');
    }
    const given = { id: paymentId, invoiceId: invoice.id, by: viewer.name };
    const payment = await queries.updateRemoved(tx, given);
    if (!payment) throw new CodedError('payment.not_found');
    await settle(tx, invoice);
    await recordMoney(tx, doing, { action: 'payment.removed', invoice, payment });
  });
}

/** Throws as `recordPayment` does: money is said to have come only for what waits for it, and never more than that. */
export async function requirePayable(
  db: Db,
  platform: Platform,
  invoice: Invoice,
  { amount, paidOn }: { amount: number; paidOn: string },
): Promise<void> {
  if (invoice.status !== 'issued') throw new CodedError('invoice.not_issued');
  if (amount > invoice.total - invoice.paid) {
    throw new CodedError('payment.too_much', { fields: { amount: 'out_of_range' } });
  }
  const present = await today(db, platform);
  if (paidOn > present || paidOn < addDays(present, -oldestDays)) {
    throw new CodedError('request.invalid', { fields: { paidOn: 'out_of_range' } });
  }
}

/** Adds a payment to a locked invoice that `requirePayable` has let through; when that pays it, the client hears of it once. Throws `payment.too_many`. */
export async function addTo(
  tx: Tx,
  doing: DeskDoing,
  invoice: Invoice,
  { amount, paidOn, method, note, claimId }: NewPayment & { claimId?: string },
): Promise<{ id: string; paid: boolean }> {
  if ((await queries.countPayments(tx, invoice.id)) >= mostPayments) {
    throw new CodedError('payment.too_many');
  }
  const id = newId();
  const by = doing.viewer.name;
  await queries.insertPayment(tx, {
    id,
    invoiceId: invoice.id,
    amount,
    paidOn,
    method,
    note,
    claimId: claimId ?? null,
    by,
  });
  const settled = await settle(tx, invoice);
  const paid = settled.status === 'paid';
  if (paid) {
    // The money that the client spoke of is there, whichever way staff have written it down.
    await queries.updateDecided(tx, invoice.id, { state: 'confirmed', by });
    await queries.updateClaimed(tx, invoice.id, false);
    await cancelReminders(tx, invoice);
    await tellClients(tx, doing, [{ what: 'paid', invoice: settled, key: invoice.id }]);
  }
  return { id, paid };
}

/** Leaves an entry about money, with sums as in `1234.50 RUB`, and wakes the pages. */
export function recordMoney(
  tx: Tx,
  doing: DeskDoing,
  { action, invoice, payment }: { action: AuditNote['action']; invoice: Invoice; payment: Money },
): Promise<void> {
  const { amount, paidOn, method } = payment;
  const said = { amount: `${(amount / 100).toFixed(2)} ${invoice.currency}`, paidOn, method };
  const changes: NonNullable<AuditNote['changes']> = {};
  for (const [field, value] of Object.entries(said)) {
    changes[field] = action === 'payment.removed' ? [value, null] : [null, value];
  }
  return recordChange(tx, doing, doing.viewer, { action, invoice, changes });
}

/** Counted from the payments themselves, never added up. */
async function settle(tx: Tx, { id, total }: Invoice): Promise<Invoice> {
  const paid = await queries.sumPayments(tx, id);
  return queries.updatePaid(tx, { id, paid, status: paid >= total ? 'paid' : 'issued' });
}
