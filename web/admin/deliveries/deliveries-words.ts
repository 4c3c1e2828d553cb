/** The words of deliveries. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const deliveriesWords = words('admin.deliveries', { en, ru });

export function useDeliveriesWords() {
  return useWords(deliveriesWords);
}
