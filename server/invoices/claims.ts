/** What clients say: "I have paid"; what staff make of it. */
import { and, eq } from 'drizzle-orm';
import type { ParsedRequest, Reply } from '../../contract/endpoint.ts';
import type { confirmClaim as confirm } from '../../contract/invoices.ts';
import type { claimPayment as claim } from '../../contract/my-invoices.ts';
import { may } from '../../contract/permissions.ts';
import { attachFiles, filesOf } from '../files/files.ts';
import type { Viewer } from '../identity/identity.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import type { ClientDoing, DeskDoing } from './doing.ts';
import { cancelReminders, tellClients } from './invoices.notices.ts';
import { type Invoice, lockInvoice, visibleTo } from './invoices.policy.ts';
import { invoices, paymentClaims } from './invoices.tables.ts';
import * as queries from './payments.queries.ts';
import { addTo, recordMoney, requirePayable } from './payments.ts';
import { recordChange, tellOf } from './record-change.ts';
import { tellOfClaim } from './staff.notices.ts';

type ClaimShape = Reply<typeof claim>;

/** Of one invoice: all of them stay on its page, whatever became of them. */
const mostInDay = 10;

/**
 * The client says that the money is on its way; until staff have decided, no reminder goes out. Throws
 * `request.not_found`, `invoice.not_issued`, `claim.waiting`, `payment.too_much`, `file.not_found`,
 * `request.too_many`, and `request.invalid` for a day that is not over or absurdly old.
 */
export function claimPayment(
  { platform, ports, viewer }: ClientDoing,
  ref: string,
  { amount, paidOn, comment, fileIds }: ParsedRequest<typeof claim>['body'],
): Promise<ClaimShape> {
  return platform.database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, viewer, ref);
    const said = { amount: amount ?? invoice.total - invoice.paid, paidOn };
    await requirePayable(tx, platform, invoice, said);
    if ((await queries.countClaims(tx, invoice.id)) >= mostInDay) {
      throw new CodedError('request.too_many', { retryAfter: 3600 });
    }
    const id = newId();
    const added = await queries.insertClaim(tx, {
      id,
      invoiceId: invoice.id,
      clientId: viewer.id,
      state: 'pending',
      ...said,
      comment,
    });
    if (!added) throw new CodedError('claim.waiting');
    await attachFiles(tx, { fileIds, subject: { kind: 'payment_claim', id }, viewer });
    await queries.updateClaimed(tx, invoice.id, true);
    await cancelReminders(tx, invoice);
    const claim = { id, ...said, comment, files: fileIds.length };
    await tellOfClaim(tx, { platform, ports, viewer }, { ...claim, invoice });
    tellOf(tx, platform, invoice);
    return shapeOf(added, await filesOf(tx, [id]));
  });
}

/** The client takes it back. Throws `request.not_found` and `claim.decided`. */
export function withdrawClaim(
  { platform, viewer }: ClientDoing,
  { invoiceId: ref, claimId }: { invoiceId: string; claimId: string },
): Promise<void> {
  return platform.database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, viewer, ref);
    await requirePending(tx, invoice, claimId);
    await decide(tx, invoice, { state: 'withdrawn', by: viewer.name });
    tellOf(tx, platform, invoice);
  });
}

/**
 * The money has come: it is recorded as a payment. Throws `request.not_found`, `claim.decided` and what
 * `recordPayment` throws.
 */
export function confirmClaim(
  doing: DeskDoing,
  { invoiceId: ref, claimId }: { invoiceId: string; claimId: string },
  given: ParsedRequest<typeof confirm>['body'],
): Promise<{ paymentId: string; paid: boolean }> {
  const { platform, viewer } = doing;
  return platform.database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, viewer, ref);
    await requirePending(tx, invoice, claimId);
    await requirePayable(tx, platform, invoice, given);
    await decide(tx, invoice, { state: 'confirmed', by: viewer.name });
    const { id, paid } = await addTo(tx, doing, invoice, { ...given, note: '', claimId });
    await recordMoney(tx, doing, { action: 'claim.confirmed', invoice, payment: given });
    return { paymentId: id, paid };
  });
}

/** The money has not come; the client reads why. Throws `request.not_found` and `claim.decided`. */
export function rejectClaim(
  doing: DeskDoing,
  { invoiceId: ref, claimId }: { invoiceId: string; claimId: string },
  { reason }: { reason: string },
): Promise<void> {
  const { platform, viewer } = doing;
  return platform.database.transaction(async (tx) => {
    const invoice = await lockInvoice(tx, viewer, ref);
    await requirePending(tx, invoice, claimId);
    await decide(tx, invoice, { state: 'rejected', by: viewer.name, reason });
    await tellClients(tx, doing, [{ what: 'claim_rejected', invoice, key: claimId, reason }]);
    const changes = { reason: [null, reason] as [null, string] };
    await recordChange(tx, doing, viewer, { action: 'claim.rejected', invoice, changes });
  });
}

/**
 * For an invoice that becomes void, locked by the caller: what its client has said is withdrawn with that
 * reason, and reminders that still wait are taken back.
 */
export async function withdrawClaimsOf(
  tx: Tx,
  invoice: Pick<Invoice, 'id'>,
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  await decide(tx, invoice, { state: 'withdrawn', by, reason });
  await cancelReminders(tx, invoice);
}

/** The last hundred things that were said of this invoice, the last first; with the receipts. */
export async function readClaims(db: Db, invoiceId: string): Promise<ClaimShape[]> {
  const found = await queries.selectClaims(db, invoiceId);
  const files = await filesOf(
    db,
    found.map(({ id }) => id),
  );
  return found.map((one) => shapeOf(one, files));
}

/**
 * Whether a viewer sees this claim now, and so the receipts it carries: the client who has made it, and
 * whoever of the desk sees the invoice; of the programs those that may read invoices.
 */
export async function mayReadClaim(
  { database }: Platform,
  viewer: Viewer,
  claimId: string,
): Promise<boolean> {
  if (viewer.kind === 'token' && !may(viewer, 'invoices.read')) return false;
  const own = viewer.kind === 'client' ? eq(paymentClaims.clientId, viewer.id) : undefined;
  const found = await database.handle
    .select({ id: paymentClaims.id })
    .from(paymentClaims)
    .innerJoin(invoices, eq(invoices.id, paymentClaims.invoiceId))
    .where(and(eq(paymentClaims.id, claimId), own, visibleTo(viewer)));
  return found.length > 0;
}

async function requirePending(tx: Tx, { id }: Invoice, claimId: string): Promise<queries.Claim> {
  const found = await queries.selectClaim(tx, { id: claimId, invoiceId: id });
  if (!found) throw new CodedError('request.not_found');
  if (found.state !== 'pending') throw new CodedError('claim.decided');
  return found;
}

/** One at most waits on an invoice: the unique index says so. */
async function decide(
  tx: Tx,
  { id }: Pick<Invoice, 'id'>,
  given: Parameters<typeof queries.updateDecided>[2],
): Promise<void> {
  await queries.updateDecided(tx, id, given);
  await queries.updateClaimed(tx, id, false);
}

function shapeOf(found: queries.Claim, files: Awaited<ReturnType<typeof filesOf>>): ClaimShape {
  const { id, state, amount, paidOn, comment, createdAt, decidedAt, reason } = found;
  return {
    id,
    state,
    amount,
    paidOn,
    comment,
    files: files.get(id) ?? [],
    createdAt: createdAt.toISOString(),
    ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    ...(reason !== null && { reason }),
  };
}
