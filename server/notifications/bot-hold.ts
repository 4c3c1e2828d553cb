/** What holds the whole bot: many lanes in trouble at once, a refused token, a server that knows nobody. */
import { sql } from 'drizzle-orm';
import { rows, type Tx } from '../platform/database.ts';
import { scrub } from '../platform/log.ts';
import type { ChannelName } from './notice.ts';
import { backOff, type TriedLane } from './settle.ts';
import { present } from './sql.ts';

/** So many lanes in the same trouble within so many seconds mean the bot, not the chats. */
const troubledLanes = 3;
const troubleSeconds = 5;
/** More lanes than this unreachable in a row mean a wrong server. */
const unreachableInARow = 20;
const wrongServerHold = 600;
const refusedHold = 60;

/** Makes the row that all instances share, and lifts what a restart is the answer to: a wrong token, a wrong server. */
export async function openBucket(tx: Tx, channel: ChannelName, capacity: number): Promise<void> {
  const tokens = Number.isFinite(capacity) ? capacity : 0;
  await tx.execute(sql`
    insert into send_buckets as b (channel, tokens, refilled_at)
    values (${channel}, ${tokens}::double precision, ${present})
    on conflict (channel) do update set hold_until = null, hold_reason = null,
      unreachable_run = 0, run_since = null
    where b.hold_reason like 'refused%' or b.hold_reason = 'many_unreachable'`);
}

/** Counts what these tries say about the bot as a whole, and holds it when they say enough. */
export async function effectOnBot(
  tx: Tx,
  channel: ChannelName,
  { effects, random }: { effects: readonly TriedLane[]; random: () => number },
): Promise<void> {
  const outcomes = effects.map(({ outcome }) => outcome.kind);
  const lastDelivery = outcomes.lastIndexOf('delivered');
  if (lastDelivery >= 0) {
    await tx.execute(sql`
      update send_buckets set failures = 0, unreachable_run = 0, run_since = null
      where channel = ${channel} and (failures > 0 or unreachable_run > 0)`);
  }
  const since = effects.slice(lastDelivery + 1);
  await countUnreachable(
    tx,
    channel,
    since.filter(({ outcome }) => outcome.kind === 'unreachable').length,
  );
  const refused = since.find(({ outcome }) => outcome.kind === 'stop')?.outcome;
  if (refused && 'reason' in refused) {
    await hold(tx, channel, { seconds: refusedHold, reason: `refused: ${scrub(refused.reason)}` });
  }
  for (const trouble of ['rate_limit', 'connect', 'server'] as const) {
    const troubled = effects.filter((effect) => effect.trouble === trouble);
    if (troubled.length === 0) continue;
    const named = troubled.some(
      ({ outcome }) => outcome.kind === 'retry' && outcome.scope === 'bot',
    );
    if (!named && (await countTroubled(tx, channel, trouble)) < troubledLanes) continue;
    if (trouble === 'rate_limit') {
      const seconds = Math.max(...troubled.map(({ holdSeconds }) => holdSeconds));
      await hold(tx, channel, { seconds, reason: trouble });
    } else {
      await holdLonger(tx, channel, { reason: trouble, random });
    }
  }
}

async function countTroubled(tx: Tx, channel: ChannelName, trouble: string): Promise<number> {
  const [row] = await rows<{ count: number }>(
    tx,
    sql`select count(*)::int as count from lanes
      where channel = ${channel} and trouble = ${trouble}
        and troubled_at > ${present} - make_interval(secs => ${troubleSeconds})`,
  );
  return row?.count ?? 0;
}

async function countUnreachable(tx: Tx, channel: ChannelName, more: number): Promise<void> {
  if (more === 0) return;
  const [row] = await rows<{ run: number }>(
    tx,
    sql`update send_buckets set unreachable_run = unreachable_run + ${more},
        run_since = coalesce(run_since, ${present} - interval '1 second')
      where channel = ${channel} returning unreachable_run as run`,
  );
  if (!row || row.run <= unreachableInARow) return;
  await hold(tx, channel, { seconds: wrongServerHold, reason: 'many_unreachable' });
  // These closings are not believed: their lanes are tried again when the hold is over.
  await tx.execute(sql`
    with opened as (
      update lanes l set closed_at = null, closed_reason = null, closed_by_try = false,
        ready_at = ${present}
      where l.channel = ${channel} and l.closed_by_try
        and l.closed_at >= (select run_since from send_buckets where channel = ${channel})
      returning l.address
    )
    update notices n set state = 'queued', reason = 'lane.reopened'
    from opened o
    where n.channel = ${channel} and n.address = o.address and n.due and n.state = 'unreachable'`);
}

/** Never shortens a hold. */
async function hold(
  tx: Tx,
  channel: ChannelName,
  { seconds, reason }: { seconds: number; reason: string },
): Promise<void> {
  const until = sql`${present} + make_interval(secs => ${seconds})`;
  await tx.execute(sql`
    update send_buckets set hold_until = ${until}, hold_reason = ${reason}
    where channel = ${channel} and (hold_until is null or hold_until < ${until})`);
}

/** Doubles with each hold in a row; many failures of one moment count once. */
async function holdLonger(
  tx: Tx,
  channel: ChannelName,
  { reason, random }: { reason: string; random: () => number },
): Promise<void> {
  const [row] = await rows<{ failures: number }>(
    tx,
    sql`update send_buckets set failures = failures + 1
      where channel = ${channel} and (hold_until is null or hold_until <= ${present})
      returning failures`,
  );
  if (row) await hold(tx, channel, { seconds: backOff(row.failures, random), reason });
}
