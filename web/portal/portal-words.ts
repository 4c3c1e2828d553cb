/** The words of the portal. */
import { useWords, words } from '../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const portalWords = words('portal', { en, ru });

export function usePortalWords() {
  return useWords(portalWords);
}
