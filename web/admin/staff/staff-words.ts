/** The words of the page of colleagues. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const staffWords = words('admin.staff', { en, ru });

export function useStaffWords() {
  return useWords(staffWords);
}
