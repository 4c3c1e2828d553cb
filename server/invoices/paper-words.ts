/** The words of the invoice on paper. They are apart from `locales/`: the thread that draws needs no more than these. */
import type { Language } from '../../contract/person.ts';

const en = {
  title: 'Invoice',
  number: 'No. {{number}}',
  of: 'of {{day}}',
  draft: 'DRAFT',
  void: 'VOID',
  dueOn: 'Payable by {{day}}',
  bank: "Beneficiary's bank",
  bik: 'BIC (RU)',
  account: 'Account',
  inn: 'INN',
  kpp: 'KPP',
  recipient: 'Beneficiary',
  purpose: 'Reference',
  seller: 'Seller',
  buyer: 'Buyer',
  place: '#',
  description: 'Description',
  quantity: 'Qty',
  unit: 'Unit',
  price: 'Price',
  priceNet: 'Price without VAT',
  tax: 'VAT',
  taxInside: 'VAT included',
  sum: 'Amount',
  sumGross: 'Amount with VAT',
  noItems: 'No lines yet',
  net: 'Total without VAT',
  taxAt: 'VAT {{rate}}',
  withoutTax: 'VAT not charged',
  total: 'Total payable',
  paid: 'Paid',
  due: 'Still to be paid',
  count: 'Lines: {{count}}, total {{sum}} {{currency}}',
  note: 'Note',
  director: 'Director',
  accountant: 'Accountant',
  scan: 'Scan with your bank app to pay',
  scanLater: 'The payment code will be here',
  page: '{{page}} / {{pages}}',
};

export type PaperWord = keyof typeof en;

const ru: Record<PaperWord, string> = {
  title: 'Счёт на оплату',
  number: '№ {{number}}',
  of: 'от {{day}}',
  draft: 'ЧЕРНОВИК',
  void: 'АННУЛИРОВАН',
  dueOn: 'Оплатить до {{day}} включительно',
  bank: 'Банк получателя',
  bik: 'БИК',
  account: 'Сч. №',
  inn: 'ИНН',
  kpp: 'КПП',
  recipient: 'Получатель',
  purpose: 'Назначение платежа',
  seller: 'Поставщик',
  buyer: 'Покупатель',
  place: '№',
  description: 'Товары (работы, услуги)',
  quantity: 'Кол-во',
  unit: 'Ед.',
  price: 'Цена',
  priceNet: 'Цена без НДС',
  tax: 'НДС',
  taxInside: 'В т. ч. НДС',
  sum: 'Сумма',
  sumGross: 'Сумма с НДС',
  noItems: 'Строк пока нет',
  net: 'Итого без НДС',
  taxAt: 'НДС {{rate}}',
  withoutTax: 'Без НДС',
  total: 'Всего к оплате',
  paid: 'Оплачено',
  due: 'Осталось оплатить',
  count: 'Всего наименований {{count}}, на сумму {{sum}} {{currency}}',
  note: 'Примечание',
  director: 'Руководитель',
  accountant: 'Главный бухгалтер',
  scan: 'Наведите камеру в приложении банка, чтобы оплатить',
  scanLater: 'Здесь будет код для оплаты',
  page: '{{page}} / {{pages}}',
};

const words = { en, ru } satisfies Record<Language, Record<PaperWord, string>>;

/** A word in the language of the paper, with `{{name}}` filled in as text. */
export function sayOnPaper(
  language: Language,
  word: PaperWord,
  values: Record<string, string | number> = {},
): string {
  return words[language][word].replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? ''));
}

/** `21 ноября 2026 г.` or `21 November 2026` from a calendar day. */
export function dayOnPaper(language: Language, day: string): string {
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return onPaper(format.format(new Date(`${day}T00:00:00Z`)));
}

/** `1 234,50` or `1,234.50` from minor units: the currency stands beside it. */
export function sumOnPaper(language: Language, minor: number): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return onPaper(format.format(minor / 100));
}

/**
 * What people have written, as the font can draw it: it has no glyph for a tabulator or a narrow space.
 * More lines than `lines` are put into one, so that a row is never higher than a page.
 */
export function onPaper(text: string, lines = Number.POSITIVE_INFINITY): string {
  const drawn = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\u2000-\u200a]/g, ' ')
    .replace(/\u202f/g, '\u00a0');
  return drawn.split('\n').length > lines ? drawn.replace(/\s*\n\s*/g, ' ') : drawn;
}
