/** SQL of the front door. Writers of notices touch no lane, so that they never wait for the worker. */
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { type Secrets, seal } from '../platform/secrets.ts';
import {
  type Lane,
  type NewNotice,
  type NoticeFacts,
  type Person,
  ranks,
  type Subject,
} from './notice.ts';
import { lanes, notices } from './notifications.tables.ts';
import { present, textList } from './sql.ts';

const weekSeconds = 7 * 24 * 3600;
// A statement takes 65,535 parameters at most.
const rowsInOne = 1000;

export async function insertNotices(
  tx: Tx,
  secrets: Secrets,
  given: readonly NewNotice[],
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
  { subject, kind, reason }: { subject: Subject; kind?: string; reason: string },
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
      ),
    )
    .returning({ id: notices.id, state: notices.state });
  return cancelled.flatMap(({ id, state }) => (state === 'sending' ? [] : [id]));
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
  return true;
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

export async function countDueNotices(db: Db): Promise<number> {
  const [row] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from notices where due and expires_at > ${present}`,
  );
  return row?.count ?? 0;
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
    createdAt: row.createdAt,
    ...(row.settledAt && { settledAt: row.settledAt }),
  };
}

function rowOf(notice: NewNotice, secrets: Secrets) {
  return {
    id: newId(),
    channel: notice.lane.channel,
    address: notice.lane.address,
    personKind: notice.person?.kind,
    personId: notice.person?.id,
    kind: notice.kind,
    rank: ranks.indexOf(notice.rank),
    content: { text: notice.text, keyboard: notice.keyboard, silent: notice.silent },
    sealed: notice.secret === undefined ? null : seal(secrets.key('notice'), notice.secret),
    subjectKind: notice.subject?.kind,
    subjectId: notice.subject?.id,
    key: notice.key,
    foldable: notice.foldable,
    notBefore: notice.notBefore,
    expiresAt: sql`${databaseNow} + make_interval(secs => ${notice.lifeSeconds ?? weekSeconds})`,
  };
}
