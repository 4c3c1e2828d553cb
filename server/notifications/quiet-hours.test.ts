import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const night = { from: '22:00', to: '08:00', timeZone: 'Europe/Moscow', how: 'held' } as const;
const at = (text: string, zone = 'Europe/Moscow') => DateTime.fromISO(text, { zone }).toJSDate();

test('Over midnight they last until the next morning, wherever in them one stands', () => {
  const morning = at('2026-11-22T08:00');
  expect(quietUntil(night, at('2026-11-21T22:00'))).toEqual(morning);
  expect(quietUntil(night, at('2026-11-22T03:00'))).toEqual(morning);
  expect(quietUntil(night, at('2026-11-22T07:59:59.999'))).toEqual(morning);
  expect(quietUntil(night, at('2026-11-22T08:00'))).toBeUndefined();
  expect(quietUntil(night, at('2026-11-22T21:59'))).toBeUndefined();
});

test('By day they begin and end on one day', () => {
  const nap = { ...night, from: '13:00', to: '15:30' };
  expect(quietUntil(nap, at('2026-11-21T14:00'))).toEqual(at('2026-11-21T15:30'));
  expect(quietUntil(nap, at('2026-11-21T15:30'))).toBeUndefined();
  expect(quietUntil(nap, at('2026-11-21T12:59'))).toBeUndefined();
});

test('They are those of the person’s own zone', () => {
  const omsk = { ...night, timeZone: 'Asia/Omsk' };
  expect(quietUntil(omsk, at('2026-11-21T20:00'))).toEqual(at('2026-11-22T08:00', 'Asia/Omsk'));
  expect(quietUntil(night, at('2026-11-21T20:00'))).toBeUndefined();
});

test('The night in which the clocks are changed is an hour shorter or longer, and ends at the same time of day', () => {
  const berlin = { ...night, timeZone: 'Europe/Berlin' };
  const spring = quietUntil(berlin, at('2026-03-28T23:00', 'Europe/Berlin'));
  expect(spring?.toISOString()).toBe('2026-03-29T06:00:00.000Z');
  const autumn = quietUntil(berlin, at('2026-10-24T23:00', 'Europe/Berlin'));
  expect(autumn?.toISOString()).toBe('2026-10-25T07:00:00.000Z');
  // There is no 02:30 in this night.
  const skipped = { ...berlin, from: '23:00', to: '02:30' };
  const end = quietUntil(skipped, at('2026-03-29T00:00', 'Europe/Berlin'));
  expect(end?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
});

test('Their end is always ahead, within a day, and quiet no more', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const zone = fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Asia/Omsk');
  const moment = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(time, time, zone, moment, (from, to, timeZone, now) => {
      fc.pre(from !== to);
      const hours = { from, to, timeZone, how: 'held' as const };
      const end = quietUntil(hours, now);
      if (!end) return;
      expect(end.getTime()).toBeGreaterThan(now.getTime());
      expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3600_000);
    }),
  );
});
