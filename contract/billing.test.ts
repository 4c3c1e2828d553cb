/** The check digits of the details of a company in Russia. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billingSettings, isAccount, isCorrespondentAccount, isInn } from './billing.ts';

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((all) => all.join(''));
/** The same digits with another one somewhere. */
const otherwise = (text: string, at: number, by: number) =>
  text.slice(0, at) + ((Number(text[at]) + by) % 10) + text.slice(at + 1);

describe('An INN', () => {
  test.each(['7707083893', '7736050003', '500100732259'])('%s is one', (inn) => {
    expect(isInn(inn)).toBe(true);
  });

  test.each(['7707083894', '7707083983', '500100732258', '500100732269', '770708389', ''])(
    '%s is none',
    (inn) => expect(isInn(inn)).toBe(false),
  );

  test('ends with digits that follow from the others', () => {
    fc.assert(
      fc.property(digits(9), (first) => {
        const right = [...'0123456789'].filter((last) => isInn(first + last));
        expect(right).toHaveLength(1);
      }),
    );
    fc.assert(
      fc.property(digits(10), (first) => {
        const ends = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
        expect(ends.filter((last) => isInn(first + last))).toHaveLength(1);
      }),
    );
  });
});

describe('An account', () => {
  test('of a bank with the Bank of Russia is known by the key of its region', () => {
    expect(isCorrespondentAccount('30101810400000000225', '044525225')).toBe(true);
    expect(isCorrespondentAccount('30101810400000000226', '044525225')).toBe(false);
  });

  test('has one key for each bank, and no single wrong digit passes', () => {
    const bik = digits(3).map((last) => `044525${last}`);
    fc.assert(
      fc.property(
        digits(20),
        bik,
        fc.nat(19),
        fc.integer({ min: 1, max: 9 }),
        (given, bik, at, by) => {
          for (const fits of [isAccount, isCorrespondentAccount]) {
            const keyed = [...'0123456789'].map((key) => given.slice(0, 8) + key + given.slice(9));
            const right = keyed.filter((account) => fits(account, bik));
            expect(right).toHaveLength(1);
            expect(fits(otherwise(right[0] ?? '', at, by), bik)).toBe(false);
          }
        },
      ),
    );
  });
});

describe('The settings', () => {
  const empty = {
    ...{ legalName: '', address: '', inn: '', kpp: '', bank: '', bik: '', account: '' },
    ...{ correspondentAccount: '', otherDetails: '', director: '', accountant: '', note: '' },
    ...{ currency: 'RUB', taxMode: 'included', taxRates: [null], prefix: '', dueDays: 5 },
    ...{ reminderDays: [-3, 0, 3], reminderHour: 10 },
  };
  const problems = (given: object) => {
    const { error } = billingSettings.safeParse({ ...empty, ...given });
    return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  test('may be empty, and are taken where everything is right', () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({
        ...{ inn: '7707083893', kpp: '773601001', bik: '044525225' },
        correspondentAccount: '30101810400000000225',
      }),
    ).toEqual([]);
  });

  test.each([
    [{ inn: '7707083894' }, 'inn: check_digits'],
    [{ inn: '77070838' }, 'inn: malformed'],
    [{ kpp: '77360100' }, 'kpp: malformed'],
    [{ bik: '04452522' }, 'bik: malformed'],
    [
      { bik: '044525225', correspondentAccount: '30101810400000000226' },
      'correspondentAccount: check_digits',
    ],
    [{ taxRates: [] }, 'taxRates: required'],
    [{ reminderDays: [1, 1] }, 'reminderDays: taken'],
  ])('%j is refused', (given, problem) => {
    expect(problems(given)).toEqual([problem]);
  });

  test('an account is not checked where the bank is not named', () => {
    expect(problems({ account: '40702810138250123017' })).toEqual([]);
    const checked = problems({ account: '40702810138250123017', bik: '044525225' });
    const fits = isAccount('40702810138250123017', '044525225');
    expect(checked).toEqual(fits ? [] : ['account: check_digits']);
  });
});
