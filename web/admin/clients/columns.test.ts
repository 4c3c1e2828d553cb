import { expect, test } from 'vitest';
import { choose, enough, fieldAt } from './columns.ts';

test('a column is one thing, and each thing is one column', () => {
  const guessed = { name: 0, phone: 1 };
  expect(fieldAt(guessed, 1)).toBe('phone');
  expect(choose(guessed, { column: 2, field: 'phone' })).toEqual({ name: 0, phone: 2 });
  expect(choose(guessed, { column: 1, field: 'name' })).toEqual({ name: 1 });
  expect(choose(guessed, { column: 1, field: undefined })).toEqual({ name: 0 });
});

test('a name and a number are needed', () => {
  expect(enough({ name: 0, phone: 1 })).toBe(true);
  expect(enough({ name: 0, email: 1 })).toBe(false);
});
