import { and, desc, eq, getTableColumns, gt, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import { personTopic } from '../../identity/identity.ts';
import type { Person } from '../../notifications/notifications.ts';
import { databaseNow } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { connectLinks } from './connections.tables.ts';

export type ConnectLink = typeof connectLinks.$inferSelect;

export const lifeMinutes = 15;
/** For so long after its time a link is still known, and whoever opens it is told what became of it. */
const keptHours = 24;

const live = and(
  inArray(connectLinks.state, ['waiting', 'opened']),
  gt(connectLinks.expiresAt, databaseNow),
);
const found = {
  ...getTableColumns(connectLinks),
  expired: sql<boolean>`(${connectLinks.expiresAt} <= ${databaseNow})`,
};

/** Whoever changes the links or the connection of one person takes turns, until the end of the transaction. */
export async function takeTurns(tx: Tx, { kind, id }: Person): Promise<void> {
  const key = `otklik:connect:${kind}:${id}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** The person's pages ask again how far the link has come; only the session that asked for it is told. */
export function tellLink(tx: Tx, { live }: Pick<Platform, 'live'>, link: LinkOwner): void {
  live.publish(tx, personTopic(personOf(link)), 'connection');
}

export type LinkOwner = Pick<ConnectLink, 'personKind' | 'personId'>;

export function personOf({ personKind, personId }: LinkOwner): Person {
  return { kind: personKind, id: personId };
}

export async function insertLink(
  tx: Tx,
  link: Pick<ConnectLink, 'id' | 'tokenHash' | 'personKind' | 'personId' | 'sessionId'>,
): Promise<Date> {
  const expiresAt = sql`${databaseNow} + make_interval(mins => ${lifeMinutes})`;
  const [inserted] = await tx
    .insert(connectLinks)
    .values({ ...link, expiresAt })
    .returning({ expiresAt: connectLinks.expiresAt });
  if (!inserted) throw new Error('The link was not stored.');
  return inserted.expiresAt;
}

export async function selectByToken(db: Db, tokenHash: Buffer) {
  const [link] = await db
    .select(found)
    .from(connectLinks)
    .where(eq(connectLinks.tokenHash, tokenHash));
  return link;
}

export async function selectById(db: Db, id: string): Promise<ConnectLink | undefined> {
  const [link] = await db
    .select()
    .from(connectLinks)
    .where(and(eq(connectLinks.id, id), live));
  return link;
}

/** The link under way that this very session has asked for. */
export async function selectPending(
  db: Db,
  { person, sessionId }: { person: Person; sessionId: string },
): Promise<(ConnectLink & { now: Date }) | undefined> {
  const now = sql<Date>`${databaseNow}`.mapWith(connectLinks.createdAt);
  const [link] = await db
    .select({ ...getTableColumns(connectLinks), now })
    .from(connectLinks)
    .where(and(isOf(person), eq(connectLinks.sessionId, sessionId), live))
    .orderBy(desc(connectLinks.createdAt))
    .limit(1);
  return link;
}

/** False when it has gone another way meanwhile. */
export async function updateLink(
  tx: Tx,
  { id, state }: Pick<ConnectLink, 'id' | 'state'>,
  to: Partial<Omit<ConnectLink, 'id' | 'tokenHash'>>,
): Promise<boolean> {
  const changed = await tx
    .update(connectLinks)
    .set(to)
    .where(and(eq(connectLinks.id, id), eq(connectLinks.state, state)))
    .returning({ id: connectLinks.id });
  return changed.length > 0;
}

/** Ends every link of the person that is under way. */
export async function endLinksOf(tx: Tx, person: Person): Promise<void> {
  await tx
    .update(connectLinks)
    .set({ state: 'ended' })
    .where(and(isOf(person), inArray(connectLinks.state, ['waiting', 'opened'])));
}

/** A chat answers to one link of a kind at a time: ends the others, and gives whose they were. */
export function endOthersOfChat(
  tx: Tx,
  { id, personKind, chatId }: Pick<ConnectLink, 'id' | 'personKind'> & { chatId: number },
): Promise<LinkOwner[]> {
  return tx
    .update(connectLinks)
    .set({ state: 'ended' })
    .where(
      and(
        eq(connectLinks.chatId, chatId),
        eq(connectLinks.personKind, personKind),
        eq(connectLinks.state, 'opened'),
        ne(connectLinks.id, id),
      ),
    )
    .returning({ personKind: connectLinks.personKind, personId: connectLinks.personId });
}

export async function deleteOldLinks(db: Db): Promise<void> {
  const kept = sql`${databaseNow} - make_interval(hours => ${keptHours})`;
  await db.delete(connectLinks).where(lt(connectLinks.expiresAt, kept));
}

function isOf({ kind, id }: Person): SQL | undefined {
  return and(eq(connectLinks.personKind, kind), eq(connectLinks.personId, id));
}
