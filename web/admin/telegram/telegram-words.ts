/** The words of the doctor's page. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const telegramWords = words('admin.telegram', { en, ru });

export function useTelegramWords() {
  return useWords(telegramWords);
}
