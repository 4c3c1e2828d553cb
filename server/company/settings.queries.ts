import { eq, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { settings } from './company.tables.ts';

export type Part = typeof settings.$inferSelect.part;

export async function selectPart(
  db: Db,
  part: Part,
): Promise<{ value: unknown; version: number } | undefined> {
  const [found] = await db
    .select({ value: settings.value, version: settings.version })
    .from(settings)
    .where(eq(settings.part, part));
  return found;
}

/** Writes the version after `version`, and tells whether that was still the present one. */
export async function putPart(
  tx: Tx,
  { part, value, version }: { part: Part; value: unknown; version: number },
): Promise<boolean> {
  const fresh = { value, version: version + 1, changedAt: databaseNow };
  const insert = tx.insert(settings).values({ part, ...fresh });
  const put =
    version === 0
      ? await insert.onConflictDoNothing().returning({ part: settings.part })
      : await tx
          .update(settings)
          .set(fresh)
          .where(sql`${settings.part} = ${part} and ${settings.version} = ${version}`)
          .returning({ part: settings.part });
  return put.length > 0;
}
