import { expect, test } from 'vitest';
import { newItem } from '../../../contract/invoice-shapes.ts';
import {
  addBehind,
  isBlank,
  itemsOf,
  type Line,
  lineOf,
  maxLines,
  move,
  newLine,
  problemsAtIssue,
  readLine,
  without,
} from './lines.ts';

const cleaning = () =>
  newLine({ description: 'Уборка', quantity: '1,5', unit: 'ч', price: '1 200', taxRate: 2000 });
const names = (lines: readonly Line[]) => lines.map(({ description }) => description);
const named = (...descriptions: string[]) =>
  descriptions.map((description) => newLine({ description, price: '1' }));

test('a line is read as the contract takes it, and written back the same', () => {
  const read = readLine(cleaning(), 'ru');
  expect(read).toEqual({
    item: { description: 'Уборка', quantity: 1500, unit: 'ч', unitPrice: 120_000, taxRate: 2000 },
  });
  const { item } = read as { item: Parameters<typeof lineOf>[0] };
  expect(newItem.parse(item)).toEqual(item);
  expect(readLine(lineOf(item, 'ru'), 'ru')).toEqual(read);
  expect(readLine(lineOf(item, 'en'), 'en')).toEqual(read);
});

test('each field says what is wrong with it', () => {
  const wrong = { description: 'я'.repeat(501), quantity: '0', unit: 'x'.repeat(21), price: 'сто' };
  expect(readLine(newLine(wrong), 'ru')).toEqual({
    problems: {
      description: 'too_long',
      quantity: 'out_of_range',
      unit: 'too_long',
      price: 'malformed',
    },
  });
  expect(readLine(newLine({ quantity: '' }), 'ru')).toEqual({
    problems: { description: 'required', quantity: 'required' },
  });
});

test('a draft waits for a price, an issued invoice does not', () => {
  const line = newLine({ description: 'Уборка' });
  expect(readLine(line, 'ru')).toMatchObject({ item: { unitPrice: 0 } });
  expect(problemsAtIssue(line, 'ru')).toEqual({ price: 'required' });
  expect(problemsAtIssue(cleaning(), 'ru')).toEqual({});
});

test('blank lines are left out, and a line that cannot be read holds all back', () => {
  expect(isBlank(newLine({ quantity: '5', unit: 'ч' }))).toBe(true);
  expect(itemsOf([newLine(), cleaning(), newLine()], 'ru')).toHaveLength(1);
  expect(itemsOf([newLine()], 'ru')).toEqual([]);
  expect(itemsOf([cleaning(), newLine({ price: '5' })], 'ru')).toBeUndefined();
});

test('a new line stands behind the one it was asked from, with its unit and tax', () => {
  const [first, second] = [cleaning(), newLine({ description: 'Вторая' })];
  const { lines, added } = addBehind([first, second], first.key, null);
  expect(lines.map(({ key }) => key)).toEqual([first.key, added, second.key]);
  expect(lines[1]).toMatchObject({ description: '', quantity: '1', unit: 'ч', taxRate: 2000 });
  expect(addBehind([], undefined, 1000).lines).toMatchObject([{ taxRate: 1000 }]);
});

test('there are never more lines than the contract takes', () => {
  const full = Array.from({ length: maxLines }, () => newLine());
  expect(addBehind(full, undefined, null)).toEqual({ lines: full, added: undefined });
});

test('lines move up and down, and stop at the ends', () => {
  const lines = named('a', 'b', 'c');
  const key = (place: number) => lines[place]?.key ?? '';
  expect(names(move(lines, key(1), -1))).toEqual(['b', 'a', 'c']);
  expect(names(move(lines, key(1), 1))).toEqual(['a', 'c', 'b']);
  expect(names(move(lines, key(0), -1))).toEqual(['a', 'b', 'c']);
  expect(names(move(lines, key(2), 1))).toEqual(['a', 'b', 'c']);
});

test('the last line that is taken away leaves an empty one', () => {
  const lines = named('a', 'b');
  const rest = without(lines, lines[0]?.key ?? '', null);
  expect(names(rest)).toEqual(['b']);
  const empty = without(rest, rest[0]?.key ?? '', 2000);
  expect(empty).toMatchObject([{ description: '', price: '', taxRate: 2000 }]);
});
