/** The code that bank apps read, as the standard and the phones want it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PaymentAsked, paymentFieldsMissing, paymentText } from './payment-qr.ts';

const asked: PaymentAsked = {
  seller: {
    name: 'Отклик',
    legalName: 'ООО «Три кита»',
    address: '',
    inn: '6200098763',
    kpp: '620001001',
    bank: 'ПАО СБЕРБАНК',
    bik: '044525225',
    account: '40702810138250123017',
    correspondentAccount: '30101810400000000225',
    otherDetails: '',
    director: '',
    accountant: '',
  },
  due: 123_450,
  currency: 'RUB',
  purpose: 'Оплата по счёту № СЧ-17',
};
const but = (seller: Partial<PaymentAsked['seller']>) =>
  paymentText({ ...asked, seller: { ...asked.seller, ...seller } });

describe('the payment code', () => {
  it('names the five obligatory fields first and in order, and the sum in kopecks', () => {
    expect(paymentText(asked)).toBe(
      'ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ПАО СБЕРБАНК|BIC=044525225|' +
        'CorrespAcc=30101810400000000225|Sum=123450|Purpose=Оплата по счёту № СЧ-17|PayeeINN=6200098763|KPP=620001001',
    );
  });

  it('says 0 for a bank without a correspondent account, and leaves out the KPP of an entrepreneur', () => {
    const text = but({ correspondentAccount: '', kpp: '' });
    expect(text).toContain('|CorrespAcc=0|');
    expect(text).not.toContain('KPP');
  });

  it('takes the company name where no legal one is set', () => {
    expect(but({ legalName: '' })).toContain('|Name=Отклик|');
    expect(but({ legalName: '', name: '' })).toBeUndefined();
  });

  it('is there for roubles that are still to be paid, and nothing else', () => {
    expect(paymentText({ ...asked, due: 1 })).toBeDefined();
    expect(paymentText({ ...asked, due: 0 })).toBeUndefined();
    expect(paymentText({ ...asked, due: -1 })).toBeUndefined();
    expect(paymentText({ ...asked, currency: 'KZT' })).toBeUndefined();
  });

  it.each(['inn', 'bank', 'bik', 'account'] as const)(
    'is missing without %s, and says so',
    (field) => {
      expect(paymentFieldsMissing(asked.seller)).toEqual([]);
      expect(paymentFieldsMissing({ ...asked.seller, [field]: '' })).toEqual([field]);
      expect(but({ [field]: '' })).toBeUndefined();
    },
  );

  it('whatever is written: keeps its fields apart, its lengths, and fits a code that phones read', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, text, text, (legalName, bank, purpose) => {
        const said = paymentText({
          ...asked,
          purpose,
          seller: { ...asked.seller, legalName, bank },
        });
        if (said === undefined) {
          expect(bank.trim()).toBe('');
          return;
        }
        const [head, ...fields] = said.split('|');
        const read = Object.fromEntries(fields.map((field) => field.split(/=(.*)/su)));
        expect(head).toBe('ST00012');
        expect(Object.keys(read).filter((name) => name !== 'Purpose')).toEqual([
          'Name',
          'PersonalAcc',
          'BankName',
          'BIC',
          'CorrespAcc',
          'Sum',
          'PayeeINN',
          'KPP',
        ]);
        expect([...read.Name].length).toBeLessThanOrEqual(160);
        expect([...read.BankName].length).toBeLessThanOrEqual(45);
        expect([...(read.Purpose ?? '')].length).toBeLessThanOrEqual(210);
        expect(Buffer.byteLength(said)).toBeLessThanOrEqual(700);
        expect(said).not.toMatch(/[\n\r\t]/);
      }),
    );
  });
});
