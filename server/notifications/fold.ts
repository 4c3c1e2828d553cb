/** Folding: what is ready of one subject, or has waited together, becomes one message. Runs while notices are claimed. */
import { createHash } from 'node:crypto';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { type DigestGroup, laneDigest, subjectDigest } from './digest-text.ts';
import {
  digestKinds,
  dissolveDigests,
  lockFoldCandidates,
  type NewDigest,
  type NoticeRow,
  selectStaleDigests,
  writeDigests,
} from './fold.queries.ts';
import type { ChannelName, FoldParts } from './notice.ts';

/** Folds what can be folded in these lanes, which are locked by this transaction. */
export async function foldReady(
  tx: Tx,
  channel: ChannelName,
  addresses: readonly string[],
): Promise<void> {
  if (addresses.length === 0) return;
  let found = await lockFoldCandidates(tx, channel, addresses);
  const digests = found.filter((row) => isDigest(row) && surelyUnsent(row));
  if (digests.length > 0) {
    const stale = await selectStaleDigests(
      tx,
      digests.map(({ id }) => id),
    );
    await dissolveDigests(tx, stale);
    if (stale.length > 0) found = await lockFoldCandidates(tx, channel, addresses);
  }
  await writeDigests(tx, [
    ...gatheredOf(found).map((members) => digestOf(members, digestKinds.lane)),
    ...runsOf(found).map((members) => digestOf(members, digestKinds.subject)),
  ]);
}

/** Those of one person that have waited together, two at least. */
function gatheredOf(found: readonly NoticeRow[]): NoticeRow[][] {
  const gathered = found.filter((row) => row.gathered && mayFold(row));
  const groups = Map.groupBy(gathered, ({ address, personKind, personId }) =>
    [address, personKind, personId].join('\n'),
  );
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => members.toSorted((one, other) => one.seq - other.seq));
}

/** Those of one subject and rank that follow each other, two at least: what cannot fold stands between as it stood. */
function runsOf(found: readonly NoticeRow[]): NoticeRow[][] {
  const ofSubject = found.filter((row) => row.subjectId !== null && !isDigest(row));
  const groups = Map.groupBy(ofSubject, (row) =>
    [row.address, row.personKind, row.personId, row.subjectKind, row.subjectId, row.rank].join(
      '\n',
    ),
  );
  const runs: NoticeRow[][] = [];
  for (const members of groups.values()) {
    let run: NoticeRow[] = [];
    for (const row of members) {
      if (mayFold(row) && !row.gathered) {
        if (run.length === 0) runs.push(run);
        run.push(row);
      } else run = [];
    }
  }
  return runs.filter((run) => run.length > 1);
}

function isDigest({ kind }: NoticeRow): boolean {
  return kind === digestKinds.subject || kind === digestKinds.lane;
}

/** An attempt that may have arrived is repeated as it was, or what it told would be told twice. */
function surelyUnsent({ uncertainTimes }: NoticeRow): boolean {
  return uncertainTimes === 0;
}

function mayFold(row: NoticeRow): boolean {
  return row.foldable && row.content.fold !== undefined && surelyUnsent(row);
}

function digestOf(members: NoticeRow[], kind: NewDigest['kind']): NewDigest {
  const newest = members.at(-1);
  const fold = newest?.content.fold;
  if (!newest || !fold) throw new Error('A digest has no members.');
  const groups = groupsOf(members, newest);
  const ofLane = kind === digestKinds.lane;
  const away = members.some(({ reason }) => reason === 'lane.reopened');
  const text = ofLane
    ? laneDigest(groups, { language: fold.language, why: away ? 'away' : 'quiet' })
    : subjectDigest(groups[0] ?? { title: fold.title, bodies: [] }, fold.language);
  const silent = members.every(({ content }) => content.silent === true);
  const { keyboard } = newest.content;
  return {
    id: newId(),
    kind,
    content: { text, ...(groups.length === 1 && keyboard && { keyboard }), silent },
    key: `digest:${hashOf(members.map(({ id }) => id))}`,
    rank: Math.min(...members.map(({ rank }) => rank)),
    members,
    newest,
  };
}

/** By subject, in the order of their first news; each called as its newest calls it. */
function groupsOf(members: readonly NoticeRow[], newest: NoticeRow): DigestGroup[] {
  const bySubject = Map.groupBy(members, ({ id, subjectKind, subjectId }) =>
    subjectId === null ? id : `${subjectKind}\n${subjectId}`,
  );
  return [...bySubject.values()].map((some) => {
    const parts = some.flatMap(({ content }): FoldParts[] => (content.fold ? [content.fold] : []));
    const title = parts.at(-1)?.title ?? newest.content.text;
    return { title, bodies: parts.map(({ body }) => body) };
  });
}

function hashOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join()).digest('base64url');
}
