/** The words of the client's invoices. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const invoiceWords = words('portal.invoices', { en, ru });

export function useInvoiceWords() {
  return useWords(invoiceWords);
}
