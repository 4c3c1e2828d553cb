import { eq } from 'drizzle-orm';
import type { BillingSettings } from '../../contract/billing.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { billing } from './invoices.tables.ts';

export async function selectBilling(
  db: Db,
): Promise<{ value: BillingSettings; version: number } | undefined> {
  const [found] = await db.select({ value: billing.value, version: billing.version }).from(billing);
  return found;
}

/** Writes the version after `version`, and tells whether that was still the present one. */
export async function putBilling(
  tx: Tx,
  { value, version }: { value: BillingSettings; version: number },
): Promise<boolean> {
  const fresh = { value, version: version + 1, changedAt: databaseNow };
  const put =
    version === 0
      ? await tx
          .insert(billing)
          .values(fresh)
          .onConflictDoNothing()
          .returning({ version: billing.version })
      : await tx
          .update(billing)
          .set(fresh)
          .where(eq(billing.version, version))
          .returning({ version: billing.version });
  return put.length > 0;
}
