/** Words in the reader's language: English defines the keys, the compiler counts the others. */
import i18next from 'i18next';
import { type Language, languages } from '../../contract/person.ts';

// A plural's keys end in the categories of CLDR, `_other` always among them; callers name the word without.
type Plain<K extends string, All extends string = K> = K extends `${infer Base}_${
  | 'one'
  | 'few'
  | 'many'
  | 'other'}`
  ? `${Base}_other` extends All
    ? Base
    : K
  : K;

/** Says one of a slice's words, with `{{name}}` filled in; a `count` chooses the plural. */
export type Say<Key extends string> = (language: Language, key: Key, values?: Values) => string;

type Values = Record<string, string | number>;

/** Makes the voice of a slice from its `locales/`. */
export function words<const En extends Record<string, string>>(locales: {
  en: En;
  ru: Record<keyof En, string>;
}): Say<Plain<keyof En & string>> {
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
