/** The words of the page of tokens. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const tokensWords = words('admin.tokens', { en, ru });

export function useTokensWords() {
  return useWords(tokensWords);
}
