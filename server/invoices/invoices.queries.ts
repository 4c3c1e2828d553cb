import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import type { Invoice } from './invoices.policy.ts';
import { invoiceItems, invoiceReminders, invoices } from './invoices.tables.ts';
import type { PricedItem } from './items.ts';

type Values = Partial<Omit<Invoice, 'document'>> & { document?: SQL<string> };

export async function insertInvoice(
  tx: Tx,
  values: Values & Omit<typeof invoices.$inferInsert, 'updatedAt' | 'document'>,
): Promise<Invoice> {
  const [invoice] = await tx
    .insert(invoices)
    .values({ ...values, updatedAt: databaseNow })
    .returning();
  if (!invoice) throw new Error('The invoice was not written.');
  return invoice;
}

/** Its version grows. */
export async function updateInvoice(tx: Tx, id: string, values: Values): Promise<Invoice> {
  const [invoice] = await tx
    .update(invoices)
    .set({ ...values, version: sql`${invoices.version} + 1`, updatedAt: databaseNow })
    .where(eq(invoices.id, id))
    .returning();
  if (!invoice) throw new Error('The invoice is gone.');
  return invoice;
}

export async function deleteInvoice(tx: Tx, id: string): Promise<void> {
  await tx.delete(invoices).where(eq(invoices.id, id));
}

export async function insertItems(tx: Tx, invoiceId: string, items: PricedItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.insert(invoiceItems).values(items.map((item, place) => ({ ...item, invoiceId, place })));
}

export async function deleteItems(tx: Tx, invoiceId: string): Promise<void> {
  await tx.delete(invoiceItems).where(eq(invoiceItems.invoiceId, invoiceId));
}

/** In their order, those of one invoice together. */
export function selectItems(
  db: Db,
  invoiceIds: string[],
): Promise<(typeof invoiceItems.$inferSelect)[]> {
  return db
    .select()
    .from(invoiceItems)
    .where(inArray(invoiceItems.invoiceId, invoiceIds))
    .orderBy(asc(invoiceItems.invoiceId), asc(invoiceItems.place));
}

export interface TicketOf {
  id: string;
  number: number;
  subject: string;
}

/** Those that fulfil the condition on `tickets`. */
export function selectTickets(db: Db, ids: string[], seen: SQL): Promise<TicketOf[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return rows<TicketOf>(
    db,
    sql`select id, number, subject from tickets where id in ${ids} and ${seen}`,
  );
}

/** Those of these ids, and those that stand in place of one of these `replaced`. */
export function selectNamed(
  db: Db,
  { ids, replaced, visible }: { ids: string[]; replaced: string[]; visible: SQL },
): Promise<Pick<Invoice, 'id' | 'numberText' | 'replacesId'>[]> {
  if (ids.length === 0 && replaced.length === 0) return Promise.resolve([]);
  return db
    .select({
      id: invoices.id,
      numberText: invoices.numberText,
      replacesId: invoices.replacesId,
    })
    .from(invoices)
    .where(
      and(
        or(
          ids.length > 0 ? inArray(invoices.id, ids) : undefined,
          replaced.length > 0 ? inArray(invoices.replacesId, replaced) : undefined,
        ),
        visible,
      ),
    );
}

/** The names of these clients, whether staff see them or not. */
export async function selectClientNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from clients where id in ${ids}`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Those that have gone out, in the order of their days. */
export function selectReminders(
  db: Db,
  invoiceId: string,
): Promise<{ days: number; on: string }[]> {
  return db
    .select({ days: invoiceReminders.days, on: invoiceReminders.on })
    .from(invoiceReminders)
    .where(and(eq(invoiceReminders.invoiceId, invoiceId), eq(invoiceReminders.sent, true)))
    .orderBy(asc(invoiceReminders.days));
}
