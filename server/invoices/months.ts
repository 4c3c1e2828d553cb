/** Days that come every month. All days are calendar days, `2026-01-31`; nothing here knows a time zone. */
import { DateTime } from 'luxon';

interface Schedule {
  /** 1 to 31; in shorter months the last day. */
  dayOfMonth: number;
  startsOn: string;
  endsOn: string | null;
}

/**
 * The first day of the schedule that is not before any of its start and `from`, in a month after
 * `doneMonth`; null when it is over.
 */
export function firstDay(
  { dayOfMonth, startsOn, endsOn }: Schedule,
  { from, doneMonth = '' }: { from: string; doneMonth?: string | undefined },
): string | null {
  const earliest = from > startsOn ? from : startsOn;
  let month = monthOf(earliest > doneMonth ? earliest : doneMonth);
  if (month <= doneMonth || dayIn(month, dayOfMonth) < earliest) month = monthAfter(month);
  const day = dayIn(month, dayOfMonth);
  return endsOn !== null && day > endsOn ? null : day;
}

/** The schedule's day in the month after this one; null when it is over. */
export function dayAfter({ dayOfMonth, endsOn }: Schedule, day: string): string | null {
  const next = dayIn(monthAfter(monthOf(day)), dayOfMonth);
  return endsOn !== null && next > endsOn ? null : next;
}

/** `2026-11` */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

function monthAfter(month: string): string {
  return DateTime.fromISO(month, { zone: 'utc' }).plus({ months: 1 }).toFormat('yyyy-MM');
}

function dayIn(month: string, dayOfMonth: number): string {
  const first = DateTime.fromISO(month, { zone: 'utc' });
  return first.set({ day: Math.min(dayOfMonth, first.daysInMonth ?? 28) }).toFormat('yyyy-MM-dd');
}
