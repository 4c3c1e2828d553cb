/** SQL of updates that were set aside. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { clients } from '../../identity/identity.tables.ts';
import { staff } from '../../identity/staff.tables.ts';
import { databaseNow } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { connections } from '../connections/connections.tables.ts';
import { telegramUpdates } from '../telegram.tables.ts';

interface ParkedUpdate {
  id: number;
  chatId: number;
  update: Update | null;
  receivedAt: Date;
  error: string | null;
}

/** The oldest first. */
export async function selectParked(db: Db, botId: number, most: number): Promise<ParkedUpdate[]> {
  const { sequence, chatId, update, receivedAt, lastError } = telegramUpdates;
  return db
    .select({ id: sequence, chatId, update, receivedAt, error: lastError })
    .from(telegramUpdates)
    .where(and(eq(telegramUpdates.botId, botId), eq(telegramUpdates.state, 'parked')))
    .orderBy(asc(sequence))
    .limit(most);
}

/** Gives the update as it was; nothing when it is not parked (any more). */
export async function endParked(
  tx: Tx,
  { botId, id, state }: { botId: number; id: number; state: 'waiting' | 'done' },
): Promise<Pick<ParkedUpdate, 'chatId' | 'update'> | undefined> {
  const which = and(
    eq(telegramUpdates.botId, botId),
    eq(telegramUpdates.sequence, id),
    eq(telegramUpdates.state, 'parked'),
  );
  const { chatId, update } = telegramUpdates;
  const [found] = await tx
    .select({ chatId, update })
    .from(telegramUpdates)
    .where(which)
    .for('update');
  if (!found) return undefined;
  await tx
    .update(telegramUpdates)
    .set(
      state === 'waiting'
        ? { state, failures: 0, notBefore: null }
        : { state, update: null, lastError: null, doneAt: databaseNow },
    )
    .where(which);
  return found;
}

interface Connected {
  kind: 'client' | 'staff';
  id: string;
  name: string;
}

/** Who is connected at these chats. */
export async function peopleAt(
  db: Db,
  chats: readonly number[],
): Promise<Map<number, Connected[]>> {
  const found = new Map<number, Connected[]>();
  if (chats.length === 0) return found;
  for (const [kind, table] of [
    ['client', clients],
    ['staff', staff],
  ] as const) {
    const people = await db
      .select({ chatId: connections.chatId, id: table.id, name: table.name })
      .from(connections)
      .innerJoin(table, eq(sql`${table.id}::text`, connections.personId))
      .where(and(eq(connections.personKind, kind), inArray(connections.chatId, [...chats])));
    for (const { chatId, ...person } of people) {
      found.set(chatId, [...(found.get(chatId) ?? []), { kind, ...person }]);
    }
  }
  return found;
}
