/** SQL of the ledger for the operator: pages that stay quick at any size, and counts that end at 1,000. */
import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { deliveryAreas, deliveryTabs } from '../../contract/deliveries.ts';
import { lanes, notices, noticeTries, sendBuckets } from '../notifications/notifications.tables.ts';
import type { NoticeState, Person, Subject } from '../notifications/notifications.ts';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows } from '../platform/database.ts';
import { ofArea } from './area.ts';

export type Tab = (typeof deliveryTabs)[number];

export interface DeliveryFilter {
  tab: Tab;
  area?: (typeof deliveryAreas)[number] | undefined;
  /** Of one of these people; of nobody when the list is empty. */
  people?: readonly Person[] | undefined;
  subject?: Subject | undefined;
}

const { content: _words, sealed: _secret, ...facts } = getTableColumns(notices);

/** The newest first; `before` is the place of the last row of the page before. */
export async function selectDeliveries(
  db: Db,
  filter: DeliveryFilter,
  { before, most }: { before: number | undefined; most: number },
) {
  const picked = await rows<{ id: string }>(
    db,
    sql`select p.id from (${picks(filter, { before, most })}) p order by p.seq desc limit ${most}`,
  );
  if (picked.length === 0) return [];
  const ids = picked.map(({ id }) => id);
  const found = await withLanes(db, inArray(notices.id, ids));
  return found.toSorted((one, other) => other.notice.seq - one.notice.seq);
}

export type DeliveryFacts = Awaited<ReturnType<typeof selectDeliveries>>[number];

export async function selectDelivery(db: Db, id: string): Promise<DeliveryFacts | undefined> {
  const [found] = await withLanes(db, eq(notices.id, id));
  return found;
}

export async function selectContent(db: Db, id: string) {
  const { content, expiresAt, foldedInto } = notices;
  const [found] = await db
    .select({ content, expiresAt, foldedInto })
    .from(notices)
    .where(eq(notices.id, id));
  return found;
}

/** The latest tries first; so many are enough to see what goes on. */
export async function selectTries(db: Db, id: string) {
  return db
    .select()
    .from(noticeTries)
    .where(eq(noticeTries.noticeId, id))
    .orderBy(sql`${noticeTries.number} desc`)
    .limit(100);
}

/** What went out in this one. */
export async function selectMembers(db: Db, id: string) {
  const { kind, createdAt, seq } = notices;
  return db
    .select({ id: notices.id, kind, createdAt })
    .from(notices)
    .where(eq(notices.foldedInto, id))
    .orderBy(seq)
    .limit(100);
}

/** At most 1,000. */
export async function countOf(db: Db, tab: Tab): Promise<number> {
  const [row] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count
      from (select 1 from (${picks({ tab }, { before: undefined, most: 1000 })}) p limit 1000) counted`,
  );
  return row?.count ?? 0;
}

/** What holds the whole bot at this moment. */
export async function selectHold(db: Db): Promise<{ until: Date; reason: string } | undefined> {
  const [held] = await db
    .select({ until: sendBuckets.holdUntil, reason: sendBuckets.holdReason })
    .from(sendBuckets)
    .where(sql`${sendBuckets.holdUntil} > (select ${databaseNow})`);
  return held?.until ? { until: held.until, reason: held.reason ?? '' } : undefined;
}

function withLanes(db: Db, which: SQL) {
  return db
    .select({
      notice: facts,
      closedAt: lanes.closedAt,
      closedReason: lanes.closedReason,
      holdUntil: lanes.holdUntil,
      now: sql<Date>`(select ${databaseNow})`.mapWith(notices.createdAt),
    })
    .from(notices)
    .leftJoin(lanes, and(eq(lanes.channel, notices.channel), eq(lanes.address, notices.address)))
    .where(which);
}

type Range = { before: number | undefined; most: number };

/** `id` and `seq` of what fits, read along the index that narrows most. */
function picks(filter: DeliveryFilter, range: Range): SQL {
  const { people, subject, tab } = filter;
  if (people) return ofPeople(people, conditions(filter, range), range);
  if (subject) {
    const about = sql`n.subject_kind = ${subject.kind} and n.subject_id = ${subject.id}`;
    return newest(sql`notices n`, [about, ...conditions(filter, range)], range);
  }
  if (tab === 'all') return newest(sql`notices n`, conditions(filter, range), range);
  return ofTab(tab, conditions(filter, range), range);
}

function conditions({ tab, area }: DeliveryFilter, { before }: Range): SQL[] {
  return [
    ...(tab === 'all' ? [] : [inTab(tab)]),
    ...(area === undefined ? [] : [ofArea(sql`n.kind`, area)]),
    ...(before === undefined ? [] : [sql`n.seq < ${before}`]),
  ];
}

function newest(from: SQL, where: readonly SQL[], { most }: Range): SQL {
  const which = where.length > 0 ? sql`where ${sql.join([...where], sql` and `)}` : sql``;
  return sql`select n.id, n.seq from ${from} ${which} order by n.seq desc limit ${most}`;
}

function ofPeople(people: readonly Person[], where: readonly SQL[], range: Range): SQL {
  if (people.length === 0) return sql`select ''::text as id, 0::bigint as seq where false`;
  const values = sql.join(
    people.map(({ kind, id }) => sql`(${kind}::text, ${id}::text)`),
    sql`, `,
  );
  const theirs = sql`n.person_kind = w.kind and n.person_id = w.id`;
  return sql`select o.id, o.seq from (values ${values}) as w(kind, id)
    cross join lateral (${newest(sql`notices n`, [theirs, ...where], range)}) o`;
}

const states: Record<Exclude<Tab, 'all'>, readonly NoticeState[]> = {
  waiting: ['queued', 'sending', 'uncertain'],
  unreachable: ['unreachable'],
  problems: ['failed', 'uncertain'],
  delivered: ['delivered'],
  ended: ['skipped', 'cancelled', 'expired', 'folded'],
};

function ofTab(tab: Exclude<Tab, 'all'>, where: readonly SQL[], range: Range): SQL {
  const values = sql.join(
    states[tab].map((state) => sql`(${state}::text)`),
    sql`, `,
  );
  // With `=` the order by state would say nothing, and the newest of all notices might be looked through
  // for a state in which there are none.
  const oneState = sql`where ${sql.join([sql`n.state between w.state and w.state`, ...where], sql` and `)}`;
  const inState = sql`select o.id, o.seq from (values ${values}) as w(state)
    cross join lateral (select n.id, n.seq from notices n ${oneState}
      order by n.state desc, n.seq desc limit ${range.most}) o`;
  if (tab !== 'unreachable') return inState;
  // Others in the lane of somebody who cannot be reached are still `queued`.
  const behind = newest(
    sql`lanes c join notices n on n.channel = c.channel and n.address = c.address`,
    [sql`c.closed_at is not null and n.due and n.state <> 'unreachable'`, ...where],
    range,
  );
  return sql`${inState} union all (${behind})`;
}

const closed = sql`exists (select from lanes l
  where l.channel = n.channel and l.address = n.address and l.closed_at is not null)`;

function inTab(tab: Exclude<Tab, 'all'>): SQL {
  if (tab === 'waiting') return sql`(n.state = 'sending' or (n.due and not ${closed}))`;
  if (tab === 'unreachable') return sql`(n.state = 'unreachable' or (n.due and ${closed}))`;
  if (tab === 'problems') return sql`(n.state = 'failed' or (n.state = 'uncertain' and not n.due))`;
  const values = states[tab].map((state) => sql`${state}`);
  return sql`n.state in (${sql.join(values, sql`, `)})`;
}
