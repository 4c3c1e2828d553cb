/** The first change of a subject goes at once; what follows within seconds waits, to go out as one message. */
import { sql } from 'drizzle-orm';
import { rows, type Tx } from '../platform/database.ts';
import { ranks } from './notice.ts';
import type { PlannedNotice } from './preferences.ts';
import { present, textList } from './sql.ts';

const windowSeconds = 5;
const anyRank = -1;
// A statement takes 65,535 parameters at most.
const subjectsInOne = 10_000;

/** Sets when those may leave that follow closely on others of their subject. Asks nothing where there are none. */
export async function spaceOut(
  tx: Tx,
  planned: readonly PlannedNotice[],
): Promise<PlannedNotice[]> {
  const following = planned.filter(mayFollow);
  const kinds = [...new Set(following.flatMap(({ subject }) => subject?.kind ?? []))];
  const ids = [...new Set(following.flatMap(({ subject }) => subject?.id ?? []))];
  const starts = new Map<string, number>();
  for (let first = 0; first < ids.length; first += subjectsInOne) {
    const some = ids.slice(first, first + subjectsInOne);
    for (const start of await selectStarts(tx, kinds, some)) {
      const at = Number(start.milliseconds);
      starts.set(keyOfStart(start), at);
      // A file may be less urgent than the words that it came with.
      const ofFiles = keyOfStart({ ...start, rank: anyRank });
      starts.set(ofFiles, Math.max(at, starts.get(ofFiles) ?? 0));
    }
  }
  if (starts.size === 0) return [...planned];
  return planned.map((notice) => {
    const start = mayFollow(notice) ? starts.get(keyOf(notice)) : undefined;
    return start === undefined ? notice : { ...notice, notBefore: new Date(start) };
  });
}

/** A file never folds, but must not overtake the words that were before it. */
function mayFollow({ fold, file, subject, notBefore, skipped }: PlannedNotice): boolean {
  return Boolean((fold || file) && subject && !notBefore && !skipped);
}

interface Start {
  channel: string;
  address: string;
  personKind: string | null;
  personId: string | null;
  subjectKind: string;
  subjectId: string;
  rank: number;
  milliseconds: string;
}

function keyOf({ lane, person, subject, rank, file }: PlannedNotice): string {
  return [
    ...[lane.channel, lane.address, person?.kind, person?.id],
    ...[subject?.kind, subject?.id, file ? anyRank : ranks.indexOf(rank)],
  ].join('\n');
}

function keyOfStart(row: Start): string {
  const { channel, address, personKind, personId, subjectKind, subjectId, rank } = row;
  return [channel, address, personKind, personId, subjectKind, subjectId, rank].join('\n');
}

/** When the window of each of these subjects ends that is open or still to come, for each of their lanes. */
function selectStarts(tx: Tx, kinds: readonly string[], ids: readonly string[]): Promise<Start[]> {
  const start = sql`coalesce(not_before, created_at)`;
  const window = sql`make_interval(secs => ${windowSeconds})`;
  return rows<Start>(
    tx,
    sql`select channel, address, person_kind as "personKind", person_id as "personId",
        subject_kind as "subjectKind", subject_id as "subjectId", rank,
        (extract(epoch from case when max(${start}) > ${present} then max(${start})
          else max(${start}) + ${window} end) * 1000)::text as milliseconds
      from notices
      where subject_kind in ${textList(kinds)} and subject_id in ${textList(ids)}
        and foldable and not gathered and state not in ('skipped', 'cancelled', 'expired')
        and ${start} > ${present} - ${window} and ${start} <= ${present} + ${window}
      group by channel, address, person_kind, person_id, subject_kind, subject_id, rank`,
  );
}
