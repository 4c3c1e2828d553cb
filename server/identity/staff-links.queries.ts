import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { staff, staffLinks } from './staff.tables.ts';

export type LinkPurpose = (typeof staffLinks.$inferSelect)['purpose'];

export interface StaffLink {
  purpose: LinkPurpose;
  expiresAt: Date;
  /** Missing for the first administrator. */
  member?: { id: string; name: string; email: string; role: 'admin' | 'agent' };
}

const usable = and(isNull(staffLinks.usedAt), sql`${staffLinks.expiresAt} > ${databaseNow}`);

export async function insertLink(
  tx: Tx,
  { hours, ...link }: { hash: Buffer; purpose: LinkPurpose; staffId: string | null; hours: number },
): Promise<Date> {
  const [row] = await tx
    .insert(staffLinks)
    .values({ ...link, expiresAt: sql`${databaseNow} + make_interval(hours => ${hours})` })
    .returning({ expiresAt: staffLinks.expiresAt });
  if (!row) throw new Error('A one-time link was not stored.');
  return row.expiresAt;
}

/** Unused ones; what was used stays until its time is over. */
export async function deleteLinks(tx: Tx, staffId: string | null): Promise<void> {
  const ofWhom = staffId === null ? isNull(staffLinks.staffId) : eq(staffLinks.staffId, staffId);
  await tx.delete(staffLinks).where(and(ofWhom, isNull(staffLinks.usedAt)));
}

export async function selectLink(db: Db, hash: Buffer): Promise<StaffLink | undefined> {
  const [row] = await db
    .select({
      purpose: staffLinks.purpose,
      expiresAt: staffLinks.expiresAt,
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
    })
    .from(staffLinks)
    .leftJoin(staff, eq(staff.id, staffLinks.staffId))
    .where(and(eq(staffLinks.hash, hash), usable, isNull(staff.deactivatedAt)));
  if (!row) return undefined;
  const { purpose, expiresAt, id, name, email, role } = row;
  if (purpose === 'set_up') {
    return (await hasActiveAdmin(db)) ? undefined : { purpose, expiresAt };
  }
  if (!id || !name || !email || !role) return undefined;
  return { purpose, expiresAt, member: { id, name, email, role } };
}

export async function updateUsed(tx: Tx, hash: Buffer): Promise<boolean> {
  const used = await tx
    .update(staffLinks)
    .set({ usedAt: databaseNow })
    .where(and(eq(staffLinks.hash, hash), usable))
    .returning({ purpose: staffLinks.purpose });
  return used.length > 0;
}

/** Somebody who can let others in: an admin with a password, not shut out. */
export async function hasActiveAdmin(db: Db): Promise<boolean> {
  const [found] = await db
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.role, 'admin'), isNull(staff.deactivatedAt), isNotNull(staff.password)))
    .limit(1);
  return found !== undefined;
}

/** One at a time until the end of the transaction: two first administrators at once must not both be. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('otklik.set_up'))`);
}

export async function insertFirstAdmin(
  tx: Tx,
  given: { id: string; name: string; email: string; password: string; language: Language },
): Promise<void> {
  await tx.insert(staff).values({ ...given, role: 'admin', sees: 'all' });
}

export async function deleteEndedLinks(db: Db): Promise<void> {
  await db
    .delete(staffLinks)
    .where(or(lte(staffLinks.expiresAt, databaseNow), isNotNull(staffLinks.usedAt)));
}
