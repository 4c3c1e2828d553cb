/** What the bot says, in the language of whoever reads it. */
import { type Language, languages } from '../../contract/person.ts';
import { words } from '../platform/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

export const sayInTelegram = words({ en, ru });

/** One of our languages for a Telegram `language_code`; nothing when it is none of them. */
export function knownLanguage(languageCode: string | undefined): Language | undefined {
  const [tag] = (languageCode ?? '').toLowerCase().split('-');
  return languages.find((known) => known === tag);
}
