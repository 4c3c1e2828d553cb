/** The words of the desk's first page. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const homeWords = words('admin.home', { en, ru });

export function useHomeWords() {
  return useWords(homeWords);
}
