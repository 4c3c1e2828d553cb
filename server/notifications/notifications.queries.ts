/** SQL of the front door. Writers of notices touch no lane, so that they never wait for the worker. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { type Secrets, seal } from '../platform/secrets.ts';
import { type Lane, type NoticeFacts, type Person, ranks, type Subject } from './notice.ts';
import { lanes, notices } from './notifications.tables.ts';
import type { PlannedNotice } from './preferences.ts';
import { present, textList } from './sql.ts';

const weekSeconds = 7 * 24 * 3600;
// A statement takes 65,535 parameters at most.
const rowsInOne = 1000;

export async function insertNotices(
  tx: Tx,
  secrets: Secrets,
  given: readonly PlannedNotice[],
): Promise<string[]> {
  const values = given.map((notice) => rowOf(notice, secrets));
  const inserted = new Set<string>();
  for (let start = 0; start < values.length; start += rowsInOne) {
    const some = await tx
      .insert(notices)
      .values(values.slice(start, start + rowsInOne))
      .onConflictDoNothing({ target: notices.key })
      .returning({ id: notices.id });
    for (const { id } of some) inserted.add(id);
  }
  if (inserted.size === values.length) return values.map(({ id }) => id);
  const keys = values.flatMap(({ id, key }) => (key && !inserted.has(id) ? [key] : []));
  const known = await tx
    .select({ id: notices.id, key: notices.key })
    .from(notices)
    .where(sql`${notices.key} in ${textList(keys)}`);
  const idOf = new Map(known.map((row) => [row.key ?? undefined, row.id]));
  return values.map(({ id, key }) => (inserted.has(id) ? id : (idOf.get(key) ?? id)));
}

export async function cancelDueNotices(
  tx: Tx,
  {
    subject,
    kind,
    person,
    reason,
  }: { subject: Subject; kind?: string; person?: Person; reason: string },
): Promise<string[]> {
  // What is being sent cannot be called back, but if it is refused it must not be tried again.
  const cancelled = await tx
    .update(notices)
    .set({
      state: sql`case when due then ${endedAs('cancelled')} else state end`,
      reason: sql`case when due then ${reason} else reason end`,
      due: false,
      sealed: sql`case when not due then sealed end`,
      settledAt: sql`case when due then ${databaseNow} end`,
      expiresAt: sql`case when due then expires_at else ${databaseNow} end`,
    })
    .where(
      and(
        isNull(notices.settledAt),
        eq(notices.subjectKind, subject.kind),
        eq(notices.subjectId, subject.id),
        kind === undefined ? undefined : eq(notices.kind, kind),
        person && and(eq(notices.personKind, person.kind), eq(notices.personId, person.id)),
      ),
    )
    .returning({ id: notices.id, state: notices.state });
  const ids = cancelled.flatMap(({ id, state }) => (state === 'sending' ? [] : [id]));
  return [...ids, ...(await cancelFolded(tx, { subject, kind, reason }))];
}

/** A digest that has not gone out is made anew without these; one that is being sent, if it is refused. */
async function cancelFolded(
  tx: Tx,
  { subject, kind, reason }: { subject: Subject; kind?: string; reason: string },
): Promise<string[]> {
  const cancelled = await rows<{ id: string; state: string }>(
    tx,
    sql`with folded as (
        select id, folded_into from notices
        where subject_kind = ${subject.kind} and subject_id = ${subject.id} and state = 'folded'
          ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
      ), digests as (
        select id, due and uncertain_times = 0 as unsent from notices
        where id in (select folded_into from folded) and settled_at is null
        for update
      )
      update notices n set
        state = case when d.unsent then 'cancelled' else n.state end,
        reason = case when d.unsent then ${reason} else n.reason end,
        expires_at = case when d.unsent then n.expires_at else ${present} end
      from digests d
      where n.folded_into = d.id and n.id in (select id from folded)
      returning n.id, n.state`,
  );
  return cancelled.flatMap(({ id, state }) => (state === 'cancelled' ? [id] : []));
}

/** In a new lane they are admitted again: only the worker touches lanes. */
export async function moveDueNotices(
  tx: Tx,
  { from, to }: Record<'from' | 'to', { person: Person; lane: Lane }>,
): Promise<void> {
  const sameLane = from.lane.address === to.lane.address;
  await tx
    .update(notices)
    .set({
      personId: to.person.id,
      ...(!sameLane && {
        address: to.lane.address,
        admitted: false,
        state: 'queued' as const,
        reason: null,
      }),
    })
    .where(
      and(
        notices.due,
        eq(notices.channel, from.lane.channel),
        eq(notices.address, from.lane.address),
        eq(notices.personKind, from.person.kind),
        eq(notices.personId, from.person.id),
        sameLane ? undefined : sql`${notices.state} in ('queued', 'unreachable')`,
      ),
    );
}

