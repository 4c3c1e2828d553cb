/** Connections: where a person's news goes. Making or ending one signs nobody in or out. */
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { personTopic, tellDesk } from '../../identity/identity.ts';
import {
  type AddressBook,
  closeLane,
  type Lane,
  moveNotices,
  type Person,
  personKey,
  reopenLane,
} from '../../notifications/notifications.ts';
import { databaseNow } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { newId } from '../../platform/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { tellOfBlock } from '../../tickets/tickets.ts';
import { connections } from './connections.tables.ts';

export interface Connection {
  chatId: number;
  username?: string;
  state: 'connected' | 'blocked';
  connectedAt: Date;
  blockedAt?: Date;
}

/** The lane of a Telegram chat. */
export function laneOf(chatId: number): Lane {
  return { channel: 'telegram', address: String(chatId) };
}

/** Tells a person's pages, and the desk's page of a client, that the connection has changed. */
function tellConnection(tx: Tx, platform: Pick<Platform, 'live'>, person: Person): void {
  platform.live.publish(tx, personTopic(person), 'connection');
  if (person.kind === 'client') tellDesk(tx, platform, `client:${person.id}`);
}

/**
 * Sends a person's news to this chat from now on. One person has one chat and one chat one client:
 * an earlier connection of either makes way (and the client who loses the chat sees it at once).
 */
export async function connectChat(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  { person, chatId, username }: { person: Person; chatId: number; username?: string },
): Promise<void> {
  await lockChat(tx, chatId);
  const displaced = await tx
    .delete(connections)
    .where(isOthers(person, chatId))
    .returning({ kind: connections.personKind, id: connections.personId });
  const fresh = {
    chatId,
    username: username ?? null,
    state: 'connected' as const,
    connectedAt: databaseNow,
    blockedAt: null,
  };
  await tx
    .insert(connections)
    .values({ id: newId(), personKind: person.kind, personId: person.id, ...fresh })
    .onConflictDoUpdate({ target: [connections.personKind, connections.personId], set: fresh });
  await reopenLane(tx, platform, laneOf(chatId));
  for (const changed of [person, ...displaced]) tellConnection(tx, platform, changed);
}

/** Whoever gives this chat to somebody takes turns, until the end of the transaction. */
async function lockChat(tx: Tx, chatId: number): Promise<void> {
  const key = `otklik:chat:${chatId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** Whether the chat brings the news of another person of the same kind; stays so until the end of the transaction. */
export async function belongsToAnother(
  tx: Tx,
  { person, chatId }: { person: Person; chatId: number },
): Promise<boolean> {
  await lockChat(tx, chatId);
  return (await tx.$count(connections, isOthers(person, chatId))) > 0;
}

/** Where this person's news goes, if anywhere. */
export async function findConnection(db: Db, person: Person): Promise<Connection | undefined> {
  const [row] = await db.select().from(connections).where(isOf(person));
  return (
    row && {
      chatId: row.chatId,
      ...(row.username !== null && { username: row.username }),
      state: row.state,
      connectedAt: row.connectedAt,
      ...(row.blockedAt && { blockedAt: row.blockedAt }),
    }
  );
}

/** The chats of these people, as lanes. Blocked ones too: their news waits. */
export const telegramAddresses: AddressBook = async (db, people) => {
  if (people.length === 0) return new Map();
  const ids = people.map(({ id }) => id);
  const rows = await db
    .select({ kind: connections.personKind, id: connections.personId, chatId: connections.chatId })
    .from(connections)
    .where(inArray(connections.personId, ids));
  return new Map(rows.map(({ chatId, ...person }) => [personKey(person), laneOf(chatId)]));
};

/** The person has blocked the bot: what waits for this chat waits, and pages say so. */
export async function markBlocked(
  tx: Tx,
  platform: Pick<Platform, 'live' | 'secrets' | 'config'>,
  { chatId, reason }: { chatId: number; reason: string },
): Promise<void> {
  await closeLane(tx, laneOf(chatId), reason);
  await markConnectionBlocked(tx, platform, chatId);
}

/** The same without the lane, for when the ledger has closed it by itself. */
export async function markConnectionBlocked(
  tx: Tx,
  platform: Pick<Platform, 'live' | 'secrets' | 'config'>,
  chatId: number,
): Promise<void> {
  const changed = await tx
    .update(connections)
    .set({ state: 'blocked', blockedAt: databaseNow })
    .where(and(eq(connections.chatId, chatId), eq(connections.state, 'connected')))
    .returning({
      kind: connections.personKind,
      id: connections.personId,
      blockedAt: connections.blockedAt,
    });
  for (const person of changed) tellConnection(tx, platform, person);
  const clients = changed.flatMap(({ kind, id, blockedAt }) =>
    kind === 'client' && blockedAt ? [{ clientId: id, at: blockedAt }] : [],
  );
  await tellOfBlock(tx, { platform, ports: { addresses: telegramAddresses } }, clients);
}

/**
 * The person writes, so can be written to: the chat and what waits for it are open again, and the
 * @name is the present one where it is known. Cheap when all is as it was; says whether the chat was closed.
 */
export async function markReachable(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  { chatId, username }: { chatId: number; username?: string | null },
): Promise<boolean> {
  const opened = await reopenLane(tx, platform, laneOf(chatId));
  const isNews = or(
    eq(connections.state, 'blocked'),
    username === undefined
      ? undefined
      : sql`${connections.username} is distinct from ${username}::text`,
  );
  const changed = await tx
    .update(connections)
    .set({ state: 'connected', blockedAt: null, username })
    .where(and(eq(connections.chatId, chatId), isNews))
    .returning({ kind: connections.personKind, id: connections.personId });
  for (const person of changed) tellConnection(tx, platform, person);
  return opened;
}

/** A chat has a new id (`migrate_to_chat_id`): what waits for it goes there as well. */
export async function moveChat(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const moved = await tx
    .update(connections)
    .set({ chatId: to })
    .where(eq(connections.chatId, from))
    .returning({ kind: connections.personKind, id: connections.personId });
  for (const person of moved) {
    await moveNotices(tx, platform, {
      from: { person, lane: laneOf(from) },
      to: { person, lane: laneOf(to) },
    });
  }
}

/** The person's news goes nowhere from now on. */
export async function dropConnection(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  person: Person,
): Promise<void> {
  await tx.delete(connections).where(isOf(person));
  tellConnection(tx, platform, person);
}

/** The chat of one client becomes another's, who has none. */
export async function passConnection(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  { from, into }: { from: Person; into: Person },
): Promise<void> {
  await tx.update(connections).set({ personId: into.id }).where(isOf(from));
  for (const person of [from, into]) tellConnection(tx, platform, person);
}

function isOf({ kind, id }: Person) {
  return and(eq(connections.personKind, kind), eq(connections.personId, id));
}

/** The chat in the hands of somebody else of the same kind. */
function isOthers(person: Person, chatId: number) {
  return and(
    eq(connections.chatId, chatId),
    eq(connections.personKind, person.kind),
    ne(connections.personId, person.id),
  );
}
