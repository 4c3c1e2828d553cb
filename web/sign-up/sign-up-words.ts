/** The words of the sign-up. */
import { useWords, words } from '../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const signUpWords = words('sign-up', { en, ru });

export function useSignUpWords() {
  return useWords(signUpWords);
}
