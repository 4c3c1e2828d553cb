/** Papers for tests. */
import { amountsOf, type LineGiven, totalsOf } from '../../contract/money.ts';
import type { InvoicePaper } from './paper.ts';

export const seller: InvoicePaper['seller'] = {
  name: 'Отклик',
  legalName: 'ООО «Три кита»',
  address: '390000, г. Рязань, ул. Ленина, д. 1',
  inn: '6200098763',
  kpp: '620001001',
  bank: 'ПАО СБЕРБАНК',
  bik: '044525225',
  account: '40702810138250123017',
  correspondentAccount: '30101810400000000225',
  otherDetails: '',
  director: 'Иванов И. И.',
  accountant: 'Петрова А. С.',
};

interface Given extends Partial<Omit<InvoicePaper, 'items'>> {
  items?: (LineGiven & { description: string })[];
}

/** An issued invoice in roubles for one line; sums are counted from the lines. */
export function somePaper({ items = [repair], ...given }: Given = {}): InvoicePaper {
  const taxMode = given.taxMode ?? 'included';
  const totals = totalsOf(items, taxMode);
  return {
    language: 'ru',
    draft: false,
    void: false,
    number: 'СЧ-17',
    issuedOn: '2026-11-21',
    dueOn: '2026-12-05',
    currency: 'RUB',
    taxMode,
    seller,
    buyer: { name: 'Анна Смирнова', details: 'г. Москва' },
    items: items.map((item) => ({ unit: 'шт', ...item, ...amountsOf(item, taxMode) })),
    ...totals,
    paid: 0,
    due: totals.total,
    note: 'Спасибо!',
    purpose: 'Оплата по счёту № СЧ-17 от 21.11.2026',
    ...given,
  };
}

export const repair = {
  description: 'Ремонт принтера',
  quantity: 1000,
  unitPrice: 123_450,
  taxRate: 2000,
};
