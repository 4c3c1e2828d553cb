import { expect, test } from 'vitest';
import { makeReader, nameOf } from './shortcuts.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  [{ key: 'j', code: 'KeyJ' }, 'j'],
  [{ key: 'о', code: 'KeyJ' }, 'j'],
  [{ key: 'J', code: 'KeyJ' }, 'j'],
  [{ key: '?', code: 'Slash' }, '?'],
  [{ key: '?', code: 'Digit7' }, '?'],
  [{ key: '.', code: 'Slash' }, '/'],
  [{ key: '.', code: 'Period' }, '.'],
  [{ key: 'Escape', code: 'Escape' }, 'Escape'],
  [{ key: 'Enter', code: 'Enter', ctrlKey: true }, 'mod+Enter'],
  [{ key: 'Enter', code: 'Enter', metaKey: true }, 'mod+Enter'],
])('the key %o is called %s', (pressed, name) => {
  expect(nameOf({ ...plain, ...pressed })).toBe(name);
});

test('two keys one after the other are a chord, and the second is not heard by itself', () => {
  const read = makeReader(() => ['g q', 'q', 'g t']);
  expect(read('g', 0)).toBeUndefined();
  expect(read('q', 400)).toBe('g q');
  expect(read('q', 500)).toBe('q');
});

test('a chord that takes too long is forgotten', () => {
  const read = makeReader(() => ['g q', 'q']);
  read('g', 0);
  expect(read('q', 5000)).toBe('q');
});

test('a key that begins nothing known ends the chord', () => {
  const read = makeReader(() => ['g q', 'j']);
  read('g', 0);
  expect(read('j', 100)).toBe('j');
  expect(read('q', 200)).toBeUndefined();
});
