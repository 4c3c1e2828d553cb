import { expect, test } from 'vitest';
import { chooseLanguage, words } from './i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

test.each([
  ['ru-RU,ru;q=0.9,en-US;q=0.8', 'ru'],
  ['de-DE,de;q=0.9,ru;q=0.5', 'ru'],
  ['en-GB', 'en'],
  ['ru;q=0.2,en;q=0.9', 'en'],
  ['ru;q=0', 'en'],
  ['zh', 'en'],
  ['', 'en'],
  [undefined, 'en'],
] as const)('of %s the language is %s', (wanted, language) => {
  expect(chooseLanguage(wanted)).toBe(language);
});

test('Russian plurals follow the number', () => {
  const forms = { tries_one: '', tries_few: '', tries_many: '', tries_other: '' };
  const say = words({
    en: { ...forms, tries_one: '{{count}} try', tries_other: '{{count}} tries' },
    ru: {
      ...forms,
      tries_one: '{{count}} попытка',
      tries_few: '{{count}} попытки',
      tries_many: '{{count}} попыток',
    },
  });
  const counted = [1, 2, 5, 11, 21, 104].map((count) => say('ru', 'tries', { count }));
  expect(counted).toEqual([
    '1 попытка',
    '2 попытки',
    '5 попыток',
    '11 попыток',
    '21 попытка',
    '104 попытки',
  ]);
  expect(say('en', 'tries', { count: 1 })).toBe('1 try');
});

test("a person's text is shown as it is, not as markup and not as a template", () => {
  const say = words({ en: { hello: 'Hello, {{name}}' }, ru: { hello: 'Привет, {{name}}' } });
  expect(say('en', 'hello', { name: '<b>{{name}}</b> $t(hello)' })).toContain('<b>');
});

test('no sentence is the same in both languages or empty', () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(ru[key]).not.toBe(en[key]);
    expect(ru[key].trim()).not.toBe('');
  }
});
