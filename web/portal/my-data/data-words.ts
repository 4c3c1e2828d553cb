/** The words about a person's own data. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const dataWords = words('portal.data', { en, ru });

export function useDataWords() {
  return useWords(dataWords);
}
