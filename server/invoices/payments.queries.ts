import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { InvoiceStatus } from '../../contract/invoice-shapes.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Invoice } from './invoices.policy.ts';
import { invoices, paymentClaims, payments } from './invoices.tables.ts';

export type Payment = typeof payments.$inferSelect;
export type Claim = typeof paymentClaims.$inferSelect;

export async function insertPayment(tx: Tx, payment: typeof payments.$inferInsert): Promise<void> {
  await tx.insert(payments).values(payment);
}

/** Nothing when it is another invoice's, or was taken back before. */
export async function updateRemoved(
  tx: Tx,
  { id, invoiceId, by }: { id: string; invoiceId: string; by: string },
): Promise<Payment | undefined> {
  const [removed] = await tx
    .update(payments)
    .set({ removedAt: databaseNow, removedBy: by })
    .where(and(eq(payments.id, id), eq(payments.invoiceId, invoiceId), isNull(payments.removedAt)))
    .returning();
  return removed;
}

/** Those that count, the first day first. */
export function selectPayments(db: Db, invoiceId: string): Promise<Payment[]> {
  return db
    .select()
    .from(payments)
    .where(and(eq(payments.invoiceId, invoiceId), isNull(payments.removedAt)))
    .orderBy(asc(payments.paidOn), asc(payments.createdAt), asc(payments.id));
}

/** Those that count. */
export function countPayments(db: Db, invoiceId: string): Promise<number> {
  return db.$count(payments, and(eq(payments.invoiceId, invoiceId), isNull(payments.removedAt)));
}

/** Minor units. */
export async function sumPayments(db: Db, invoiceId: string): Promise<number> {
  const [row] = await db
    .select({ sum: sql<string>`coalesce(sum(${payments.amount}), 0)::text` })
    .from(payments)
    .where(and(eq(payments.invoiceId, invoiceId), isNull(payments.removedAt)));
  return Number(row?.sum ?? 0);
}

/** When it was paid first stays, as long as it is paid. */
export async function updatePaid(
  tx: Tx,
  { id, paid, status }: { id: string; paid: number; status: InvoiceStatus },
): Promise<Invoice> {
  const paidAt = status === 'paid' ? sql`coalesce(${invoices.paidAt}, ${databaseNow})` : null;
  const [invoice] = await tx
    .update(invoices)
    .set({ paid, status, paidAt, updatedAt: databaseNow })
    .where(eq(invoices.id, id))
    .returning();
  if (!invoice) throw new Error('The invoice has just been locked.');
  return invoice;
}

/** Nothing while another one waits: a unique index holds it. */
export async function insertClaim(
  tx: Tx,
  claim: typeof paymentClaims.$inferInsert,
): Promise<Claim | undefined> {
  const [inserted] = await tx.insert(paymentClaims).values(claim).onConflictDoNothing().returning();
  return inserted;
}

/** How many there were within a day, whatever became of them. */
export function countClaims(db: Db, invoiceId: string): Promise<number> {
  const lately = gt(paymentClaims.createdAt, sql`${databaseNow} - interval '1 day'`);
  return db.$count(paymentClaims, and(eq(paymentClaims.invoiceId, invoiceId), lately));
}

export async function selectClaim(
  db: Db,
  { id, invoiceId }: { id: string; invoiceId: string },
): Promise<Claim | undefined> {
  const [claim] = await db
    .select()
    .from(paymentClaims)
    .where(and(eq(paymentClaims.id, id), eq(paymentClaims.invoiceId, invoiceId)));
  return claim;
}

/** The last one first; where a client has said it day after day, the last hundred. */
export function selectClaims(db: Db, invoiceId: string): Promise<Claim[]> {
  return db
    .select()
    .from(paymentClaims)
    .where(eq(paymentClaims.invoiceId, invoiceId))
    .orderBy(sql`${paymentClaims.createdAt} desc`, paymentClaims.id)
    .limit(100);
}

/** Decides about what waits on this invoice, of which there is one at most. */
export async function updateDecided(
  tx: Tx,
  invoiceId: string,
  given: { state: Exclude<Claim['state'], 'pending'>; by: string; reason?: string },
): Promise<void> {
  await tx
    .update(paymentClaims)
    .set({
      state: given.state,
      decidedAt: databaseNow,
      decidedBy: given.by,
      reason: given.reason ?? null,
    })
    .where(and(eq(paymentClaims.invoiceId, invoiceId), eq(paymentClaims.state, 'pending')));
}

export async function updateClaimed(tx: Tx, id: string, claimed: boolean): Promise<void> {
  await tx.update(invoices).set({ claimed, updatedAt: databaseNow }).where(eq(invoices.id, id));
}
