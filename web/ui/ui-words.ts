/** The words of the parts that all pages share. */
import { useWords, words } from '../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const uiWords = words('ui', { en, ru });

export function useUiWords() {
  return useWords(uiWords);
}
