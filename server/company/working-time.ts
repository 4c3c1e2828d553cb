/** Counts working time: minutes pass only within the company's hours, on the clock of its zone. */
import { DateTime } from 'luxon';
import { type WorkingHours, weekdays } from '../../contract/settings.ts';

/** A stretch of work in milliseconds since 1970: from (included) to (not). */
type Stretch = readonly [from: number, to: number];

/** Days of work by their number since 1970. */
type Calendar = (day: number) => readonly Stretch[];

const minute = 60_000;
const dayLength = 24 * 60 * minute;
// Beyond ten years nobody waits for a promise; it also bounds the walk through almost empty weeks.
const furthest = 3660;

/**
 * When so many working minutes will have passed. A week without hours counts around the clock: a target
 * could not be counted otherwise. What lies further than ten years away is given as that limit.
 */
export function addWorkingMinutes(
  hours: WorkingHours,
  timeZone: string,
  from: Date,
  minutes: number,
): Date {
  let left = Math.max(0, minutes) * minute;
  const start = from.getTime();
  if (left === 0) return new Date(start);
  if (isAlwaysOpen(hours)) return new Date(start + Math.min(left, furthest * dayLength));
  const stretchesOf = calendarOf(hours, timeZone);
  const first = dayOf(start, timeZone);
  for (let day = first; day <= first + furthest; day++) {
    for (const [opens, closes] of stretchesOf(day)) {
      const begins = Math.max(opens, start);
      if (begins >= closes) continue;
      if (begins + left <= closes) return new Date(begins + left);
      left -= closes - begins;
    }
  }
  return new Date(start + furthest * dayLength);
}

/** How many whole working minutes lie between; 0 when `to` is not later. Ten years are looked at. */
export function workingMinutesBetween(
  hours: WorkingHours,
  timeZone: string,
  from: Date,
  to: Date,
): number {
  const start = from.getTime();
  const end = Math.min(to.getTime(), start + furthest * dayLength);
  if (!(end > start)) return 0;
  if (isAlwaysOpen(hours)) return Math.floor((end - start) / minute);
  const stretchesOf = calendarOf(hours, timeZone);
  const last = dayOf(end, timeZone);
  let passed = 0;
  for (let day = dayOf(start, timeZone); day <= last; day++) {
    for (const [opens, closes] of stretchesOf(day)) {
      passed += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
    }
  }
  return Math.floor(passed / minute);
}

function isAlwaysOpen({ days }: WorkingHours): boolean {
  return weekdays.every((weekday) => days[weekday].length === 0);
}

/** The number of the calendar day that it is in the zone. */
function dayOf(instant: number, zone: string): number {
  const { year, month, day } = DateTime.fromMillis(instant, { zone });
  return Date.UTC(year, month - 1, day) / dayLength;
}

const calendars = new WeakMap<WorkingHours, Map<string, Calendar>>();

/** Days are worked out once for each object of hours: the settings give the same one until they change. */
function calendarOf(hours: WorkingHours, zone: string): Calendar {
  const known = calendars.get(hours) ?? new Map<string, Calendar>();
  calendars.set(hours, known);
  const calendar = known.get(zone) ?? newCalendar(hours, zone);
  known.set(zone, calendar);
  return calendar;
}

function newCalendar({ days, holidays }: WorkingHours, zone: string): Calendar {
  const without = new Set(holidays);
  const worked = new Map<number, readonly Stretch[]>();
  return (day) => {
    const known = worked.get(day);
    if (known) return known;
    const date = new Date(day * dayLength);
    const weekday = weekdays[(date.getUTCDay() + 6) % 7] ?? 'mon';
    const spans = without.has(date.toISOString().slice(0, 10)) ? [] : days[weekday];
    const found = stretchesOn(date, spans, zone);
    worked.set(day, found);
    return found;
  };
}

/** Where the clock is put forward, what it leaps over is not worked; where it is put back, the hour counts twice. */
function stretchesOn(
  date: Date,
  spans: readonly (readonly [number, number])[],
  zone: string,
): Stretch[] {
  const found: Stretch[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans) {
    const opens = Math.max(wallClock(date, from, zone), before);
    const closes = wallClock(date, to, zone);
    if (closes <= opens) continue;
    found.push([opens, closes]);
    before = closes;
  }
  return found;
}

function wallClock(date: Date, minutes: number, zone: string): number {
  const [hour, day] = minutes === 24 * 60 ? [0, 1] : [Math.floor(minutes / 60), 0];
  const next = new Date(date.getTime() + day * dayLength);
  const parts = {
    year: next.getUTCFullYear(),
    month: next.getUTCMonth() + 1,
    day: next.getUTCDate(),
    hour,
    minute: minutes % 60,
  };
  return DateTime.fromObject(parts, { zone }).toMillis();
}
