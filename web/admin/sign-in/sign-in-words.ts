/** The words of the way into the desk. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const signInWords = words('admin.sign-in', { en, ru });

export function useSignInWords() {
  return useWords(signInWords);
}
