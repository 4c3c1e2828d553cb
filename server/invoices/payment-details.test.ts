/** What is copied for the bank app: all of it where it fits, never half of what matters. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from '../notifications/hostile-text-test.ts';
import type { Invoice } from './invoices.policy.ts';
import { paymentDetails } from './payment-details.ts';

const seller = {
  name: 'Отклик',
  legalName: 'ООО «Три кита»',
  address: 'Рязань',
  inn: '6200098763',
  kpp: '620001001',
  bank: 'ПАО СБЕРБАНК',
  bik: '044525225',
  account: '40702810138250123017',
  correspondentAccount: '30101810400000000225',
  otherDetails: '',
  director: '',
  accountant: '',
};

function detailsOf(given: Partial<typeof seller> | null, language: 'ru' | 'en' = 'ru') {
  const invoice = {
    seller: given && { ...seller, ...given },
    numberText: 'СЧ-17',
    issuedOn: '2026-11-21',
    currency: 'RUB',
    total: 123_450,
    paid: 23_450,
  } as Invoice;
  return paymentDetails(invoice, language)?.replaceAll(/[\u00a0\u202f]/g, ' ');
}

test('the details of a Russian account, with what is still to be paid', () => {
  expect(detailsOf({})).toBe(
    [
      'ООО «Три кита»',
      'ИНН 6200098763',
      'КПП 620001001',
      'Счёт 40702810138250123017',
      'БИК 044525225',
      'Банк: ПАО СБЕРБАНК',
      'Корр. счёт 30101810400000000225',
      'Сумма: 1 000,00 ₽',
      'Оплата по счёту № СЧ-17 от 21.11.2026',
    ].join('\n'),
  );
});

test('elsewhere the account stands in the other details', () => {
  const otherDetails = 'IBAN DE89 3704 0044 0532 0130 00\nBIC COBADEFFXXX';
  const none = { inn: '', kpp: '', bank: '', bik: '', account: '', correspondentAccount: '' };
  expect(detailsOf({ ...none, legalName: '', otherDetails }, 'en')).toBe(
    `Отклик\n${otherDetails}\nSum: RUB 1,000.00\nPayment of invoice No. СЧ-17 of 21.11.2026`,
  );
  expect(detailsOf(none)).toBeUndefined();
  expect(detailsOf(null)).toBeUndefined();
});

test('where there is no room, what a bank finds by itself is left out, and then all of it', () => {
  const long = detailsOf({ legalName: `ООО «${'Кит '.repeat(20).trim()}»` });
  expect(long).toContain('Счёт 40702810138250123017\nБИК 044525225');
  expect(long).not.toContain('КПП');
  expect(detailsOf({ legalName: 'К'.repeat(200) })).toBeUndefined();
});

test('whatever stands in the settings, a copy button holds it, and the account is whole', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (legalName, bank) => {
      const details = detailsOf({ legalName, bank });
      if (details === undefined) return;
      expect(details.length).toBeLessThanOrEqual(256);
      expect(details).toContain('Счёт 40702810138250123017');
    }),
  );
});
