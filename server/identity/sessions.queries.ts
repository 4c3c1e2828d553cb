import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { clients, sessions } from './identity.tables.ts';

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
  generation: sessions.generation,
  salt: sessions.salt,
  ended,
  secondsSinceRotation: sql<number>`extract(epoch from ${databaseNow} - ${sessions.rotatedAt})::int`,
};

export async function insertSession(
  tx: Tx,
  session: { id: string; clientId: string; browser: string; salt: Buffer },
): Promise<void> {
  await tx.insert(sessions).values({ ...session, rotatedAt: databaseNow, expiresAt: lifeFromNow });
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

export async function updateEnded(
  tx: Tx,
  id: string,
  because: 'signed_out' | 'token_reused',
): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: databaseNow, endedBecause: because })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}

/** The viewer of an open session. */
export async function selectViewer(
  db: Db,
  { sessionId, clientId }: { sessionId: string; clientId: string },
) {
  const [viewer] = await db
    .select({
      id: clients.id,
      name: clients.name,
      phone: clients.phone,
      language: clients.language,
    })
    .from(sessions)
    .innerJoin(clients, eq(clients.id, sessions.clientId))
    .where(and(eq(sessions.id, sessionId), eq(clients.id, clientId), sql`not ${ended}`));
  return viewer;
}

export async function deleteExpired(db: Db): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expiresAt, databaseNow));
}
