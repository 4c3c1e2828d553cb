/** The words of the queue. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const queueWords = words('admin.queue', { en, ru });

export function useQueueWords() {
  return useWords(queueWords);
}
