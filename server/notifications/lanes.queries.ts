/** SQL of lanes: learning of new notices, taking the heads of lanes that may send, looking ahead. */
import { inArray, type SQL, sql } from 'drizzle-orm';
import { type Db, rows, type Tx } from '../platform/database.ts';
import { hasFoldable } from './fold.queries.ts';
import { foldReady } from './fold.ts';
import type { ChannelName } from './notice.ts';
import { notices } from './notifications.tables.ts';
import { type Allowance, laneBurst, laneInterval, type Rates } from './rates.ts';
import { present, textList } from './sql.ts';

const admittedAtOnce = 1000;
/** Statements that wait for each other see times a little apart; this many seconds ahead, the clock was set back. */
const surelySetBack = 10;

/**
 * Tells the lanes of new notices. Lanes are locked in order and before any notice, and a notice
 * that somebody is just cancelling is left for the next time: nobody waits in a circle.
 */
export async function admitFresh(tx: Tx, channel: ChannelName, rates: Rates): Promise<number> {
  const fresh = await rows<{ id: string }>(
    tx,
    sql`select id from notices where channel = ${channel} and not admitted
      order by seq limit ${admittedAtOnce}`,
  );
  if (fresh.length === 0) return 0;
  const ids = textList(fresh.map(({ id }) => id));
  await tx.execute(sql`
    insert into lanes as l (channel, address, rank, ready_at)
    select channel, address, min(rank), min(greatest(not_before, ${present}))
    from notices where id in ${ids} and due
    group by channel, address order by address
    on conflict (channel, address) do update set
      rank = case when l.ready_at is null then excluded.rank else least(l.rank, excluded.rank) end,
      ready_at = greatest(least(l.ready_at, excluded.ready_at), l.hold_until,
        ${pacedAt(sql`l`, rates)} - make_interval(secs => ${laneBurst(rates)}))`);
  await tx.execute(sql`
    update notices set admitted = true
    where id in (select id from notices where id in ${ids} for update skip locked)`);
  return fresh.length;
}

export interface Prospect {
  /** New notices wait to be admitted. */
  fresh: boolean;
  /** Milliseconds until a lane with a code or an answer, or with anything else, may send. */
  urgentIn: number | null;
  ordinaryIn: number | null;
  tokens: number;
  /** Milliseconds for which the whole bot is still held. */
  heldFor: number;
  holdReason: string | null;
}

/** One statement that tells the worker whether there is anything to do, and when next. */
export async function lookAhead(db: Db, channel: ChannelName, rates: Rates): Promise<Prospect> {
  const [row] = await rows<Omit<Prospect, 'tokens'> & { tokens: string }>(
    db,
    sql`select
        exists (select from notices where channel = ${channel} and not admitted) as fresh,
        ${earliestReady(channel, sql`(0), (1)`)} as "urgentIn",
        ${earliestReady(channel, sql`(2), (3)`)} as "ordinaryIn",
        ${tokensNow(rates)}::text as tokens,
        ${millisecondsUntil(sql`b.hold_until`)} as "heldFor",
        b.hold_reason as "holdReason"
      from send_buckets b where b.channel = ${channel}`,
  );
  if (!row) throw new Error(`The bucket of ${channel} is missing.`);
  return { ...row, tokens: Number(row.tokens), heldFor: Math.max(0, row.heldFor ?? 0) };
}

export interface Attempt {
  notice: typeof notices.$inferSelect;
  token: string;
}

/**
 * Takes the heads of up to `most` lanes: in one transaction the tokens are drawn, the attempt is
 * written as `sending` with its number and token, and the lanes are leased.
 */
