/** SQL of lanes in which nobody can be reached, until the person is there again. */
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { type Lane, ranks } from './notice.ts';
import { lanes, notices } from './notifications.tables.ts';
import { present } from './sql.ts';

export async function closeLaneRow(tx: Tx, lane: Lane, reason: string): Promise<void> {
  await tx
    .insert(lanes)
    .values({ ...lane, rank: ranks.length - 1, closedAt: databaseNow, closedReason: reason })
    .onConflictDoUpdate({
      target: [lanes.channel, lanes.address],
      set: { closedAt: databaseNow, closedReason: reason, closedByTry: false },
    });
}

/** Says whether it was closed. */
export async function reopenLaneRow(tx: Tx, lane: Lane): Promise<boolean> {
  const opened = await tx
    .update(lanes)
    .set({
      closedAt: null,
      closedReason: null,
      closedByTry: false,
      // What holds the chat back (a 429, its pace) holds for whoever comes back just as well.
      readyAt: sql`greatest(coalesce(ready_at, ${databaseNow}), hold_until)`,
      failures: 0,
    })
    .where(
      and(
        eq(lanes.channel, lane.channel),
        eq(lanes.address, lane.address),
        isNotNull(lanes.closedAt),
      ),
    )
    .returning({ address: lanes.address });
  if (opened.length === 0) return false;
  await tx
    .update(notices)
    .set({ state: 'queued', reason: 'lane.reopened' })
    .where(
      and(
        notices.due,
        eq(notices.channel, lane.channel),
        eq(notices.address, lane.address),
        eq(notices.state, 'unreachable'),
      ),
    );
  await gatherWaiting(tx, lane);
  return true;
}

/** Two or more that still matter go out as one digest. */
async function gatherWaiting(tx: Tx, { channel, address }: Lane): Promise<void> {
  const waiting = sql`channel = ${channel} and address = ${address} and due and foldable
    and content->'fold' is not null and uncertain_times = 0 and expires_at > ${present}`;
  await tx.execute(sql`
    update notices set gathered = true, reason = 'lane.reopened'
    where ${waiting} and (not_before is null or not_before <= ${present})
      and (select count(*) from notices where ${waiting}) > 1`);
}

export async function selectClosedLane(db: Db, lane: Lane): Promise<boolean> {
  const closed = await db
    .select({ address: lanes.address })
    .from(lanes)
    .where(
      and(
        eq(lanes.channel, lane.channel),
        eq(lanes.address, lane.address),
        isNotNull(lanes.closedAt),
      ),
    );
  return closed.length > 0;
}
