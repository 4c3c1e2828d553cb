import { expect, test } from 'vitest';
import { nameProblem } from './name-problem.ts';

test('a name that is still being typed is not yet too short', () => {
  expect(nameProblem('', false)).toBeUndefined();
  expect(nameProblem('А', false)).toBeUndefined();
});

test('who goes on without a name, or with one letter, is told why not', () => {
  expect(nameProblem('', true)).toBe('required');
  expect(nameProblem('   ', true)).toBe('required');
  expect(nameProblem(' А ', true)).toBe('too_short');
});

test.each(['Анна', 'Ли', 'Anne-Marie O’Neil', '李明', '👩‍💻 Anna'])('%s is a name', (name) => {
  expect(nameProblem(name, true)).toBeUndefined();
});

test('what cannot get better by typing on is said at once', () => {
  expect(nameProblem('a'.repeat(65), false)).toBe('too_long');
  expect(nameProblem('Анна\u0007', false)).toBe('control_characters');
  expect(nameProblem('\u202eАнна', false)).toBe('control_characters');
});
