/** Money, checked against exact fractions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountsOf, formatMoney, type LineGiven, largestSum, totalsOf } from './money.ts';

/** Reckoned once more by other means: exact fractions, rounded by what is left over. */
interface Fraction {
  over: bigint;
  under: bigint;
}

const times = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.over,
  under: one.under * other.under,
});
const whole = (value: number | bigint): Fraction => ({ over: BigInt(value), under: 1n });

function rounded({ over, under }: Fraction): bigint {
  const [size, sign] = over < 0n ? [-over, -1n] : [over, 1n];
  const rest = size % under;
  return sign * (size / under + (rest + rest >= under ? 1n : 0n));
}

function expected({ quantity, unitPrice, taxRate }: LineGiven, mode: 'included' | 'on_top') {
  const amount = rounded(times({ over: BigInt(quantity), under: 1000n }, whole(unitPrice)));
  const percent = BigInt(taxRate ?? 0);
  const under = mode === 'included' ? 10_000n + percent : 10_000n;
  const tax = rounded(times(whole(amount), { over: percent, under }));
  return mode === 'included'
    ? { net: amount - tax, tax, total: amount }
    : { net: amount, tax, total: amount + tax };
}

const line: fc.Arbitrary<LineGiven> = fc
  .record({
    quantity: fc.oneof(fc.integer({ min: 1, max: 1_000_000_000 }), fc.nat(20_000)),
    unitPrice: fc.oneof(
      fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
      fc.integer({ min: -300_00, max: 300_00 }),
    ),
    taxRate: fc.oneof(
      fc.constantFrom(null, 0, 500, 700, 1000, 2000, 2200),
      fc.integer({ min: 0, max: 5000 }),
    ),
  })
  .filter(({ quantity, unitPrice }) => Math.abs((quantity / 1000) * unitPrice) <= largestSum / 2);
const mode = fc.constantFrom('included' as const, 'on_top' as const);
const runs = { numRuns: 2000 };

describe('Lines, VAT and totals agree to the kopeck', () => {
  test('a line with exact fractions, in both ways of taxing', () => {
    fc.assert(
      fc.property(line, mode, (given, mode) => {
        const { net, tax, total } = amountsOf(given, mode);
        expect({ net: BigInt(net), tax: BigInt(tax), total: BigInt(total) }).toEqual(
          expected(given, mode),
        );
        expect(net + tax).toBe(total);
      }),
      runs,
    );
  });

  test('the totals with the sums of the lines, in any order, and the taxes with the tax', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), mode, (lines, mode) => {
        const totals = totalsOf(lines, mode);
        const sums = { net: 0n, tax: 0n, total: 0n };
        for (const one of lines) {
          const { net, tax, total } = expected(one, mode);
          sums.net += net;
          sums.tax += tax;
          sums.total += total;
        }
        const { taxes, ...given } = totals;
        expect(given).toEqual({
          net: Number(sums.net),
          tax: Number(sums.tax),
          total: Number(sums.total),
        });
        expect(given.net + given.tax).toBe(given.total);
        expect(taxes.reduce((sum, { tax }) => sum + tax, 0)).toBe(given.tax);
        expect(totalsOf(lines.toReversed(), mode)).toEqual(totals);
      }),
      { numRuns: 300 },
    );
  });

  test('a discount takes away exactly what the same price adds', () => {
    fc.assert(
      fc.property(line, mode, (given, mode) => {
        const back = { ...given, unitPrice: -given.unitPrice };
        expect(totalsOf([given, back], mode)).toMatchObject({ net: 0, tax: 0, total: 0 });
      }),
      runs,
    );
  });
});

test('halves go away from nought', () => {
  const half = { quantity: 500, taxRate: null };
  expect(amountsOf({ ...half, unitPrice: 1 }, 'included').total).toBe(1);
  expect(amountsOf({ ...half, unitPrice: -1 }, 'included').total).toBe(-1);
  expect(amountsOf({ ...half, unitPrice: 3 }, 'included').total).toBe(2);
});

test('22 % of 1 000 roubles are 180,33 inside and 220 on top', () => {
  const given = { quantity: 1000, unitPrice: 100_000, taxRate: 2200 };
  expect(amountsOf(given, 'included')).toEqual({ net: 81_967, tax: 18_033, total: 100_000 });
  expect(amountsOf(given, 'on_top')).toEqual({ net: 100_000, tax: 22_000, total: 122_000 });
});

test('the taxes come by rate, the highest first, and without is no rate', () => {
  const rates = [1000, null, 2200, 0, 1000];
  const lines = rates.map((taxRate) => ({ quantity: 1000, unitPrice: 10_000, taxRate }));
  expect(totalsOf(lines, 'on_top').taxes).toEqual([
    { rate: 2200, tax: 2200 },
    { rate: 1000, tax: 2000 },
    { rate: 0, tax: 0 },
  ]);
});

test('the largest sum is written to the last kopeck', () => {
  expect(formatMoney(largestSum - 1, 'RUB', 'en')).toBe('RUB\u00a09,999,999,999.99');
});