export async function claimHeads(
  tx: Tx,
  {
    channel,
    owner,
    rates,
    most,
    leaseSeconds,
    fileLeaseSeconds,
    allowance,
  }: {
    channel: ChannelName;
    owner: string;
    rates: Rates;
    most: number;
    leaseSeconds: number;
    /** Of what carries a file. */
    fileLeaseSeconds: number;
    allowance: (tokens: number) => Allowance;
  },
): Promise<Attempt[]> {
  const bucket = await lockBucket(tx, channel, rates);
  if (bucket.held) return [];
  const { urgent, ordinary } = allowance(bucket.tokens);
  const ready = await lockReadyLanes(tx, channel, {
    urgent: Math.min(most, urgent),
    ordinary: Math.min(most, ordinary),
  });
  if (ready.length === 0) return [];
  const addresses = ready.map(({ address }) => address);
  const folding = ready.filter(({ foldable }) => foldable);
  await foldReady(
    tx,
    channel,
    folding.map(({ address }) => address),
  );
  // A statement of its own, after the lanes are locked: only its snapshot surely holds all their notices.
  const claimed = await rows<{ id: string; address: string; token: string }>(
    tx,
    sql`with picked as (
        select h.id, h.rank, row_number() over (order by h.rank, l.ready_at, h.seq) as place
        from lanes l cross join lateral (
          select n.id, n.rank, n.seq from notices n
          where n.channel = l.channel and n.address = l.address and n.due
            and (n.not_before is null or n.not_before <= ${present}) and n.expires_at > ${present}
          order by n.rank, n.seq limit 1
        ) h
        where l.channel = ${channel} and l.address in ${textList(addresses)}
      ), allowed as (
        select n.id from picked p join notices n on n.id = p.id
        where n.due and p.place <= ${Math.min(most, urgent)}::int
          and (p.rank <= 1 or p.place <= ${Math.min(most, ordinary)}::int)
        for update of n skip locked
      ), taken as (
        update notices n set state = 'sending', due = false, tries = n.tries + 1,
          token = gen_random_uuid()::text
        from allowed where n.id = allowed.id
        returning n.id, n.address, n.tries, n.token, n.content->'file' is not null as file
      ), tried as (
        insert into notice_tries (notice_id, number, token, owner, started_at)
        select id, tries, token, ${owner}, ${bucket.now}::timestamptz from taken
      ), leased as (
        update lanes l set lease_token = t.token, lease_owner = ${owner}, lease_notice = t.id,
          lease_until = ${present} + make_interval(secs =>
            case when t.file then ${fileLeaseSeconds}::int else ${leaseSeconds}::int end),
          hold_until = null,
          paced_at = greatest(${pacedAt(sql`l`, rates)}, ${present})
            + make_interval(secs => ${laneInterval(rates)})
        from taken t where l.channel = ${channel} and l.address = t.address
          and l.address in ${textList(addresses)}
      )
      select id, address, token from taken`,
  );
  const taken = new Set(claimed.map(({ address }) => address));
  const left = addresses.filter((address) => !taken.has(address));
  if (left.length > 0) await refreshLanes(tx, channel, left, rates);
  if (Number.isFinite(rates.perSecond) && claimed.length > 0) {
    await tx.execute(sql`
      update send_buckets set tokens = ${bucket.tokens - claimed.length}::double precision,
        refilled_at = ${bucket.now}::timestamptz
      where channel = ${channel}`);
  }
  return readAttempts(tx, claimed);
}

/** Sets when each of these lanes may send next, from what waits in it. They must be locked by this transaction. */
export async function refreshLanes(
  tx: Tx,
  channel: ChannelName,
  addresses: readonly string[],
  rates: Rates,
): Promise<void> {
  const paced = sql`${pacedAt(sql`o`, rates)} - make_interval(secs => ${laneBurst(rates)})`;
  await tx.execute(sql`
    update lanes l set
      rank = coalesce(h.rank, f.rank, o.rank),
      ready_at = case
        when h.rank is not null then greatest(${present}, o.hold_until, ${paced})
        when f.rank is not null then greatest(f.not_before, o.hold_until, ${paced})
      end
    from lanes o
    left join lateral (
      select n.rank from notices n
      where n.channel = o.channel and n.address = o.address and n.due
        and (n.not_before is null or n.not_before <= ${present}) and n.expires_at > ${present}
      order by n.rank, n.seq limit 1
    ) h on true
    left join lateral (
      select n.rank, n.not_before from notices n
      where h.rank is null and n.channel = o.channel and n.address = o.address and n.due
        and n.expires_at > ${present}
      order by n.not_before limit 1
    ) f on true
    where l.channel = o.channel and l.address = o.address
      and l.channel = ${channel} and l.address in ${textList(addresses)}
      and o.channel = ${channel} and o.address in ${textList(addresses)}`);
}

