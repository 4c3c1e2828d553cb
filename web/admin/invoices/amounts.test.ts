import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPrice, readQuantity, readSum, writePrice, writeQuantity } from './amounts.ts';

test.each([
  ['1 234,50', 123_450],
  ['1234.5', 123_450],
  ['1\u00a0234,50', 123_450],
  ['1,234.50', 123_450],
  ['1.234,50', 123_450],
  ['1 234 567', 123_456_700],
  ['1.234.567', 123_456_700],
  ['1234,50 ₽', 123_450],
  ['$1,234.50', 123_450],
  ['1500 руб.', 150_000],
  ['12,', 1200],
  [',5', 50],
  ['-100', -10_000],
  ['−100,05', -10_005],
  ['-0', 0],
  ['007', 700],
])('the price %s is understood', (text, value) => {
  expect(readPrice(text, 'ru')).toEqual({ value });
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['сто', 'malformed'],
  ['1,234', 'malformed'],
  ['12 34', 'malformed'],
  ['1,2,3', 'malformed'],
  ['10.999', 'malformed'],
  ['1e5', 'malformed'],
  ['--5', 'malformed'],
  ['100000000,01', 'out_of_range'],
  ['9'.repeat(40), 'out_of_range'],
])('the price "%s" is %s', (text, problem) => {
  expect(readPrice(text, 'ru')).toEqual({ problem });
});

test('a comma before three digits is a thousand in English, and a fraction of a quantity in Russian', () => {
  expect(readPrice('1,234', 'en')).toEqual({ value: 123_400 });
  expect(readQuantity('1,234', 'en')).toEqual({ value: 1_234_000 });
  expect(readQuantity('1,234', 'ru')).toEqual({ value: 1234 });
  expect(readQuantity('0.125', 'en')).toEqual({ value: 125 });
});

test('nothing is neither a quantity nor a payment', () => {
  expect(readQuantity('0', 'ru')).toEqual({ problem: 'out_of_range' });
  expect(readQuantity('-1', 'ru')).toEqual({ problem: 'out_of_range' });
  expect(readSum('0,00', 'ru')).toEqual({ problem: 'out_of_range' });
  expect(readSum('0,01', 'ru')).toEqual({ value: 1 });
});

describe.each(['ru', 'en'])('in %s', (language) => {
  test('every price that the page writes it reads back', () => {
    const price = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 });
    fc.assert(
      fc.property(price, (minor) => {
        expect(readPrice(writePrice(minor, language), language)).toEqual({ value: minor });
      }),
    );
  });

  test('every quantity that the page writes it reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (thousandths) => {
        const written = writeQuantity(thousandths, language);
        expect(readQuantity(written, language)).toEqual({ value: thousandths });
      }),
    );
  });

  test('whatever is typed, the answer is a whole number or a problem', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789 .,-₽e'), maxLength: 24 });
    fc.assert(
      fc.property(typed, (text) => {
        const read = readPrice(text, language);
        if ('value' in read) expect(Number.isSafeInteger(read.value)).toBe(true);
      }),
    );
  });
});
