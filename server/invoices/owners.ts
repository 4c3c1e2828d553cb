/** Whose invoices they are, when that changes. */
import { eq, sql } from 'drizzle-orm';
import { personTopic, tellDesk } from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { invoices, paymentClaims, recurringInvoices } from './invoices.tables.ts';

/**
 * Two clients turn out to be one person: the invoices of the one are the other's. What came every month
 * to `from` stops until staff look at it, for the other may have had the same.
 */
export async function moveInvoices(
  tx: Tx,
  platform: Platform,
  { from, into }: { from: string; into: string },
): Promise<void> {
  for (const table of [invoices, paymentClaims]) {
    await tx.update(table).set({ clientId: into }).where(eq(table.clientId, from));
  }
  await tx
    .update(recurringInvoices)
    .set({
      clientId: into,
      active: false,
      nextOn: null,
      version: sql`${recurringInvoices.version} + 1`,
    })
    .where(eq(recurringInvoices.clientId, from));
  tellDesk(tx, platform, 'invoice');
  platform.live.publish(tx, personTopic({ kind: 'client', id: into }), 'invoice');
}
