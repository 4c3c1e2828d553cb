/** The words around every page of the desk. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const frameWords = words('admin.frame', { en, ru });

export function useFrameWords() {
  return useWords(frameWords);
}
