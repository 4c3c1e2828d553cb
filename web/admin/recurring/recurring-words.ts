/** The words of the invoices that come every month. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const recurringWords = words('admin.recurring', { en, ru });

export function useRecurringWords() {
  return useWords(recurringWords);
}
