import { expect, test } from 'vitest';
import { initials } from './person.ts';

test('a name has one or two letters, and an emoji counts as one', () => {
  expect(initials('anna maria smirnova')).toBe('AM');
  expect(initials('👋 Anna')).toBe('👋A');
  expect(initials('Сервис «Север»')).toBe('СС');
  expect(initials('')).toBe('');
});
