/** The words of the pages about invoices. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const invoicesWords = words('admin.invoices', { en, ru });

export function useInvoicesWords() {
  return useWords(invoicesWords);
}
