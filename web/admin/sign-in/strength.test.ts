import { expect, test } from 'vitest';
import { strengthOf } from './strength.ts';

test.each([
  ['short', 'Ab1!'],
  ['weak', 'aaaaaaaaaaaa'],
  ['weak', '123456789012345'],
  ['fair', 'lantern-harbour'],
  ['good', 'lantern-harbour-1'],
  ['good', 'синий трамвай едет к морю'],
])('%s: %s', (strength, password) => {
  expect(strengthOf(password)).toBe(strength);
});
