import { expect, test } from 'vitest';
import { exactly, relative, shortDay } from './when.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['2026-11-21T11:59:30Z', 'ru', { now: true }],
  ['2026-11-21T11:55:00Z', 'ru', { text: '5 минут назад' }],
  ['2026-11-21T14:00:00Z', 'ru', { text: 'через 2 часа' }],
  ['2026-11-20T11:00:00Z', 'ru', { text: 'вчера' }],
  ['2026-11-21T11:55:00Z', 'en', { text: '5 minutes ago' }],
  ['2026-11-01T12:00:00Z', 'en', undefined],
])('%s read in %s', (at, language, said) => {
  expect(relative(at, { now, language })).toEqual(said);
});

test('a day long ago says its year, and days are those of the chosen zone', () => {
  const there = { now, language: 'en', timeZone: 'Asia/Tokyo' };
  expect(shortDay('2026-10-31T20:00:00Z', there)).toBe('Nov 1');
  expect(shortDay('2025-03-05T00:00:00Z', there)).toBe('Mar 5, 2025');
});

test('the exact time is that of the chosen zone', () => {
  const said = exactly('2026-11-21T12:00:00Z', { language: 'ru', timeZone: 'Europe/Moscow' });
  expect(said).toContain('15:00');
});
