/** Who of the company works here now: for those who have news for staff. */
import { asc, isNull } from 'drizzle-orm';
import type { Role } from '../../contract/permissions.ts';
import type { Language } from '../../contract/person.ts';
import type { Db } from '../platform/database.ts';
import { staff } from './staff.tables.ts';

export interface ActiveStaff {
  kind: 'staff';
  id: string;
  name: string;
  language: Language;
  role: Role;
  /** Which tickets: all, or their own and nobody's. Admins see all. */
  sees: 'all' | 'own';
}

/** Everybody who is not shut out, in one query. */
export async function activeStaff(db: Db): Promise<ActiveStaff[]> {
  const found = await db
    .select({
      id: staff.id,
      name: staff.name,
      language: staff.language,
      role: staff.role,
      sees: staff.sees,
    })
    .from(staff)
    .where(isNull(staff.deactivatedAt))
    .orderBy(asc(staff.name), asc(staff.id));
  return found.map((member) => ({ kind: 'staff', ...member }));
}
