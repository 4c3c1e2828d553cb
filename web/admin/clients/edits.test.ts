import { expect, test } from 'vitest';
import { clashes, type Edits, edited, type Fields, shown, upon } from './edits.ts';

const anna: Fields = { name: 'Анна', phone: '+79161234567', email: '', language: 'ru', note: '' };

test('what is typed back to what it was is no edit', () => {
  const typed = edited({}, { field: 'name', now: anna, is: 'Анна М.' });
  expect(shown(anna, typed).name).toBe('Анна М.');
  expect(edited(typed, { field: 'name', now: anna, is: 'Анна' })).toEqual({});
});

test('what somebody else has changed elsewhere comes in and disturbs nobody', () => {
  const mine = edited({}, { field: 'name', now: anna, is: 'Анна М.' });
  const now = { ...anna, note: 'Звонить после шести' };
  expect(clashes(now, mine)).toEqual([]);
  expect(shown(now, mine)).toEqual({ ...now, name: 'Анна М.' });
});

test('two different changes of one field clash, and two alike do not', () => {
  const mine = edited({}, { field: 'name', now: anna, is: 'Анна М.' });
  expect(clashes({ ...anna, name: 'Анна Маркова' }, mine)).toEqual(['name']);
  expect(clashes({ ...anna, name: 'Анна М.' }, mine)).toEqual([]);
});

test('whoever has seen the clash may keep their own words', () => {
  const mine: Edits = { name: { was: 'Анна', is: 'Анна М.' }, note: { was: '', is: 'ВИП' } };
  const now = { ...anna, name: 'Анна Маркова', note: 'ВИП' };
  expect(upon(now, mine)).toEqual({ name: { was: 'Анна Маркова', is: 'Анна М.' } });
  expect(clashes(now, upon(now, mine))).toEqual([]);
});
