/** The words of a conversation, for the desk and the portal. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const conversationWords = words('ui.conversation', { en, ru });

export function useConversationWords() {
  return useWords(conversationWords);
}
