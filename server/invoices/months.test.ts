/** Days that come every month. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, firstDay, monthOf } from './months.ts';

const always = { startsOn: '2026-01-01', endsOn: null };

test('the 31st is the last day of shorter months, and the 31st again after them', () => {
  const schedule = { ...always, dayOfMonth: 31 };
  const days = [firstDay(schedule, { from: '2028-01-15' })];
  for (let n = 0; n < 4; n++) days.push(dayAfter(schedule, days.at(-1) ?? ''));
  expect(days).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30', '2028-05-31']);
  expect(firstDay({ ...schedule, dayOfMonth: 30 }, { from: '2027-02-01' })).toBe('2027-02-28');
});

test('the first day is today if it fits, never before the start, nor in a month that is done', () => {
  const schedule = { ...always, dayOfMonth: 5 };
  expect(firstDay(schedule, { from: '2026-11-05' })).toBe('2026-11-05');
  expect(firstDay(schedule, { from: '2026-11-06' })).toBe('2026-12-05');
  expect(firstDay(schedule, { from: '2026-11-05', doneMonth: '2026-11' })).toBe('2026-12-05');
  expect(firstDay(schedule, { from: '2026-11-05', doneMonth: '2027-03' })).toBe('2027-04-05');
  const later = { ...schedule, startsOn: '2027-02-06' };
  expect(firstDay(later, { from: '2026-11-05' })).toBe('2027-03-05');
});

test('after the last day that counts there is none', () => {
  const schedule = { dayOfMonth: 5, startsOn: '2026-01-01', endsOn: '2026-12-05' };
  expect(firstDay(schedule, { from: '2026-12-01' })).toBe('2026-12-05');
  expect(firstDay(schedule, { from: '2026-12-06' })).toBeNull();
  expect(dayAfter(schedule, '2026-11-05')).toBe('2026-12-05');
  expect(dayAfter(schedule, '2026-12-05')).toBeNull();
});

test('whatever the schedule, each month has its day once, in order', () => {
  const day = fc
    .date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2040-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), day, day, (dayOfMonth, startsOn, from) => {
      const schedule = { dayOfMonth, startsOn, endsOn: null };
      const first = firstDay(schedule, { from });
      const days = [first ?? ''];
      for (let n = 0; n < 14; n++) days.push(dayAfter(schedule, days.at(-1) ?? '') ?? '');
      expect(days).toEqual(days.toSorted());
      expect(new Set(days.map(monthOf)).size).toBe(15);
      expect(days[0] && days[0] >= from && days[0] >= startsOn).toBe(true);
      for (const day of days) {
        const next = new Date(`${day}T00:00:00Z`);
        next.setUTCDate(next.getUTCDate() + 1);
        const last = next.getUTCDate() === 1;
        expect(
          Number(day.slice(8)) === dayOfMonth || (last && Number(day.slice(8)) < dayOfMonth),
        ).toBe(true);
      }
    }),
  );
});
