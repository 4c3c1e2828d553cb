/** Quiet hours: from one time of day to another in the person's own zone, over midnight too. */
import { DateTime } from 'luxon';
import type { QuietHours } from '../../contract/notices.ts';

/** When the quiet hours end that this moment lies in; nothing where it lies in none. */
export function quietUntil({ from, to, timeZone }: QuietHours, at: Date): Date | undefined {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  // Those that began yesterday may last until today.
  for (const day of [local.minus({ days: 1 }), local]) {
    const begin = timeOn(day, from);
    const end = timeOn(to > from ? day : day.plus({ days: 1 }), to);
    if (begin <= local && local < end) return end.toJSDate();
  }
  return undefined;
}

/** Where the clocks skip this time, the moment after the skip. */
function timeOn(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.startOf('day').set({ hour, minute });
}
