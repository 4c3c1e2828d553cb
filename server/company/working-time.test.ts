import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type WorkingHours, weekdays } from '../../contract/settings.ts';
import { addWorkingMinutes, workingMinutesBetween } from './working-time.ts';

type Span = [number, number];

const office: Span[] = [[9 * 60, 18 * 60]];
const weekdayOffice = hoursOf([office, office, office, office, office, [], []]);
const never = hoursOf([[], [], [], [], [], [], []]);
const always = hoursOf(Array.from({ length: 7 }, () => [[0, 1440]]));

test('work that does not fit into Friday goes on on Monday', () => {
  const due = add(weekdayOffice, 'Europe/Moscow', '2026-11-20T17:30:00+03:00', 60);
  expect(due).toBe('2026-11-23T06:30:00.000Z');
});

test('what is written at night is counted from the morning', () => {
  const due = add(weekdayOffice, 'Europe/Moscow', '2026-11-18T02:00:00+03:00', 15);
  expect(due).toBe('2026-11-18T06:15:00.000Z');
});

test('the last minute of a day is still that day’s', () => {
  const due = add(weekdayOffice, 'Europe/Moscow', '2026-11-20T09:00:00+03:00', 540);
  expect(due).toBe('2026-11-20T15:00:00.000Z');
});

test('a lunch break and a holiday do not count', () => {
  const split: Span[] = [
    [9 * 60, 13 * 60],
    [14 * 60, 18 * 60],
  ];
  const hours = hoursOf([split, split, split, split, split, [], []], ['2026-12-31', '2027-01-01']);
  const due = add(hours, 'Europe/Moscow', '2026-12-30T12:30:00+03:00', 60 + 4 * 60);
  expect(due).toBe('2027-01-04T06:30:00.000Z');
});

test('a night has eight hours when the clock goes back, and six when it goes forward', () => {
  const night: Span[] = [[0, 7 * 60]];
  const hours = hoursOf([[], [], [], [], [], [], night]);
  const minutesOn = (day: string) =>
    workingMinutesBetween(
      hours,
      'Europe/Berlin',
      new Date(`${day}T00:00:00Z`),
      new Date(`${day}T12:00:00Z`),
    );
  expect(add(hours, 'Europe/Berlin', '2026-10-24T12:00:00Z', 8 * 60)).toBe(
    '2026-10-25T06:00:00.000Z',
  );
  expect(add(hours, 'Europe/Berlin', '2026-03-28T12:00:00Z', 6 * 60)).toBe(
    '2026-03-29T05:00:00.000Z',
  );
  expect(minutesOn('2026-06-14')).toBe(5 * 60);
});

test('a week without hours counts around the clock', () => {
  expect(add(never, 'UTC', '2026-11-21T23:00:00Z', 120)).toBe('2026-11-22T01:00:00.000Z');
  const [from, to] = [new Date('2026-11-21T00:00:00Z'), new Date('2026-11-23T00:00:30Z')];
  expect(workingMinutesBetween(never, 'UTC', from, to)).toBe(2880);
});

test('nothing passes backwards, and no date is too far', () => {
  const [early, late] = [new Date(0), new Date('9999-12-31T00:00:00Z')];
  expect(workingMinutesBetween(weekdayOffice, 'UTC', late, early)).toBe(0);
  expect(workingMinutesBetween(weekdayOffice, 'UTC', early, late)).toBeGreaterThan(1_000_000);
  const once = hoursOf([[[0, 1]], [], [], [], [], [], []]);
  expect(addWorkingMinutes(once, 'UTC', early, 525_600).getTime()).toBeLessThan(late.getTime());
});

const span = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to);
const spans = fc.array(span, { maxLength: 4 }).map((list) => {
  const sorted = list.sort(([one], [other]) => one - other);
  return sorted.filter(([from], i) => sorted.slice(0, i).every(([, to]) => to <= from));
});
const week = fc.tuple(spans, spans, spans, spans, spans, spans, spans);
const holidays = fc.array(
  fc.integer({ min: 0, max: 4000 }).map((days) => new Date(days * 86_400_000 + 1.6e12)),
  { maxLength: 20 },
);
const hours = fc.tuple(week, holidays).map(([days, free]) =>
  hoursOf(
    days,
    free.map((date) => date.toISOString().slice(0, 10)),
  ),
);
const zone = fc.constantFrom(
  'UTC',
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Apia',
);
const instant = fc
  .integer({ min: Date.UTC(2010, 0), max: Date.UTC(2030, 0) })
  .map((at) => new Date(at));
const minutes = fc.integer({ min: 0, max: 400 });

test('between the beginning and what was added lie exactly the minutes added', () => {
  fc.assert(
    fc.property(hours, zone, instant, minutes, (given, where, from, count) => {
      const due = addWorkingMinutes(given, where, from, count);
      expect(workingMinutesBetween(given, where, from, due)).toBe(count);
    }),
    { numRuns: 150 },
  );
});

test('who begins later or has more to do is not due earlier', () => {
  fc.assert(
    fc.property(
      fc.tuple(hours, zone, instant, instant, minutes, minutes),
      ([given, where, one, other, few, many]) => {
        const [from, later] = one <= other ? [one, other] : [other, one];
        const due = addWorkingMinutes(given, where, from, few);
        expect(+addWorkingMinutes(given, where, later, few)).toBeGreaterThanOrEqual(+due);
        expect(+addWorkingMinutes(given, where, from, few + many)).toBeGreaterThanOrEqual(+due);
      },
    ),
    { numRuns: 150 },
  );
});

test('without a break working time is time', () => {
  fc.assert(
    fc.property(zone, instant, minutes, (where, from, count) => {
      const due = addWorkingMinutes(always, where, from, count);
      expect(due.getTime() - from.getTime()).toBe(count * 60_000);
    }),
    { numRuns: 100 },
  );
});

function hoursOf(days: Span[][], free: string[] = []): WorkingHours {
  const named = Object.fromEntries(weekdays.map((weekday, i) => [weekday, days[i] ?? []]));
  return { days: named as WorkingHours['days'], holidays: free };
}

function add(hours: WorkingHours, timeZone: string, from: string, count: number): string {
  return addWorkingMinutes(hours, timeZone, new Date(from), count).toISOString();
}
