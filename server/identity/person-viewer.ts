/** Whoever speaks to us by another way than a session: in Telegram the chat says who it is. */
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../platform/database.ts';
import { clients } from './identity.tables.ts';
import { staff } from './staff.tables.ts';
import type { ClientViewer, StaffViewer } from './viewer.ts';

// There is none: nothing that asks for one is open to this viewer.
const sessionId = '';

/** The client, unless hidden or gone. */
export async function findClientViewer(db: Db, id: string): Promise<ClientViewer | undefined> {
  const { name, language, timeZone } = clients;
  const [found] = await db
    .select({ name, language, timeZone })
    .from(clients)
    .where(and(eq(clients.id, id), isNotNull(clients.confirmedAt), isNull(clients.mergedIntoId)));
  return (
    found && { kind: 'client', id, sessionId, ...found, timeZone: found.timeZone ?? undefined }
  );
}

/** The member of staff, unless deactivated. Sensitive changes stay shut. */
export async function findStaffViewer(db: Db, id: string): Promise<StaffViewer | undefined> {
  const { name, email, role, sees, language, timeZone } = staff;
  const [found] = await db
    .select({ name, email, role, sees, language, timeZone })
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)));
  if (!found) return undefined;
  const { timeZone: zone, ...member } = found;
  return {
    kind: 'staff',
    id,
    sessionId,
    passwordGiven: false,
    ...member,
    timeZone: zone ?? undefined,
  };
}
