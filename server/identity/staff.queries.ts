import { and, asc, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { signInChallenges, staff } from './staff.tables.ts';

export type StaffState = 'active' | 'invited' | 'deactivated';

/** What staff are called in lists: the deactivated first of all, then who has never had a password. */
const state = sql<StaffState>`case when ${staff.deactivatedAt} is not null then 'deactivated'
  when ${staff.password} is null then 'invited' else 'active' end`;

const columns = {
  id: staff.id,
  name: staff.name,
  email: staff.email,
  role: staff.role,
  sees: staff.sees,
  state,
  totp: sql<boolean>`${staff.totpSince} is not null`,
  createdAt: staff.createdAt,
  seenAt: staff.seenAt,
};

export type StaffRow = Awaited<ReturnType<typeof selectStaff>>[number];

export function selectStaff(db: Db) {
  return db.select(columns).from(staff).orderBy(asc(staff.name), asc(staff.id));
}

export async function selectMember(db: Db, id: string): Promise<StaffRow | undefined> {
  const [row] = await db.select(columns).from(staff).where(eq(staff.id, id));
  return row;
}

export async function lockMember(tx: Tx, id: string): Promise<StaffRow | undefined> {
  const [row] = await tx.select(columns).from(staff).where(eq(staff.id, id)).for('update');
  return row;
}

/** Whoever is not shut out first: they are who can be given something. */
export function selectColleagues(db: Db) {
  const active = sql<boolean>`${staff.deactivatedAt} is null`;
  return db
    .select({ id: staff.id, name: staff.name, role: staff.role, active })
    .from(staff)
    .orderBy(desc(active), asc(staff.name), asc(staff.id));
}

export interface NewMember {
  id: string;
  name: string;
  email: string;
  role: 'admin' | 'agent';
  sees: 'all' | 'own';
  language: Language;
}

export async function insertMember(tx: Tx, member: NewMember): Promise<void> {
  await tx.insert(staff).values(member);
}

export async function updateMember(
  tx: Tx,
  id: string,
  changes: Partial<Pick<NewMember, 'name' | 'email' | 'role' | 'sees'>>,
): Promise<void> {
  await tx.update(staff).set(changes).where(eq(staff.id, id));
}

export async function updateDeactivated(tx: Tx, id: string, out: boolean): Promise<void> {
  await tx
    .update(staff)
    .set({ deactivatedAt: out ? databaseNow : null })
    .where(eq(staff.id, id));
}

/** A password that was right must not become a session once the person is shut out. */
export async function deleteChallenges(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(signInChallenges).where(eq(signInChallenges.staffId, staffId));
}

/** One at a time until the end of the transaction: whoever takes an admin away counts those who are left. */
export async function lockAdmins(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('otklik.admins'))`);
}

/** Whether anybody but this person can let others in. */
export async function hasOtherAdmin(tx: Tx, id: string): Promise<boolean> {
  const found = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(
      and(
        ne(staff.id, id),
        eq(staff.role, 'admin'),
        isNull(staff.deactivatedAt),
        isNotNull(staff.password),
      ),
    )
    .limit(1);
  return found.length > 0;
}
