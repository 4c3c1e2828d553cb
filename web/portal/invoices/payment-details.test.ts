import { expect, test } from 'vitest';
import { paymentDetails, plainSum } from './payment-details.ts';

const seller = {
  legalName: 'ООО «Отклик»',
  address: '',
  inn: '7707083893',
  kpp: '',
  bank: 'ПАО СБЕРБАНК',
  bik: '044525225',
  account: '40702810938000060473',
  correspondentAccount: '30101810400000000225',
  otherDetails: '',
  director: '',
  accountant: '',
};

test('a sum is written as the field of a bank takes it', () => {
  expect(plainSum(123_450, 'ru')).toBe('1234,50');
  expect(plainSum(5, 'en')).toBe('0.05');
  expect(plainSum(1_000_000_000_000, 'ru')).toBe('10000000000,00');
});

test('what the company has not given is left out, and the sum is what is still due', () => {
  const details = paymentDetails(
    { seller, due: 150_000, purpose: 'Оплата по счёту 17', companyName: 'Отклик' },
    'ru',
  );
  expect(details.map(({ name }) => name)).toEqual([
    ...['payee', 'account', 'bik', 'bank', 'corr', 'inn', 'sum', 'purpose'],
  ]);
  expect(details.find(({ name }) => name === 'sum')?.value).toBe('1500,00');
});

test('a company with nothing filled in still says to whom, how much and what for', () => {
  const empty = Object.fromEntries(Object.keys(seller).map((key) => [key, ''])) as typeof seller;
  const details = paymentDetails(
    { seller: empty, due: 100, purpose: 'Счёт 1', companyName: 'Отклик' },
    'en',
  );
  expect(details).toEqual([
    { name: 'payee', value: 'Отклик' },
    { name: 'sum', value: '1.00' },
    { name: 'purpose', value: 'Счёт 1' },
  ]);
});
