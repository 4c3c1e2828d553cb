/** A conversation as it is laid out: days between, and the head shown once where one person says several things. */
import type { Entry } from '../../../contract/ticket-shapes.ts';
import { dayAt } from '../../lib/days.ts';

export interface Line {
  entry: Entry;
  /** The first of its day. */
  newDay: boolean;
  /** The same person goes on within a few minutes: no second head. */
  goesOn: boolean;
}

const pause = 5 * 60_000;

/** Entries in the order of the conversation, each with what stands above it. */
export function linesOf(entries: readonly Entry[], timeZone?: string): Line[] {
  return entries.map((entry, i) => {
    const before = entries[i - 1];
    const newDay = !before || dayAt(before.at, timeZone) !== dayAt(entry.at, timeZone);
    return { entry, newDay, goesOn: !newDay && before !== undefined && sameBreath(before, entry) };
  });
}

function sameBreath(before: Entry, entry: Entry): boolean {
  return (
    entry.kind !== 'event' &&
    before.kind === entry.kind &&
    before.author.kind === entry.author.kind &&
    before.author.id === entry.author.id &&
    before.author.name === entry.author.name &&
    before.fromTicket === entry.fromTicket &&
    Date.parse(entry.at) - Date.parse(before.at) < pause
  );
}
