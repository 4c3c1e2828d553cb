import { describe, expect, test } from 'vitest';
import {
  type Billing,
  billingProblems,
  digitsOf,
  rateOf,
  reminderDay,
  reminderOf,
  stillMissing,
  valuesOf,
  withReminder,
} from './billing-form.ts';

const billing: Billing = {
  legalName: 'ООО «Ромашка»',
  address: 'Москва',
  inn: '7707083893',
  kpp: '773601001',
  bank: 'Сбербанк',
  bik: '044525225',
  account: '',
  correspondentAccount: '30101810400000000225',
  otherDetails: '',
  director: '',
  accountant: '',
  currency: 'RUB',
  taxMode: 'included',
  taxRates: [2000, null],
  prefix: 'СЧ-',
  dueDays: 5,
  reminderDays: [-3, 0, 3],
  reminderHour: 10,
  note: '',
  version: 3,
  nextNumber: 17,
  missingForQr: ['account'],
};
const values = valuesOf(billing);

describe('problems of the billing form', () => {
  test('right details have none', () => {
    expect(billingProblems(values)).toEqual({});
  });

  test('a wrong digit is found in the INN, and beside another mistake too', () => {
    expect(billingProblems({ ...values, inn: '7707083894' })).toEqual({ inn: 'check_digits' });
    expect(billingProblems({ ...values, inn: '7707083894', kpp: '12' })).toEqual({
      inn: 'check_digits',
      kpp: 'malformed',
    });
  });

  test('an account is checked with its bank', () => {
    const wrong = { ...values, correspondentAccount: '30101810400000000226' };
    expect(billingProblems(wrong)).toEqual({ correspondentAccount: 'check_digits' });
    expect(billingProblems({ ...wrong, bik: '' })).toEqual({});
  });

  test('an empty number of days is asked for', () => {
    expect(billingProblems({ ...values, dueDays: '' })).toEqual({
      dueDays: expect.stringMatching(/required|malformed/),
    });
  });
});

test('numbers lose the blanks and hyphens they were copied with', () => {
  expect(digitsOf(' 7707 083-893 ')).toBe('7707083893');
  expect(digitsOf('7736ab001')).toBe('7736AB001');
});

test.each([
  ['20', 2000],
  ['20 %', 2000],
  ['16,67', 1667],
  ['5.5%', 550],
  ['0', 0],
  ['50', 5000],
  ['51', undefined],
  ['-5', undefined],
  ['НДС', undefined],
  ['', undefined],
])('the rate «%s» is read as %s', (typed, rate) => {
  expect(rateOf(typed)).toBe(rate);
});

describe('reminders', () => {
  test.each([-60, -3, 0, 3, 90])('day %i comes back from its sentence as it was', (day) => {
    const { side, count } = reminderOf(day);
    expect(reminderDay(side, count)).toBe(day);
  });

  test('stand in order, and none twice', () => {
    expect(withReminder([-3, 3], 0)).toEqual([-3, 0, 3]);
    expect(withReminder([-3, 3], 3)).toEqual([-3, 3]);
  });
});

test('what a payment QR misses goes while it is written, and outside roubles', () => {
  expect(stillMissing(billing.missingForQr, values)).toEqual(['account']);
  expect(stillMissing(billing.missingForQr, { ...values, account: '4' })).toEqual([]);
  expect(stillMissing([], { ...values, bank: '' })).toEqual(['bank', 'account']);
  // The company's name stands in for the legal one, and 0 for a bank without an account of its own.
  const enough = { ...values, account: '4', legalName: '', correspondentAccount: '' };
  expect(stillMissing([], enough)).toEqual([]);
  expect(stillMissing(billing.missingForQr, { ...values, currency: 'EUR' })).toEqual([]);
});
