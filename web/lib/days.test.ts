import { expect, test } from 'vitest';
import { dayAt, dayInFull } from './days.ts';

test('a day is said as the language says it', () => {
  expect(dayInFull('2026-11-21', 'en')).toBe('21 November 2026');
  expect(dayInFull('2026-11-21', 'ru')).toBe('21 ноября 2026');
});

test('a moment near midnight is another day elsewhere', () => {
  expect(dayAt('2026-11-21T22:30:00Z', 'Europe/Moscow')).toBe('2026-11-22');
  expect(dayAt('2026-11-21T22:30:00Z', 'UTC')).toBe('2026-11-21');
});
