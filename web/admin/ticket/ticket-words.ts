/** The words of one ticket, and of opening one. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const ticketWords = words('admin.ticket', { en, ru });

export function useTicketWords() {
  return useWords(ticketWords);
}
