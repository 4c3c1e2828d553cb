import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { clients } from '../identity/identity.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { invoices, recurringInvoices } from './invoices.tables.ts';

export type Recurring = typeof recurringInvoices.$inferSelect;
export type RecurringFields = Omit<
  typeof recurringInvoices.$inferInsert,
  'id' | 'version' | 'createdAt' | 'removedAt'
>;

const kept = isNull(recurringInvoices.removedAt);

export interface FoundRecurring {
  recurring: Recurring;
  clientName: string;
}

const { nextOn, id: recurringId } = recurringInvoices;
/** Later than any day that can be planned: what is made no more. */
const place = sql`coalesce(${nextOn}, 'infinity'::date)`;

/** What is made next comes first. */
export function selectRecurring(
  db: Db,
  {
    clientId,
    after,
    limit,
  }: {
    clientId: string | undefined;
    after: { nextOn: string | null; id: string } | undefined;
    limit: number;
  },
): Promise<FoundRecurring[]> {
  const later =
    after &&
    sql`(${place}, ${recurringId}) > (${after.nextOn ?? 'infinity'}::date, ${after.id}::uuid)`;
  const of = clientId === undefined ? undefined : eq(recurringInvoices.clientId, clientId);
  return withClient(db)
    .where(and(kept, of, later))
    .orderBy(place, recurringId)
    .limit(limit);
}

export async function findRecurring(db: Db, id: string): Promise<FoundRecurring | undefined> {
  const [found] = await withClient(db).where(and(kept, eq(recurringId, id)));
  return found;
}

function withClient(db: Db) {
  return db
    .select({ recurring: recurringInvoices, clientName: clients.name })
    .from(recurringInvoices)
    .innerJoin(clients, eq(clients.id, recurringInvoices.clientId));
}

export async function countRecurring(db: Db, clientId: string): Promise<number> {
  return db.$count(recurringInvoices, and(kept, eq(recurringInvoices.clientId, clientId)));
}

export async function insertRecurring(tx: Tx, given: RecurringFields & { id: string }) {
  await tx.insert(recurringInvoices).values(given);
}

export async function lockRecurring(tx: Tx, id: string): Promise<Recurring | undefined> {
  const [found] = await tx
    .select()
    .from(recurringInvoices)
    .where(and(eq(recurringInvoices.id, id), kept))
    .for('update');
  return found;
}

/** Gives the new version. */
export async function updateRecurring(
  tx: Tx,
  id: string,
  fields: Partial<RecurringFields>,
): Promise<number> {
  const [updated] = await tx
    .update(recurringInvoices)
    .set({ ...fields, version: sql`${recurringInvoices.version} + 1` })
    .where(eq(recurringInvoices.id, id))
    .returning({ version: recurringInvoices.version });
  if (!updated) throw new Error('The recurring invoice has just been locked.');
  return updated.version;
}

export async function updateEnded(tx: Tx, id: string): Promise<void> {
  await tx
    .update(recurringInvoices)
    .set({ removedAt: databaseNow, active: false, nextOn: null })
    .where(eq(recurringInvoices.id, id));
}

/** The last month that it has made an invoice for: `2026-11`. */
export async function selectLastPeriod(db: Db, recurringId: string): Promise<string | undefined> {
  const [last] = await db
    .select({ period: invoices.period })
    .from(invoices)
    .where(and(eq(invoices.recurringId, recurringId), isNotNull(invoices.period)))
    .orderBy(desc(invoices.period))
    .limit(1);
  return last?.period ?? undefined;
}

/** Those whose day has come, of clients who are still there. */
export function selectDue(db: Db, today: string): Promise<{ id: string; clientId: string }[]> {
  return db
    .select({ id: recurringInvoices.id, clientId: recurringInvoices.clientId })
    .from(recurringInvoices)
    .innerJoin(clients, eq(clients.id, recurringInvoices.clientId))
    .where(
      and(
        kept,
        recurringInvoices.active,
        lte(recurringInvoices.nextOn, today),
        isNull(clients.mergedIntoId),
      ),
    )
    .orderBy(asc(recurringInvoices.nextOn), asc(recurringInvoices.id));
}

/** The same one, locked, if its day has still come. */
export async function lockDue(
  tx: Tx,
  { id, clientId, day }: { id: string; clientId: string; day: string },
): Promise<Recurring | undefined> {
  const [due] = await tx
    .select()
    .from(recurringInvoices)
    .where(
      and(
        kept,
        eq(recurringInvoices.id, id),
        eq(recurringInvoices.clientId, clientId),
        recurringInvoices.active,
        lte(recurringInvoices.nextOn, day),
      ),
    )
    .for('update');
  return due;
}

export async function hasPeriod(
  db: Db,
  { recurringId, period }: { recurringId: string; period: string },
): Promise<boolean> {
  const { recurringId: of, period: month } = invoices;
  return (await db.$count(invoices, and(eq(of, recurringId), eq(month, period)))) > 0;
}

/** Not a change of anybody's: the version stays. */
export async function updateMade(
  tx: Tx,
  id: string,
  made: { nextOn: string | null; problem: string | null },
): Promise<void> {
  await tx.update(recurringInvoices).set(made).where(eq(recurringInvoices.id, id));
}
