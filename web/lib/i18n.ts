/** Words in the reader's language: by choice, then by browser. English defines the keys, the compiler counts the others. */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Language, languages } from '../../contract/person.ts';
import type { WordName, WordValues } from '../../contract/words.ts';
import { stored } from './browser.ts';

/** Says one word of a slice, with `{{name}}` filled in; a `count` chooses the plural. */
export type Say<Key extends string> = (key: Key, values?: WordValues) => string;

const chosen = stored('otklik.language');

/** Starts i18next in the reader's language. Called once, before the first render. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: false,
    supportedLngs: [...languages],
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    resources: {},
  });
  follow(language());
  i18next.on('languageChanged', () => follow(language()));
  // Another tab has chosen.
  chosen.subscribe(() => void i18next.changeLanguage(preferred()));
}

/** The language that is shown now. */
export function language(): Language {
  return languages.find((known) => known === i18next.language) ?? 'en';
}

/** Shows this language from now on, in all tabs, and remembers it. */
export function chooseLanguage(wanted: Language): void {
  chosen.set(wanted);
}

/** The words of one slice, known to i18next by the slice's name. */
export interface Words<Key extends string> {
  slice: string;
  /** Never set: carries the keys for the compiler. */
  keys?: Key;
}

/** Makes the words of a slice from its `locales/`. */
export function words<const En extends Record<string, string>>(
  slice: string,
  locales: { en: En; ru: Record<keyof En, string> },
): Words<WordName<keyof En & string>> {
  const add = () => {
    for (const one of languages) i18next.addResourceBundle(one, slice, locales[one]);
  };
  // Slices are loaded before and after the start.
  if (i18next.isInitialized) add();
  else i18next.on('initialized', add);
  return { slice };
}

/** The voice of a slice; the component follows the language. */
export function useWords<Key extends string>({ slice }: Words<Key>): Say<Key> {
  const { t } = useTranslation(slice);
  return (key, values) => t(key as string, { ...values });
}

/** The language of the page, followed by the component. */
export function useLanguage(): Language {
  useTranslation();
  return language();
}

function preferred(): Language {
  const wanted = [chosen.get(), ...(globalThis.navigator?.languages ?? [])];
  for (const tag of wanted) {
    const known = languages.find((one) => one === tag?.split('-')[0]?.toLowerCase());
    if (known) return known;
  }
  return 'en';
}

function follow(shown: Language): void {
  document.documentElement.lang = shown;
}
