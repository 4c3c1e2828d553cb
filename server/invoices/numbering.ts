/** Numbers of invoices, without a gap: whoever takes one holds the counter until the end of its transaction. */
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../platform/database.ts';
import { invoiceNumbers } from './invoices.tables.ts';

/**
 * The next number. A rollback gives it back, so everything that may fail or be slow comes before:
 * all others who issue wait from here on.
 */
export async function takeNumber(tx: Tx): Promise<number> {
  const [row] = await tx
    .insert(invoiceNumbers)
    .values({ last: 1 })
    .onConflictDoUpdate({
      target: invoiceNumbers.only,
      set: { last: sql`${invoiceNumbers.last} + 1` },
    })
    .returning({ last: invoiceNumbers.last });
  if (!row) throw new Error('There was no number.');
  return row.last;
}

/** The last number given; 0 before the first. */
export async function lastNumber(db: Db): Promise<number> {
  const [row] = await db.select({ last: invoiceNumbers.last }).from(invoiceNumbers);
  return row?.last ?? 0;
}
