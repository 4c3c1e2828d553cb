/** SQL of the updates that come in. */
import { and, eq, notInArray, or, sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { databaseNow } from '../../platform/clock.ts';
import { type Db, rows, type Tx } from '../../platform/database.ts';
import { telegramUpdates } from '../telegram.tables.ts';

/** Stores those that are not there yet, in their order, and says how many were new. */
export async function insertUpdates(
  tx: Tx,
  botId: number,
  updates: readonly { update: Update; chatId: number }[],
): Promise<number> {
  const stored = await tx
    .insert(telegramUpdates)
    .values(
      updates.map(({ update, chatId }) => ({ botId, updateId: update.update_id, chatId, update })),
    )
    .onConflictDoNothing()
    .returning({ updateId: telegramUpdates.updateId });
  return stored.length;
}

export interface ClaimedUpdate {
  updateId: number;
  chatId: number;
  update: Update;
}

/**
 * Locks the first waiting update of some chat whose turn it is. The lock lasts as long as the
 * transaction; chats that are locked are passed over. Later updates of a chat are never its first,
 * so its order holds whoever works. The chats of `last` come when no other has anything.
 */
export async function claimUpdate(
  tx: Tx,
  botId: number,
  last: readonly number[] = [],
): Promise<ClaimedUpdate | undefined> {
  const first = last.length > 0 ? await claimBut(tx, botId, last) : undefined;
  return first ?? claimBut(tx, botId, []);
}

async function claimBut(
  tx: Tx,
  botId: number,
  chats: readonly number[],
): Promise<ClaimedUpdate | undefined> {
  const others = chats.length > 0 ? notInArray(sql`u.chat_id`, [...chats]) : sql`true`;
  const [row] = await rows<{ update_id: string; chat_id: string; body: string }>(
    tx,
    sql`select u.update_id::text, u.chat_id::text, u.update::text as body
      from telegram_updates u
      where u.bot_id = ${botId} and u.state = 'waiting'
        and (u.not_before is null or u.not_before <= (select ${databaseNow}))
        and ${others}
        and not exists (
          select 1 from telegram_updates e
          where e.bot_id = u.bot_id and e.chat_id = u.chat_id
            and e.state = 'waiting' and e.sequence < u.sequence
        )
      order by u.sequence
      limit 1
      for update of u skip locked`,
  );
  return (
    row && {
      updateId: Number(row.update_id),
      chatId: Number(row.chat_id),
      update: JSON.parse(row.body) as Update,
    }
  );
}

/** Done in the transaction of its effect; what it said is forgotten, that it was here is not. */
export async function markDone(tx: Tx, botId: number, updateId: number): Promise<void> {
  await tx
    .update(telegramUpdates)
    .set({ state: 'done', update: null, lastError: null, doneAt: databaseNow })
    .where(and(eq(telegramUpdates.botId, botId), eq(telegramUpdates.updateId, updateId)));
}

/** Seconds before the second, third … try; after the last the update is parked. */
const pauses = [1, 5, 15, 30];

/** Counts a failure of an update that is claimed, and parks it at the fifth. */
export async function countFailure(
  tx: Tx,
  { botId, updateId, reason }: { botId: number; updateId: number; reason: string },
): Promise<{ parked: boolean }> {
  const [row] = await tx
    .update(telegramUpdates)
    .set({ failures: sql`${telegramUpdates.failures} + 1`, lastError: reason })
    .where(
      and(
        eq(telegramUpdates.botId, botId),
        eq(telegramUpdates.updateId, updateId),
        eq(telegramUpdates.state, 'waiting'),
      ),
    )
    .returning({ failures: telegramUpdates.failures });
  if (!row) return { parked: false };
  const pause = pauses[row.failures - 1];
  await tx
    .update(telegramUpdates)
    .set(
      pause === undefined
        ? { state: 'parked' }
        : { notBefore: sql`${databaseNow} + make_interval(secs => ${pause})` },
    )
    .where(and(eq(telegramUpdates.botId, botId), eq(telegramUpdates.updateId, updateId)));
  return { parked: pause === undefined };
}

/**
 * Forgets what is done and 48 h old: Telegram repeats nothing after 24 h. What is parked waits 30 days
 * for the operator to decide: what people wrote does not disappear in silence.
 */
export async function deleteOldUpdates(db: Db): Promise<void> {
  const { state, receivedAt } = telegramUpdates;
  await db
    .delete(telegramUpdates)
    .where(
      or(
        and(eq(state, 'done'), sql`${receivedAt} < ${databaseNow} - interval '48 hours'`),
        and(eq(state, 'parked'), sql`${receivedAt} < ${databaseNow} - interval '30 days'`),
      ),
    );
}

export async function countParked(db: Db, botId: number): Promise<number> {
  const [row] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from telegram_updates
      where bot_id = ${botId} and state = 'parked'`,
  );
  return row?.count ?? 0;
}
