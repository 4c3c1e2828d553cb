import { aliasedTable, and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { clients, phoneConflicts } from './identity.tables.ts';

export type Decision = NonNullable<(typeof phoneConflicts.$inferSelect)['decision']>;

export interface Conflict {
  id: string;
  phone: string;
  clientId: string;
  otherClientId: string;
  createdAt: Date;
}

const columns = {
  id: phoneConflicts.id,
  phone: phoneConflicts.phone,
  clientId: phoneConflicts.clientId,
  otherClientId: phoneConflicts.otherClientId,
  createdAt: phoneConflicts.createdAt,
};

/** Notes a pair once; who has proved the number last stands first. */
export async function insertConflict(tx: Tx, given: Omit<Conflict, 'createdAt'>): Promise<void> {
  const { phone, clientId, otherClientId } = given;
  const known = await tx
    .update(phoneConflicts)
    .set({ clientId, otherClientId })
    .where(and(betweenThese(clientId, otherClientId), onPhone(phone), isOpen))
    .returning({ id: phoneConflicts.id });
  if (known.length === 0) await tx.insert(phoneConflicts).values(given);
}

const isOpen = isNull(phoneConflicts.resolvedAt);
const proved = aliasedTable(clients, 'proved');
const other = aliasedTable(clients, 'other');

/** Both still have the number: one of them may have come back with another since. */
const stillShared = sql`proved.phone = ${phoneConflicts.phone} and other.phone = ${phoneConflicts.phone}
  and proved.merged_into_id is null and other.merged_into_id is null`;

/** What is to be decided, the newest first. `after` is the id of the conflict before the page. */
export function selectConflicts(
  db: Db,
  { after, most }: { after?: string | undefined; most: number },
): Promise<Conflict[]> {
  return db
    .select(columns)
    .from(phoneConflicts)
    .innerJoin(proved, eq(proved.id, phoneConflicts.clientId))
    .innerJoin(other, eq(other.id, phoneConflicts.otherClientId))
    .where(
      and(
        isOpen,
        stillShared,
        after === undefined
          ? undefined
          : sql`(${phoneConflicts.createdAt}, ${phoneConflicts.id}) <
              (select c.created_at, c.id from ${phoneConflicts} c where c.id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(phoneConflicts.createdAt), desc(phoneConflicts.id))
    .limit(most);
}

/** Whether anything about this client is to be decided. */
export async function hasConflict(db: Db, clientId: string): Promise<boolean> {
  const found = await db
    .select({ id: phoneConflicts.id })
    .from(phoneConflicts)
    .innerJoin(proved, eq(proved.id, phoneConflicts.clientId))
    .innerJoin(other, eq(other.id, phoneConflicts.otherClientId))
    .where(and(isOpen, stillShared, names(clientId)))
    .limit(1);
  return found.length > 0;
}

export async function selectConflict(db: Db, id: string): Promise<Conflict | undefined> {
  const [conflict] = await db.select(columns).from(phoneConflicts).where(eq(phoneConflicts.id, id));
  return conflict;
}

/** Of two who decide at once, one is told yes. */
export async function updateResolved(tx: Tx, id: string, decision: Decision): Promise<boolean> {
  const changed = await tx
    .update(phoneConflicts)
    .set({ resolvedAt: databaseNow, decision })
    .where(and(eq(phoneConflicts.id, id), isOpen))
    .returning({ id: phoneConflicts.id });
  return changed.length > 0;
}

/** Whatever else names this client, or only where it is about this number, is decided with it. */
export async function updateResolvedOf(
  tx: Tx,
  { clientId, phone, decision }: { clientId: string; phone?: string; decision: Decision },
): Promise<void> {
  await tx
    .update(phoneConflicts)
    .set({ resolvedAt: databaseNow, decision })
    .where(and(isOpen, names(clientId), phone === undefined ? undefined : onPhone(phone)));
}

function names(clientId: string) {
  return or(eq(phoneConflicts.clientId, clientId), eq(phoneConflicts.otherClientId, clientId));
}

function onPhone(phone: string) {
  return eq(phoneConflicts.phone, phone);
}

function betweenThese(one: string, two: string) {
  return or(
    and(eq(phoneConflicts.clientId, one), eq(phoneConflicts.otherClientId, two)),
    and(eq(phoneConflicts.clientId, two), eq(phoneConflicts.otherClientId, one)),
  );
}
