import { and, desc, eq, isNull, lte, ne, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Holder } from './access-token.ts';
import { clients, sessions } from './identity.tables.ts';
import { staff } from './staff.tables.ts';

/** A session lives so many days since it was last used … */
export const sessionDays = 30;
/** … and so many in all: a stolen one must not live for ever. */
const longestDays = 180;

const lifeFromNow = sql`${databaseNow} + make_interval(days => ${sql.raw(String(sessionDays))})`;
const longestLife = sql`${sessions.createdAt} + make_interval(days => ${sql.raw(String(longestDays))})`;
const ended = sql<boolean>`(${sessions.endedAt} is not null or ${sessions.expiresAt} <= ${databaseNow})`;

const sessionColumns = {
  id: sessions.id,
  clientId: sessions.clientId,
  staffId: sessions.staffId,
  generation: sessions.generation,
  salt: sessions.salt,
  ended,
  secondsSinceRotation: sql<number>`extract(epoch from ${databaseNow} - ${sessions.rotatedAt})::int`,
};

export async function insertSession(
  tx: Tx,
  { holder, passwordGiven, ...session }: NewSession,
): Promise<void> {
  await tx.insert(sessions).values({
    ...session,
    ...(holder.kind === 'client' ? { clientId: holder.id } : { staffId: holder.id }),
    passwordGivenAt: passwordGiven ? databaseNow : null,
    rotatedAt: databaseNow,
    expiresAt: lifeFromNow,
  });
}

interface NewSession {
  id: string;
  holder: Holder;
  browser: string;
  salt: Buffer;
  passwordGiven: boolean;
}

export async function selectSession(db: Db, id: string) {
  const [session] = await db.select(sessionColumns).from(sessions).where(eq(sessions.id, id));
  return session;
}

export async function lockSession(tx: Tx, id: string) {
  const [session] = await tx
    .select(sessionColumns)
    .from(sessions)
    .where(eq(sessions.id, id))
    .for('update');
  return session;
}

export async function updateGeneration(tx: Tx, id: string, generation: number): Promise<void> {
  await tx
    .update(sessions)
    .set({
      generation,
      rotatedAt: databaseNow,
      expiresAt: sql`least(${lifeFromNow}, ${longestLife})`,
    })
    .where(eq(sessions.id, id));
}

export async function updateSeen(tx: Tx, staffId: string): Promise<void> {
  await tx.update(staff).set({ seenAt: databaseNow }).where(eq(staff.id, staffId));
}

export type EndReason = NonNullable<(typeof sessions.$inferSelect)['endedBecause']>;

export async function updateEnded(tx: Tx, id: string, because: EndReason): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: databaseNow, endedBecause: because })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}

/** Ends all open sessions of a person, but perhaps one, and gives their ids. */
export async function updateAllEnded(
  tx: Tx,
  holder: Holder,
  { because, except }: { because: EndReason; except?: string | undefined },
): Promise<string[]> {
  const changed = await tx
    .update(sessions)
    .set({ endedAt: databaseNow, endedBecause: because })
    .where(
      and(
        eq(columnOf(holder), holder.id),
        sql`not ${ended}`,
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id });
  return changed.map(({ id }) => id);
}

export async function updatePasswordGiven(tx: Tx, id: string): Promise<Date | undefined> {
  const [row] = await tx
    .update(sessions)
    .set({ passwordGivenAt: databaseNow })
    .where(eq(sessions.id, id))
    .returning({ at: sessions.passwordGivenAt });
  return row?.at ?? undefined;
}

/** The open sessions of a person, the last used first. */
export function selectOpenSessions(db: Db, holder: Holder) {
  return db
    .select({
      id: sessions.id,
      browser: sessions.browser,
      createdAt: sessions.createdAt,
      usedAt: sessions.rotatedAt,
    })
    .from(sessions)
    .where(and(eq(columnOf(holder), holder.id), sql`not ${ended}`))
    .orderBy(desc(sessions.rotatedAt));
}

function columnOf({ kind }: Holder) {
  return kind === 'client' ? sessions.clientId : sessions.staffId;
}

/** The client of an open session. */
export async function selectClientViewer(
  db: Db,
  { sessionId, id }: { sessionId: string; id: string },
) {
  const [viewer] = await db
    .select({
      id: clients.id,
      name: clients.name,
      phone: clients.phone,
      language: clients.language,
      timeZone: clients.timeZone,
    })
    .from(sessions)
    .innerJoin(clients, eq(clients.id, sessions.clientId))
    .where(and(eq(sessions.id, sessionId), eq(clients.id, id), sql`not ${ended}`));
  return viewer;
}

/** Staff who have given their password are trusted with sensitive changes for so long. */
export const sensitiveMinutes = 10;

/** The member of staff of an open session, unless deactivated. */
export async function selectStaffViewer(
  db: Db,
  { sessionId, id }: { sessionId: string; id: string },
) {
  const [viewer] = await db
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      sees: staff.sees,
      language: staff.language,
      timeZone: staff.timeZone,
      passwordGiven: sql<boolean>`coalesce(${sessions.passwordGivenAt} > ${databaseNow} - make_interval(mins => ${sql.raw(String(sensitiveMinutes))}), false)`,
    })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .where(
      and(
        eq(sessions.id, sessionId),
        eq(staff.id, id),
        isNull(staff.deactivatedAt),
        sql`not ${ended}`,
      ),
    );
  return viewer;
}

/** Whether the session is open and its person not shut out; both rows stay so until the end of the transaction. */
export async function holdSession(
  tx: Tx,
  { sessionId, holder }: { sessionId: string; holder: Holder },
): Promise<boolean> {
  const query =
    holder.kind === 'staff'
      ? tx
          .select({ id: sessions.id })
          .from(sessions)
          .innerJoin(staff, and(eq(staff.id, sessions.staffId), isNull(staff.deactivatedAt)))
      : tx
          .select({ id: sessions.id })
          .from(sessions)
          .innerJoin(clients, eq(clients.id, sessions.clientId));
  const held = await query
    .where(and(eq(sessions.id, sessionId), eq(columnOf(holder), holder.id), sql`not ${ended}`))
    .for('share');
  return held.length > 0;
}

export async function deleteExpired(db: Db): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expiresAt, databaseNow));
}
