/** SQL of what people have chosen to hear. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PreferenceModes, QuietHours } from '../../contract/notices.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Person } from './notice.ts';
import { noticePreferences, notices } from './notifications.tables.ts';

export interface Preferences {
  modes: PreferenceModes;
  quietHours: QuietHours | null;
}

// A statement takes 65,535 parameters at most.
const peopleInOne = 10_000;

const { personKind, personId, modes, quietHours } = noticePreferences;

/** The choices of those who have made any, and what time it is. */
export async function selectPreferences(
  db: Db,
  people: readonly Person[],
): Promise<(Preferences & { person: Person; now: Date })[]> {
  const ids = [...new Set(people.map(({ id }) => id))];
  const found: (Preferences & { person: Person; now: Date })[] = [];
  for (let start = 0; start < ids.length; start += peopleInOne) {
    const some = await db
      .select({
        person: { kind: personKind, id: personId },
        ...{ modes, quietHours },
        now: sql<Date>`${databaseNow}`.mapWith(notices.createdAt),
      })
      .from(noticePreferences)
      .where(
        and(
          inArray(personKind, ['client', 'staff']),
          inArray(personId, ids.slice(start, start + peopleInOne)),
        ),
      );
    found.push(...some);
  }
  return found;
}

/** Whoever wants everything as it comes has no row. */
export async function writePreferences(tx: Tx, person: Person, given: Preferences): Promise<void> {
  const chosen = Object.fromEntries(
    Object.entries(given.modes).filter(([, mode]) => mode !== 'on'),
  ) satisfies PreferenceModes;
  if (Object.keys(chosen).length === 0 && given.quietHours === null) {
    await tx
      .delete(noticePreferences)
      .where(and(eq(personKind, person.kind), eq(personId, person.id)));
    return;
  }
  const values = { modes: chosen, quietHours: given.quietHours };
  await tx
    .insert(noticePreferences)
    .values({ personKind: person.kind, personId: person.id, ...values })
    .onConflictDoUpdate({ target: [personKind, personId], set: values });
}
