import { expect, test } from 'vitest';
import { clockFace, noteDate, secondsUntil, serverNow, setClock } from './clock.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');

test('a countdown follows the clock of the server where the browser is wrong by an hour', () => {
  setClock('2026-11-21T13:00:00Z', noon);
  expect(secondsUntil('2026-11-21T13:00:30Z', noon)).toBe(30);
  expect(secondsUntil('2026-11-21T13:00:30Z', noon + 29_001)).toBe(1);
  expect(secondsUntil('2026-11-21T13:00:30Z', noon + 30_000)).toBe(0);
  expect(secondsUntil('2026-11-21T13:00:30Z', noon + 99_000)).toBe(0);
});

test('a time that cannot be read changes nothing', () => {
  setClock('2026-11-21T12:00:00Z', noon);
  setClock('soon', noon);
  expect(secondsUntil('2026-11-21T12:00:05Z', noon)).toBe(5);
});

test('the date of an answer corrects a clock that is wrong, and not one that is right to the second', () => {
  setClock('2026-11-21T12:00:00.700Z', noon);
  noteDate('Sat, 21 Nov 2026 12:00:03 GMT', noon);
  expect(serverNow(noon) - noon).toBe(700);
  noteDate('Sat, 21 Nov 2026 13:00:00 GMT', noon);
  expect(serverNow(noon) - noon).toBe(3_600_500);
  noteDate('no date', noon);
  noteDate(null, noon);
  expect(serverNow(noon) - noon).toBe(3_600_500);
});

test.each([
  [0, '0:00'],
  [9, '0:09'],
  [65, '1:05'],
  [600, '10:00'],
  [3723, '1:02:03'],
])('%i seconds read %s', (seconds, face) => {
  expect(clockFace(seconds)).toBe(face);
});
