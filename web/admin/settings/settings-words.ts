/** The words of the settings. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const settingsWords = words('admin.settings', { en, ru });

export function useSettingsWords() {
  return useWords(settingsWords);
}
