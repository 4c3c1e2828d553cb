/** What a person's choices make of a notice when it is written: nothing, no sound, or a wait until their quiet hours end. */
import type { Db, Tx } from '../platform/database.ts';
import { personKey } from './channel.ts';
import type { NewNotice, Person } from './notice.ts';
import { type Preferences, selectPreferences, writePreferences } from './preferences.queries.ts';
import { quietUntil } from './quiet-hours.ts';

export type { Preferences };

/** A notice that is about to be written. */
export interface PlannedNotice extends NewNotice {
  /** It is written, but has ended already: the reason. */
  skipped?: string;
  /** It waits for the others of its lane, to go out as one digest with them. */
  gathered?: boolean;
}

export const switchedOff = 'preferences.off';

/** One read for all persons; none where there is nothing that they could have chosen. */
export async function heedPreferences(
  tx: Tx,
  given: readonly NewNotice[],
): Promise<PlannedNotice[]> {
  const people = given.flatMap(({ topic, person }) => (topic && person ? [person] : []));
  if (people.length === 0) return [...given];
  const found = await selectPreferences(tx, people);
  const chosen = new Map(found.map((row) => [personKey(row.person), row]));
  return given.map((notice) => {
    const choice = notice.person && chosen.get(personKey(notice.person));
    return choice ? heed(notice, choice) : notice;
  });
}

/** What the person has chosen; whoever has chosen nothing hears everything. */
export async function readNoticePreferences(db: Db, person: Person): Promise<Preferences> {
  const found = await selectPreferences(db, [person]);
  const own = found.find((row) => personKey(row.person) === personKey(person));
  return { modes: own?.modes ?? {}, quietHours: own?.quietHours ?? null };
}

/** Takes the place of what the person has chosen before; what waits already stays as it is. */
export async function saveNoticePreferences(
  tx: Tx,
  person: Person,
  given: Preferences,
): Promise<void> {
  await writePreferences(tx, person, given);
}

function heed(
  notice: NewNotice,
  { modes, quietHours, now }: Preferences & { now: Date },
): PlannedNotice {
  const { topic, urgent, rank, fold, notBefore } = notice;
  if (!topic || rank === 'code') return notice;
  const mode = modes[topic] ?? 'on';
  if (mode === 'off') return { ...notice, skipped: switchedOff };
  const heard = mode === 'silent' ? { ...notice, silent: true } : notice;
  if (!quietHours || urgent) return heard;
  const leaves = notBefore && notBefore > now ? notBefore : now;
  const until = quietUntil(quietHours, leaves);
  if (!until) return heard;
  if (quietHours.how === 'silent') return { ...heard, silent: true };
  return { ...heard, notBefore: until, gathered: fold !== undefined };
}
