/** Minutes since midnight as people write them, and whole weeks of them. */
import { type WorkingHours, weekdays } from '../../../contract/settings.ts';

export interface Span {
  from: string;
  to: string;
}

export type Week = Record<(typeof weekdays)[number], Span[]>;

/** `540` → `09:00`; the end of the day is `24:00`. */
export function clockTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** `9`, `930`, `9.30` and `09:30` are all times of day; nothing for what is none. As an end, `0` is the end of the day. */
export function minutesOf(time: string, end = false): number | undefined {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?:\D?(\d{2}))?$/.exec(time.trim()) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  if (end && total === 0) return 1440;
  return total <= (end ? 1440 : 1439) ? total : undefined;
}

/** A time as it was typed, in the usual form where it is one. */
export function tidied(time: string, end = false): string {
  const minutes = minutesOf(time, end);
  return minutes === undefined ? time : clockTime(minutes);
}

export function weekOf(days: WorkingHours['days']): Week {
  return mapWeek((weekday) =>
    days[weekday].map(([from, to]) => ({ from: clockTime(from), to: clockTime(to) })),
  );
}

/** The spans as the server keeps them. Only for weeks in which no day is wrong. */
export function daysOf(week: Week): WorkingHours['days'] {
  return mapWeek((weekday) =>
    week[weekday].map(({ from, to }) => [minutesOf(from) ?? 0, minutesOf(to, true) ?? 0]),
  );
}

/** Whether the spans are all times, end after they begin and stand in order without overlapping. */
export function spansFit(spans: readonly Span[]): boolean {
  let last = 0;
  for (const span of spans) {
    const [from, to] = [minutesOf(span.from), minutesOf(span.to, true)];
    if (from === undefined || to === undefined || from >= to || from < last) return false;
    last = to;
  }
  return true;
}

/** The next span after those: an hour later, for four hours at most. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (!last) return { from: '09:00', to: '18:00' };
  const from = Math.min((minutesOf(last.to, true) ?? 0) + 60, 1380);
  return { from: clockTime(from), to: clockTime(Math.min(from + 240, 1440)) };
}

function mapWeek<T>(make: (weekday: (typeof weekdays)[number]) => T) {
  return Object.fromEntries(weekdays.map((weekday) => [weekday, make(weekday)])) as Record<
    (typeof weekdays)[number],
    T
  >;
}
