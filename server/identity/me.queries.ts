import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Holder } from './access-token.ts';
import { clients } from './identity.tables.ts';
import { recoveryCodes, staff } from './staff.tables.ts';

/** Whether the member has an authenticator, and then how many recovery codes are left. */
export async function selectSecondFactor(
  db: Db,
  staffId: string,
): Promise<{ totp: boolean; recoveryCodes?: number }> {
  const left = db.$count(
    recoveryCodes,
    and(eq(recoveryCodes.staffId, staff.id), isNull(recoveryCodes.usedAt)),
  );
  const [row] = await db
    .select({ totp: sql<boolean>`${staff.totpSince} is not null`, left })
    .from(staff)
    .where(eq(staff.id, staffId));
  return row?.totp ? { totp: true, recoveryCodes: row.left } : { totp: false };
}

/** False for a client who has just been deleted. */
export async function updateViewer(
  tx: Tx,
  { kind, id }: Holder,
  { name, language, timeZone }: Changes,
): Promise<boolean> {
  const changes = { name, language, timeZone };
  if (kind === 'staff') {
    await tx.update(staff).set(changes).where(eq(staff.id, id));
    return true;
  }
  // Staff who have the client open would write the old name back: they are told that it has changed.
  const changed = await tx
    .update(clients)
    .set({ ...changes, version: sql`${clients.version} + 1` })
    .where(eq(clients.id, id))
    .returning({ id: clients.id });
  return changed.length > 0;
}

interface Changes {
  name?: string | undefined;
  language?: Language | undefined;
  /** Null takes it away. */
  timeZone?: string | null | undefined;
}
