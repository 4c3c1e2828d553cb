/** Connections: where a person's news goes. Making or ending one signs nobody in or out. */
import { and, eq, ne } from 'drizzle-orm';
import { closeLane, type Lane, type Person, reopenLane } from '../notifications/notifications.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
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

/** The live topic on which a person's pages hear of their connection. */
export function viewerTopic(person: Person): string {
  return `viewer:${person.kind}:${person.id}`;
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
  const displaced = await tx
    .delete(connections)
    .where(
      and(
        eq(connections.chatId, chatId),
        eq(connections.personKind, person.kind),
        ne(connections.personId, person.id),
      ),
    )
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
  for (const changed of [person, ...displaced]) platform.live.publish(tx, viewerTopic(changed));
}

/** Where this person's news goes, if anywhere. */
export async function findConnection(db: Db, person: Person): Promise<Connection | undefined> {
  const [row] = await db
    .select()
    .from(connections)
    .where(and(eq(connections.personKind, person.kind), eq(connections.personId, person.id)));
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

/** The person has blocked the bot: what waits for this chat waits, and pages say so. */
export async function markBlocked(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  { chatId, reason }: { chatId: number; reason: string },
): Promise<void> {
  await closeLane(tx, laneOf(chatId), reason);
  await markConnectionBlocked(tx, platform, chatId);
}

/** The same without the lane, for when the ledger has closed it by itself. */
export async function markConnectionBlocked(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  chatId: number,
): Promise<void> {
  const changed = await tx
    .update(connections)
    .set({ state: 'blocked', blockedAt: databaseNow })
    .where(and(eq(connections.chatId, chatId), eq(connections.state, 'connected')))
    .returning({ kind: connections.personKind, id: connections.personId });
  for (const person of changed) platform.live.publish(tx, viewerTopic(person));
}

/** The person writes, so can be written to: the chat and what waits for it are open again. Cheap when they are; says whether they were not. */
export async function markReachable(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  chatId: number,
): Promise<boolean> {
  const opened = await reopenLane(tx, platform, laneOf(chatId));
  const changed = await tx
    .update(connections)
    .set({ state: 'connected', blockedAt: null })
    .where(and(eq(connections.chatId, chatId), eq(connections.state, 'blocked')))
    .returning({ kind: connections.personKind, id: connections.personId });
  for (const person of changed) platform.live.publish(tx, viewerTopic(person));
  return opened;
}

/** A chat has a new id (`migrate_to_chat_id`). */
export async function moveChat(tx: Tx, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.update(connections).set({ chatId: to }).where(eq(connections.chatId, from));
}
