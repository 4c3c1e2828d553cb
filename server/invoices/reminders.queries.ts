import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../platform/database.ts';
import type { Invoice } from './invoices.policy.ts';
import { invoiceReminders, invoices } from './invoices.tables.ts';

export interface NewReminder {
  invoiceId: string;
  days: number;
  sent: boolean;
}

/** Names one reminder of all. */
export function reminderKey({ invoiceId, days }: { invoiceId: string; days: number }): string {
  return `${invoiceId}:${days}`;
}

/** Unpaid invoices that some day of these has come for and is not written of yet. */
export function lockToRemind(
  tx: Tx,
  { days, today, limit }: { days: readonly number[]; today: string; limit: number },
): Promise<Invoice[]> {
  const first = Math.min(...days);
  const list = sql.join(
    days.map((day) => sql`(${day}::int)`),
    sql`, `,
  );
  return tx
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.status, 'issued'),
        eq(invoices.claimed, false),
        sql`${invoices.dueOn} <= ${today}::date - ${first}::int`,
        sql`exists (select from (values ${list}) as named (days)
          where ${invoices.dueOn} + named.days <= ${today}::date and not exists (
            select from invoice_reminders
            where invoice_reminders.invoice_id = ${invoices.id} and invoice_reminders.days = named.days))`,
      ),
    )
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** The days that are written of already, by invoice. */
export async function selectReminded(db: Db, ids: string[]): Promise<Map<string, number[]>> {
  const byInvoice = new Map<string, number[]>();
  if (ids.length === 0) return byInvoice;
  const { invoiceId, days } = invoiceReminders;
  const found = await db
    .select({ invoiceId, days })
    .from(invoiceReminders)
    .where(inArray(invoiceId, ids));
  for (const row of found) {
    byInvoice.set(row.invoiceId, [...(byInvoice.get(row.invoiceId) ?? []), row.days]);
  }
  return byInvoice;
}

/** Gives the keys of those that are new. */
export async function insertReminders(
  tx: Tx,
  given: readonly NewReminder[],
  on: string,
): Promise<Set<string>> {
  if (given.length === 0) return new Set();
  const inserted = await tx
    .insert(invoiceReminders)
    .values(given.map((reminder) => ({ ...reminder, on })))
    .onConflictDoNothing()
    .returning({ invoiceId: invoiceReminders.invoiceId, days: invoiceReminders.days });
  return new Set(inserted.map(reminderKey));
}

/** Nobody was reached with these. */
export async function updateUnsent(
  tx: Tx,
  given: readonly Pick<NewReminder, 'invoiceId' | 'days'>[],
): Promise<void> {
  if (given.length === 0) return;
  const pairs = given.map(({ invoiceId, days }) => sql`(${invoiceId}::uuid, ${days}::int)`);
  await tx
    .update(invoiceReminders)
    .set({ sent: false })
    .where(
      sql`(${invoiceReminders.invoiceId}, ${invoiceReminders.days}) in (${sql.join(pairs, sql`, `)})`,
    );
}
