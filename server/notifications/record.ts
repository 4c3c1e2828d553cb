/** Writes outcomes: what became of each notice, and what follows for its lane and for the whole bot. */
import { getTableColumns, inArray, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { rows, type Tx } from '../platform/database.ts';
import { scrub } from '../platform/log.ts';
import { effectOnBot } from './bot-hold.ts';
import type { Channel, RecordedOutcome } from './channel.ts';
import { refreshLanes } from './lanes.queries.ts';
import { type NoticeFacts, ranks } from './notice.ts';
import { factsOf } from './notifications.queries.ts';
import { notices } from './notifications.tables.ts';
import type { Rates } from './rates.ts';
import { laneEffect, type Settlement, settle, type TriedLane } from './settle.ts';
import { present, textList } from './sql.ts';

export interface Result {
  noticeId: string;
  token: string;
  outcome: RecordedOutcome;
  /** Nobody has answered: the lease ran out, or its owner is dead. */
  lapsed?: boolean;
  /** The channel's hook has failed too often; the outcome must not be lost with it. */
  withoutHook?: boolean;
}

export interface Recorded {
  facts: NoticeFacts;
  outcome: RecordedOutcome;
  late: boolean;
  /** For how long it has waited, once it is delivered. */
  seconds: number;
}

/** The channel's hook threw: the transaction is gone, and the next one must know whose fault it was. */
export class HookFailed extends Error {
  readonly noticeId: string;
  constructor(noticeId: string, cause: unknown) {
    super('The channel could not record an outcome.', { cause });
    this.name = 'HookFailed';
    this.noticeId = noticeId;
  }
}

/**
 * Records results in the order of their arrival. Notices are locked first, then what the channel's
 * hook touches, then the lanes, then the bucket: whoever else takes several of these keeps to it.
 */
export async function recordResults(
  tx: Tx,
  results: readonly Result[],
  { channel, rates, random }: { channel: Channel; rates: Rates; random: () => number },
): Promise<Recorded[]> {
  const standing = await lockNotices(
    tx,
    results.map(({ noticeId }) => noticeId),
  );
  const changes = results.flatMap((result) => {
    const notice = standing.get(result.noticeId);
    const change = notice && decide(notice, result);
    return change ? [change] : [];
  });
  await writeTries(tx, results);
  await writeNotices(tx, changes);
  const recorded: Recorded[] = [];
  for (const change of changes) {
    const facts = { ...change.facts };
    await tell(tx, channel, change, facts);
    const { outcome } = change.result;
    recorded.push({ facts, outcome, late: change.late, seconds: change.seconds });
  }
  const effects = await writeLanes(tx, changes, { channel, rates, random });
  await effectOnBot(tx, channel.name, { effects, random });
  return recorded;
}

type NoticeRow = Omit<typeof notices.$inferSelect, 'content' | 'sealed'> & { seconds: string };

interface Change {
  result: Result;
  facts: NoticeFacts;
  settlement: Settlement;
  /** The lease was lost before the answer came. */
  late: boolean;
  seconds: number;
}

async function lockNotices(tx: Tx, ids: readonly string[]): Promise<Map<string, NoticeRow>> {
  const { content: _content, sealed: _sealed, ...columns } = getTableColumns(notices);
  const found = await tx
    .select({
      ...columns,
      seconds: sql<string>`extract(epoch from ${present} - ${notices.createdAt})::text`,
    })
    .from(notices)
    .where(inArray(notices.id, [...ids]))
    .orderBy(notices.id)
    .for('update');
  return new Map(found.map((row) => [row.id, row]));
}

function decide(notice: NoticeRow, result: Result): Change | undefined {
  const { outcome } = result;
  const current = notice.token === result.token;
  const standing = {
    code: notice.rank === ranks.indexOf('code'),
    uncertainTimes: notice.uncertainTimes,
    ...(notice.messageId !== null && { messageId: notice.messageId }),
  };
  if (current && notice.state === 'sending') {
    return changeOf(notice, result, settle(standing, outcome), false);
  }
  // The answer comes after the lease was lost. Only good news still changes something.
  if (outcome.kind !== 'delivered' || notice.state === 'delivered') return undefined;
  const { messageId } = outcome;
  if (notice.state === 'sending') {
    // The repetition is under way: its outcome will find this message id.
    const uncertainTimes = notice.uncertainTimes - 1;
    const unchanged = { state: notice.state, due: false, perhapsTwice: false };
    return changeOf(notice, result, { ...unchanged, uncertainTimes, messageId }, true);
  }
  const others = notice.uncertainTimes - 1;
  const settlement = settle({ ...standing, uncertainTimes: Math.max(0, others) }, outcome);
  return changeOf(notice, result, settlement, true);
}

function changeOf(
  notice: NoticeRow,
  result: Result,
  settlement: Settlement,
  late: boolean,
): Change {
  const { state, due, perhapsTwice, messageId } = settlement;
  const reason = settlement.reason === undefined ? undefined : scrub(settlement.reason);
  const facts = { ...factsOf(notice), state, waiting: due, perhapsTwice, messageId, reason };
  return {
    result,
    facts,
    settlement: { ...settlement, reason },
    late,
    seconds: Number(notice.seconds),
  };
}

async function writeTries(tx: Tx, results: readonly Result[]): Promise<void> {
  const ended = results.map(({ noticeId, token, outcome, lapsed = false }) => ({
    id: noticeId,
    token,
    lapsed,
    outcome: outcome.kind,
    reason: 'reason' in outcome ? scrub(outcome.reason) : null,
  }));
  await tx.execute(sql`
    update notice_tries t set ended_at = ${present}, outcome = r.outcome, reason = r.reason
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb)
      as r(id text, token text, lapsed boolean, outcome text, reason text)
    where t.notice_id in ${textList(ended.map(({ id }) => id))}
      and t.notice_id = r.id and t.token = r.token and (t.ended_at is null or not r.lapsed)`);
}

async function writeNotices(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const values = changes.map(({ facts, settlement }) => ({ id: facts.id, ...settlement }));
  // A notice that is still to be sent keeps its secret; any other outcome erases it.
  await tx.execute(sql`
    update notices n set state = r.state, reason = r.reason, due = r.due,
      perhaps_twice = r."perhapsTwice", uncertain_times = r."uncertainTimes",
      message_id = r."messageId",
      sealed = case when r.due then n.sealed end,
      settled_at = case when r.due or r.state = 'sending' then null else ${present} end
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as r(id text, state text, reason text, due boolean, "perhapsTwice" boolean,
        "uncertainTimes" int, "messageId" text)
    where n.id in ${textList(values.map(({ id }) => id))} and n.id = r.id`);
}

async function tell(tx: Tx, channel: Channel, change: Change, facts: NoticeFacts): Promise<void> {
  if (change.result.withoutHook || !channel.recordOutcome || facts.state === 'sending') return;
  try {
    await channel.recordOutcome(tx, facts, change.result.outcome);
  } catch (error) {
    throw new HookFailed(facts.id, error);
  }
}

async function writeLanes(
  tx: Tx,
  changes: readonly Change[],
  { channel, rates, random }: { channel: Channel; rates: Rates; random: () => number },
): Promise<TriedLane[]> {
  const addresses = [...new Set(changes.map(({ facts }) => facts.lane.address))];
  if (addresses.length === 0) return [];
  const locked = await rows<{ address: string; failures: number }>(
    tx,
    sql`select address, failures from lanes
      where channel = ${channel.name} and address in ${textList(addresses)}
      order by address for no key update`,
  );
  const failuresOf = new Map(locked.map(({ address, failures }) => [address, failures]));
  const effects = changes.map(({ facts, result, settlement }) => ({
    address: facts.lane.address,
    token: result.token,
    outcome: result.outcome,
    ...laneEffect(result.outcome, {
      due: settlement.due,
      failures: failuresOf.get(facts.lane.address) ?? 0,
      random,
    }),
  }));
  await tx.execute(sql`
    update lanes l set
      lease_token = case when l.lease_token = r.token then null else l.lease_token end,
      lease_until = case when l.lease_token = r.token then null else l.lease_until end,
      lease_owner = case when l.lease_token = r.token then null else l.lease_owner end,
      lease_notice = case when l.lease_token = r.token then null else l.lease_notice end,
      hold_until = case when r."holdSeconds" > 0
        then ${present} + make_interval(secs => r."holdSeconds") end,
      failures = r.failures, trouble = r.trouble,
      troubled_at = case when r.trouble is not null then ${present} end,
      closed_at = case when r.closed is not null then ${databaseNow} else l.closed_at end,
      closed_reason = coalesce(r.closed, l.closed_reason),
      closed_by_try = l.closed_by_try or r.closed is not null
    from jsonb_to_recordset(${lastOfEach(effects)}::jsonb)
      as r(address text, token text, "holdSeconds" double precision, failures int, trouble text,
        closed text)
    where l.channel = ${channel.name} and l.address in ${textList(addresses)}
      and l.address = r.address`);
  await refreshLanes(tx, channel.name, addresses, rates);
  return effects;
}

/** A lane has one attempt under way, but a late answer of an earlier one may come in the same batch. */
function lastOfEach(effects: readonly { address: string; closed?: string }[]): string {
  const last = new Map(effects.map((effect) => [effect.address, effect]));
  return JSON.stringify(
    [...last.values()].map((effect) => ({
      ...effect,
      closed: effect.closed === undefined ? undefined : scrub(effect.closed),
    })),
  );
}
