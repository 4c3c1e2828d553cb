/** What a transfer has to name, in the order in which bank apps ask for it. */
import type { MyInvoice } from './invoice-queries.ts';

export type DetailName =
  | 'payee'
  | 'account'
  | 'bik'
  | 'bank'
  | 'corr'
  | 'inn'
  | 'kpp'
  | 'other'
  | 'sum'
  | 'purpose';

export interface Detail {
  name: DetailName;
  /** As it goes into a field of the bank's. */
  value: string;
}

interface Paid extends Pick<MyInvoice, 'seller' | 'due' | 'purpose'> {
  /** Stands in where no legal name is set. */
  companyName: string;
}

/** Without what the company has not given. */
export function paymentDetails(
  { seller, due, purpose, companyName }: Paid,
  language: 'ru' | 'en',
): Detail[] {
  const all: Detail[] = [
    { name: 'payee', value: seller.legalName || companyName },
    { name: 'account', value: seller.account },
    { name: 'bik', value: seller.bik },
    { name: 'bank', value: seller.bank },
    { name: 'corr', value: seller.correspondentAccount },
    { name: 'inn', value: seller.inn },
    { name: 'kpp', value: seller.kpp },
    { name: 'other', value: seller.otherDetails },
    { name: 'sum', value: plainSum(due, language) },
    { name: 'purpose', value: purpose },
  ];
  return all.filter(({ value }) => value !== '');
}

/** `1234,50`: no spaces and no sign of the currency, which fields for sums refuse. */
export function plainSum(minor: number, language: 'ru' | 'en'): string {
  const whole = Math.trunc(minor / 100);
  const rest = String(minor % 100).padStart(2, '0');
  return `${whole}${language === 'ru' ? ',' : '.'}${rest}`;
}