async function lockBucket(tx: Tx, channel: ChannelName, rates: Rates) {
  // Without limits there is nothing to draw, and instances need not take turns.
  const lock = Number.isFinite(rates.perSecond) ? sql`for update` : sql``;
  const [row] = await rows<{ tokens: string; now: string; held: boolean }>(
    tx,
    sql`select ${tokensNow(rates)}::text as tokens, ${present}::text as now,
        coalesce(b.hold_until > ${present}, false) as held
      from send_buckets b where b.channel = ${channel} ${lock}`,
  );
  if (!row) throw new Error(`The bucket of ${channel} is missing.`);
  return { ...row, tokens: Number(row.tokens) };
}

async function lockReadyLanes(
  tx: Tx,
  channel: ChannelName,
  most: { urgent: number; ordinary: number },
): Promise<{ address: string; foldable: boolean }[]> {
  return rows<{ address: string; foldable: boolean }>(
    tx,
    sql`select l.address, ${hasFoldable} as foldable
      from (values (0, ${most.urgent}::int), (1, ${most.urgent}::int),
        (2, ${most.ordinary}::int), (3, ${most.ordinary}::int)) as r(rank, most)
      cross join lateral (
        select channel, address from lanes
        where channel = ${channel} and rank = r.rank and ready_at <= ${present}
          and ready_at is not null and lease_token is null and closed_at is null
        order by ready_at limit r.most
        for no key update skip locked
      ) l`,
  );
}

async function readAttempts(
  tx: Tx,
  claimed: readonly { id: string; token: string }[],
): Promise<Attempt[]> {
  if (claimed.length === 0) return [];
  const found = await tx
    .select()
    .from(notices)
    .where(
      inArray(
        notices.id,
        claimed.map(({ id }) => id),
      ),
    );
  const tokens = new Map(claimed.map(({ id, token }) => [id, token]));
  return found
    .sort((one, other) => one.rank - other.rank || one.seq - other.seq)
    .flatMap((notice) => {
      const token = tokens.get(notice.id);
      return token ? [{ notice, token }] : [];
    });
}

function tokensNow(rates: Rates) {
  if (!Number.isFinite(rates.perSecond)) return sql`'Infinity'::double precision`;
  return sql`case when b.refilled_at > ${present} + make_interval(secs => ${surelySetBack})
    then ${rates.capacity}::double precision
    else least(${rates.capacity}::double precision, b.tokens + ${rates.perSecond}::double precision
      * greatest(0, extract(epoch from ${present} - b.refilled_at))) end`;
}

/** How far a lane is ahead of its pace; what the clock, set back, has left far in the future holds nobody. */
function pacedAt(lane: SQL, rates: Rates): SQL {
  const most = laneBurst(rates) + laneInterval(rates) + surelySetBack;
  return sql`case when ${lane}.paced_at <= ${present} + make_interval(secs => ${most})
    then ${lane}.paced_at end`;
}

function earliestReady(channel: ChannelName, ranks: ReturnType<typeof sql>) {
  return sql`(select ${millisecondsUntil(sql`min(l.ready_at)`)}
    from (values ${ranks}) as r(rank) cross join lateral (
      select ready_at from lanes
      where channel = ${channel} and rank = r.rank
        and ready_at is not null and lease_token is null and closed_at is null
      order by ready_at limit 1
    ) l)`;
}

function millisecondsUntil(moment: ReturnType<typeof sql>) {
  // LEAST passes over nulls, and no moment must stay none.
  return sql`case when ${moment} is not null then
    ceil(least(extract(epoch from ${moment} - ${present}) * 1000, 1e9))::int end`;
}
