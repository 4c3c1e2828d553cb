/** The words of one's own Telegram: the same for clients and for staff. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const telegramWords = words('telegram', { en, ru });

export function useTelegramWords() {
  return useWords(telegramWords);
}
