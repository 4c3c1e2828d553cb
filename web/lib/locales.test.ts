import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { errorStatus } from '../../contract/errors.ts';
import { en as lib } from './locales/en.ts';

type Words = Record<string, string>;

const english = import.meta.glob<Words>('../**/locales/en.ts', { eager: true, import: 'en' });
const russian = import.meta.glob<Words>('../**/locales/ru.ts', { eager: true, import: 'ru' });
const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/locales/**', '!../**/*.test.ts'],
  {
    eager: true,
    query: '?raw',
    import: 'default',
  },
);
const slices = Object.keys(english).map((file) => file.replace('/locales/en.ts', '/'));

test('every slice that speaks is looked at', () => {
  expect(slices.sort()).toEqual(
    expect.arrayContaining(['../portal/', '../sign-up/', '../ui/', './']),
  );
});

test('every error code of the contract has a sentence', () => {
  expect(Object.keys(lib)).toEqual(expect.arrayContaining(Object.keys(errorStatus)));
});

describe.each(slices)('the words of %s', (slice) => {
  test('have the same keys in both languages and are never empty', () => {
    const { en, ru } = locales(slice);
    expect(Object.keys(ru).sort()).toEqual(Object.keys(en).sort());
    for (const text of [...Object.values(en), ...Object.values(ru)])
      expect(text.trim()).not.toBe('');
  });

  test('fill in the same values in both languages', () => {
    const { en, ru } = locales(slice);
    for (const [key, text] of Object.entries(en))
      expect(holes(ru[key] ?? ''), key).toEqual(holes(text));
  });

  test('have all four plural forms wherever they have one', () => {
    const { en } = locales(slice);
    const forms = ['one', 'few', 'many', 'other'];
    for (const key of Object.keys(en)) {
      const base = key.match(/^(.+)_other$/)?.[1];
      if (base)
        expect(Object.keys(en)).toEqual(
          expect.arrayContaining(forms.map((form) => `${base}_${form}`)),
        );
    }
  });

  test('are all used', () => {
    const { en } = locales(slice);
    const idle = Object.keys(en)
      .map((key) => (`${base(key)}_other` in en ? base(key) : key))
      // Codes come from the server: their list is checked above, and by the compiler.
      .filter((key) => !(key in errorStatus) && !speaks(slice, key));
    expect(idle).toEqual([]);
  });
});

test.each([
  [1, 'Осталась 1 попытка'],
  [2, 'Осталось 2 попытки'],
  [5, 'Осталось 5 попыток'],
  [21, 'Осталась 21 попытка'],
])('%i tries are counted as Russians do', async (count, said) => {
  const { ru } = locales('../sign-up/');
  const voice = i18next.createInstance();
  await voice.init({ lng: 'ru', keySeparator: false, resources: { ru: { translation: ru } } });
  expect(voice.t('tries', { count })).toBe(said);
});

test('the page that waits names the button of a new person and that of one who returns', () => {
  const { en, ru } = locales('../sign-up/');
  for (const button of ['📱 Share contact', '✅ Sign in']) expect(en.opened).toContain(button);
  for (const button of ['📱 Поделиться контактом', '✅ Войти']) expect(ru.opened).toContain(button);
});

function locales(slice: string): Record<'en' | 'ru', Words> {
  return { en: english[`${slice}locales/en.ts`] ?? {}, ru: russian[`${slice}locales/ru.ts`] ?? {} };
}

function holes(text: string): string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort();
}

function base(key: string): string {
  return key.replace(/_(one|few|many|other)$/, '');
}

/** Whether the slice's sources name the key, as it is or by a template that can become it. */
function speaks(slice: string, key: string): boolean {
  return Object.entries(sources)
    .filter(([file]) => file.startsWith(slice))
    .some(
      ([, source]) =>
        source.includes(`'${key}'`) ||
        source.includes(`"${key}"`) ||
        [...source.matchAll(/`([^`]*)`/g)].some(([, template = '']) => becomes(template, key)),
    );
}

function becomes(template: string, key: string): boolean {
  const fixed = template.split(/\$\{[^}]*\}/);
  // A template of nothing but holes could become anything.
  if (fixed.join('').length < 3) return false;
  return new RegExp(`^${fixed.map((part) => part.replace(/\W/g, '\\$&')).join('[\\w.]+')}$`).test(
    key,
  );
}
