/** SQL of folding. Lanes are locked by the caller; notices that somebody is just changing are passed over. */
import { inArray, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import type { ChannelName, NoticeFacts } from './notice.ts';
import { factsOf } from './notifications.queries.ts';
import { type NoticeContent, notices } from './notifications.tables.ts';
import { present, textList } from './sql.ts';

// What a lane has more than that goes into the next digest.
const fromOneLane = 200;

export const digestKinds = { subject: 'digest.subject', lane: 'digest.lane' } as const;
const digestKindList = sql`(${digestKinds.subject}, ${digestKinds.lane})`;

export type NoticeRow = typeof notices.$inferSelect;

const readyIn = sql`channel = l.channel and address = l.address and due
  and (not_before is null or not_before <= ${present}) and expires_at > ${present}`;

/**
 * Whether a lane `l` has anything to fold: two of one subject, or two that have waited together, or a
 * digest at its head that must be made anew. May say so in vain. Locks nothing: to look at all that
 * waits in a deep lane before each message of it would cost more than the message.
 */
export const hasFoldable = sql`(exists (
    select from (
      select person_kind, person_id, subject_kind, subject_id, rank, gathered, kind, uncertain_times
      from notices where ${readyIn} and foldable order by rank, seq limit ${fromOneLane}
    ) n
    where n.kind not in ${digestKindList} and n.uncertain_times = 0
      and (n.gathered or n.subject_id is not null)
    group by n.gathered, n.person_kind, n.person_id,
      case when not n.gathered then n.subject_kind end,
      case when not n.gathered then n.subject_id end,
      case when not n.gathered then n.rank end
    having count(*) > 1
  ) or exists (
    select from (select id, kind from notices where ${readyIn} order by rank, seq limit 1) h
    cross join lateral (
      -- A fence: without it all notices are read, since some of them would fit.
      select state, expires_at from notices where folded_into = h.id offset 0
    ) m
    where h.kind in ${digestKindList} and (m.state <> 'folded' or m.expires_at <= ${present})
  ))`;

/** What is ready in these lanes and is of some subject, or may be gathered; in the order of each lane. */
export async function lockFoldCandidates(
  tx: Tx,
  channel: ChannelName,
  addresses: readonly string[],
): Promise<NoticeRow[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select n.id from lanes l cross join lateral (
        select id from notices
        where channel = l.channel and address = l.address and due
          and (foldable or subject_id is not null)
          and (not_before is null or not_before <= ${present}) and expires_at > ${present}
        order by rank, seq limit ${fromOneLane}
        for update skip locked
      ) n
      where l.channel = ${channel} and l.address in ${textList(addresses)}`,
  );
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  return tx
    .select()
    .from(notices)
    .where(inArray(notices.id, ids))
    .orderBy(notices.address, notices.rank, notices.seq);
}

/** Which of these digests tell of something that was taken back, or is over by now. */
export async function selectStaleDigests(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select distinct folded_into as id from notices
      where folded_into in ${textList(ids)}
        and (state <> 'folded' or expires_at <= ${present})`,
  );
  return found.map(({ id }) => id);
}

/**
 * A digest that has not gone out is no more: what was in it waits again, where the digest would have
 * gone. One that is being sent ends by its outcome, and is not sent again.
 */
export async function dissolveDigests(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    update notices m set state = 'queued', due = true, admitted = false,
      folded_into = null, settled_at = null, address = d.address, person_id = d.person_id
    from notices d
    where m.folded_into = d.id and d.id in ${textList(ids)} and m.state = 'folded'`);
  await tx.execute(sql`
    update notices set key = null, expires_at = ${present},
      state = case when due then 'cancelled' else state end,
      reason = case when due then 'digest.anew' else reason end,
      settled_at = case when due then ${present} end,
      due = false
    where id in ${textList(ids)}`);
}

export interface NewDigest {
  id: string;
  kind: string;
  content: NoticeContent;
  key: string;
  rank: number;
  /** In the order in which they are told; of one person and lane, not empty. */
  members: readonly NoticeRow[];
  newest: NoticeRow;
}

/**
 * Digests take the places of their newest members: later ones do not overtake them, whatever becomes
 * of their attempts. Those members go to the end, where nothing waits for them.
 */
export async function writeDigests(tx: Tx, digests: readonly NewDigest[]): Promise<void> {
  if (digests.length === 0) return;
  const newest = textList(digests.map((digest) => digest.newest.id));
  await tx.execute(sql`update notices set seq = default where id in ${newest}`);
  await tx.insert(notices).overridingSystemValue().values(digests.map(rowOf));
  const members = digests.flatMap((digest) =>
    digest.members.map(({ id }) => ({ id, digest: digest.id })),
  );
  await tx.execute(sql`
    update notices n set state = 'folded', folded_into = r.digest, due = false,
      reason = case when n.gathered then n.reason end,
      admitted = true, settled_at = ${present}
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as r(id text, digest text)
    where n.id in ${textList(members.map(({ id }) => id))} and n.id = r.id`);
}

/** What went into a digest, in order. */
export async function selectMembers(db: Db, digestId: string): Promise<NoticeFacts[]> {
  const found = await db
    .select()
    .from(notices)
    .where(sql`${notices.foldedInto} = ${digestId}`)
    .orderBy(notices.seq);
  return found.map(factsOf);
}

/** What may no longer be told ends, before the digest that it was in is dissolved. */
export async function skipMembers(
  tx: Tx,
  skipped: readonly { id: string; reason: string }[],
): Promise<void> {
  await tx.execute(sql`
    update notices n set state = 'skipped', reason = r.reason
    from jsonb_to_recordset(${JSON.stringify(skipped)}::jsonb) as r(id text, reason text)
    where n.id in ${textList(skipped.map(({ id }) => id))} and n.id = r.id and n.state = 'folded'`);
}

function rowOf({ id, kind, content, key, rank, members, newest }: NewDigest) {
  const { channel, address, personKind, personId, seq } = newest;
  const [first] = members;
  const shared =
    first?.subjectId != null &&
    members.every(
      (one) => one.subjectKind === first.subjectKind && one.subjectId === first.subjectId,
    );
  const latest = Math.max(...members.map(({ expiresAt }) => expiresAt.getTime()));
  return {
    ...{ id, seq, channel, address, personKind, personId, kind, content, key, rank },
    ...(shared && { subjectKind: first.subjectKind, subjectId: first.subjectId }),
    // Looked at again before it is tried again: something in it may have been taken back.
    foldable: true,
    admitted: true,
    createdAt: databaseNow,
    expiresAt: new Date(latest),
  };
}
