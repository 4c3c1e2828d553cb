/** The headings and words of the table. */
import type { Language } from '../../contract/person.ts';

interface Words {
  heading: readonly string[];
  status: Record<'draft' | 'issued' | 'overdue' | 'paid' | 'void', string>;
}

export const tableWords: Record<Language, Words> = {
  en: {
    heading: [
      ...['Number', 'Status', 'Issued on', 'Due on', 'Client', 'Currency'],
      ...['Without VAT', 'VAT', 'Total', 'Paid', 'Still to pay', 'Paid on'],
    ],
    status: { draft: 'Draft', issued: 'Issued', overdue: 'Overdue', paid: 'Paid', void: 'Void' },
  },
  ru: {
    heading: [
      ...['Номер', 'Состояние', 'Выставлен', 'Оплатить до', 'Клиент', 'Валюта'],
      ...['Без НДС', 'НДС', 'Всего', 'Оплачено', 'Осталось', 'Оплачен'],
    ],
    status: {
      ...{ draft: 'Черновик', issued: 'Выставлен', overdue: 'Просрочен' },
      ...{ paid: 'Оплачен', void: 'Аннулирован' },
    },
  },
};
