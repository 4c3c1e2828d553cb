/** The words of the pages about clients. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const clientsWords = words('admin.clients', { en, ru });

export function useClientsWords() {
  return useWords(clientsWords);
}
