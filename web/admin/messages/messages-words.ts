/** The words of messages to clients outside of tickets. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const messagesWords = words('admin.messages', { en, ru });

export function useMessagesWords() {
  return useWords(messagesWords);
}
