/** Words in the reader's language: English defines the keys, the compiler counts the others. */
import i18next from 'i18next';
import { type Language, languages } from '../../contract/person.ts';
import type { WordName, WordValues } from '../../contract/words.ts';

/** Says one of a slice's words, with `{{name}}` filled in; a `count` chooses the plural. */
export type Say<Key extends string> = (language: Language, key: Key, values?: WordValues) => string;

/** Makes the voice of a slice from its `locales/`. */
export function words<const En extends Record<string, string>>(locales: {
  en: En;
  ru: Record<keyof En, string>;
}): Say<WordName<keyof En & string>> {
  const voice = i18next.createInstance();
  void voice.init({
    lng: 'en',
    fallbackLng: false,
    supportedLngs: [...languages],
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: locales.en }, ru: { translation: locales.ru } },
  });
  return (language, key, values) => voice.t(key as string, { ...values, lng: language });
}

/** The language of a caller, by the header that browsers send. */
export function languageOf(request: { headers: { 'accept-language'?: string } }): Language {
  return chooseLanguage(request.headers['accept-language']);
}

/** The best of our languages for an Accept-Language header or a Telegram `language_code`; English when none fits. */
export function chooseLanguage(wanted: string | undefined): Language {
  const ranked = (wanted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag: tag.split('-')[0], quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of ranked) {
    const language = languages.find((known) => known === tag);
    if (language) return language;
  }
  return 'en';
}
