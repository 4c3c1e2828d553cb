import { expect, test } from 'vitest';
import { isQuiet, monthName, roundMoney } from './months.ts';

test('a month is named with its year', () => {
  expect(monthName('2026-11', 'en')).toBe('Nov 2026');
  expect(monthName('2026-11', 'ru')).toMatch(/^нояб\.? 2026$/);
});

test('sums on an axis are short, in either language', () => {
  expect(roundMoney(120_000_000, 'RUB', 'en')).toMatch(/1\.2M/);
  expect(roundMoney(120_000_000, 'RUB', 'ru')).toMatch(/1,2\sмлн/);
  expect(roundMoney(0, 'EUR', 'en')).toBe('€0');
});

test('months are quiet only if no money moved and none is late', () => {
  const nothing = { issued: 0, paid: 0, overdue: 0 };
  expect(isQuiet([nothing, nothing])).toBe(true);
  expect(isQuiet([nothing, { ...nothing, overdue: 1 }])).toBe(false);
});
