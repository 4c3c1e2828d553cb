/** The words of one's own page. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const profileWords = words('admin.profile', { en, ru });

export function useProfileWords() {
  return useWords(profileWords);
}
