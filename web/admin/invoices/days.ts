/** Calendar days as people read them: `2026-11-21` is the same day wherever one sits. */
import { serverNow } from '../../lib/clock.ts';
import { dayAt } from '../../lib/days.ts';

/** "Nov 21", "21 нояб.", with the year where it is another one than `today`'s. */
export function sayDay(
  day: string,
  { language, today }: { language: string; today: string },
): string {
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(`${day}T00:00:00Z`));
}

/** "November 21, 2026", "21 ноября 2026 г.". */
export function sayDayInFull(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** The present day in a time zone. */
export function todayIn(timeZone: string | undefined, now = serverNow()): string {
  return dayAt(now, timeZone);
}

/** So many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