/** What may have arrived once must not end as if it surely had not. */
export function endedAs(state: 'cancelled' | 'expired') {
  return sql`case when uncertain_times > 0 then 'uncertain' else ${state} end`;
}

export async function selectNotice(db: Db, id: string): Promise<NoticeFacts | undefined> {
  const [row] = await db
    .select({ notice: notices, closedReason: lanes.closedReason })
    .from(notices)
    .leftJoin(lanes, and(eq(lanes.channel, notices.channel), eq(lanes.address, notices.address)))
    .where(eq(notices.id, id));
  if (!row) return undefined;
  const facts = factsOf(row.notice);
  // What waits in a closed lane is shown as what it is, without a write to each notice.
  if (row.closedReason === null || !facts.waiting || facts.state === 'unreachable') return facts;
  return { ...facts, state: 'unreachable', reason: row.closedReason };
}

export async function selectNoticeByMessage(
  db: Db,
  { lane, messageId }: { lane: Lane; messageId: string },
): Promise<NoticeFacts | undefined> {
  const [row] = await db
    .select()
    .from(notices)
    .where(
      and(
        eq(notices.channel, lane.channel),
        eq(notices.address, lane.address),
        eq(notices.messageId, messageId),
      ),
    )
    .orderBy(desc(notices.seq))
    .limit(1);
  return row && factsOf(row);
}

export async function countDueNotices(db: Db): Promise<number> {
  const [row] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from notices where due and expires_at > ${present}`,
  );
  return row?.count ?? 0;
}

export async function secondsHeld(db: Db): Promise<number> {
  const [row] = await rows<{ seconds: number }>(
    db,
    sql`select coalesce(max(greatest(0, extract(epoch from hold_until - ${present}))), 0)::int as seconds
      from send_buckets`,
  );
  return row?.seconds ?? 0;
}

type NoticeRow = typeof notices.$inferSelect;

/** What a row tells when words and secret are left out. */
export function factsOf(row: Omit<NoticeRow, 'content' | 'sealed'>): NoticeFacts {
  return {
    id: row.id,
    lane: { channel: row.channel, address: row.address },
    ...(row.personKind && row.personId && { person: { kind: row.personKind, id: row.personId } }),
    kind: row.kind,
    rank: ranks[row.rank] ?? 'broadcast',
    ...(row.subjectKind &&
      row.subjectId && {
        subject: { kind: row.subjectKind, id: row.subjectId },
      }),
    state: row.state,
    ...(row.reason !== null && { reason: row.reason }),
    waiting: row.due,
    perhapsTwice: row.perhapsTwice,
    tries: row.tries,
    ...(row.messageId !== null && { messageId: row.messageId }),
    ...(row.foldedInto !== null && { foldedInto: row.foldedInto }),
    createdAt: row.createdAt,
    ...(row.settledAt && { settledAt: row.settledAt }),
  };
}

function rowOf(notice: PlannedNotice, secrets: Secrets) {
  const { skipped, secret } = notice;
  return {
    id: newId(),
    channel: notice.lane.channel,
    address: notice.lane.address,
    personKind: notice.person?.kind,
    personId: notice.person?.id,
    kind: notice.kind,
    rank: ranks.indexOf(notice.rank),
    content: {
      text: notice.text,
      keyboard: notice.keyboard,
      silent: notice.silent,
      fold: notice.fold,
      file: notice.file,
    },
    sealed: secret === undefined || skipped ? null : seal(secrets.key('notice'), secret),
    subjectKind: notice.subject?.kind,
    subjectId: notice.subject?.id,
    key: notice.key,
    // A digest carries neither a file nor a secret.
    foldable: notice.fold !== undefined && !notice.file && notice.secret === undefined,
    gathered: notice.gathered ?? false,
    ...(skipped && endedAtOnce(skipped)),
    notBefore: notice.notBefore,
    expiresAt: sql`${databaseNow} + make_interval(secs => ${notice.lifeSeconds ?? weekSeconds})`,
  };
}

/** No lane needs to hear of it. */
function endedAtOnce(reason: string) {
  return {
    state: 'skipped' as const,
    reason,
    due: false,
    admitted: true,
    settledAt: databaseNow,
  };
}
