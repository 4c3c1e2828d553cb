import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DigestGroup, laneDigest, longestText, subjectDigest } from './digest-text.ts';
import type { RichText } from './notice.ts';
import { rich } from './rich-text.ts';

const printer: DigestGroup = {
  title: rich('№ 42 · Printer', { type: 'bold' }),
  bodies: [rich('Boris: Which one?'), rich('It waits for you.', { type: 'italic' })],
};

test('Changes of one subject are told under its title, in order, with their formatting', () => {
  expect(subjectDigest(printer, 'en')).toEqual({
    text: '№ 42 · Printer\n\nBoris: Which one?\n\nIt waits for you.',
    entities: [
      { type: 'bold', offset: 0, length: 14 },
      { type: 'italic', offset: 35, length: 17 },
    ],
  });
});

test('What has waited is counted in the person’s language, and told by subject', () => {
  const invoice = { title: rich('Счёт № 7'), bodies: [rich('Новый')] };
  const { text } = laneDigest([printer, invoice], { language: 'ru', why: 'away' });
  expect(text).toBe(
    'Пока вас не было: 3 новости\n\n№ 42 · Printer\nBoris: Which one?\nIt waits for you.\n\nСчёт № 7\nНовый',
  );
  const five = { ...invoice, bodies: Array.from({ length: 5 }, () => rich('Новый')) };
  expect(laneDigest([five], { language: 'ru', why: 'quiet' }).text).toMatch(
    /^За тихие часы: 5 новостей\n/,
  );
  expect(laneDigest([printer], { language: 'en', why: 'away' }).text).toMatch(
    /^While you were away: 2 pieces of news\n/,
  );
});

test('A short piece leaves its room to a long one', () => {
  const group = { title: rich('Title'), bodies: [rich('a'.repeat(3990)), rich('short')] };
  const { text } = subjectDigest(group, 'en');
  expect(text).toMatch(/^Title\n\na{3990}\n\nshort$/);
  const two = { title: rich('Title'), bodies: [rich('a'.repeat(5000)), rich('b'.repeat(5000))] };
  const cut = subjectDigest(two, 'en').text;
  expect(cut.length).toBeLessThanOrEqual(longestText);
  expect(cut.length).toBeGreaterThan(longestText - 10);
  expect(cut).toMatch(/^Title\n\na{2000,}…\n\nb{2000,}…$/);
});

test('What does not fit at all is counted', () => {
  const bodies = Array.from({ length: 300 }, (_, number) => rich(`${number} ${'x'.repeat(300)}`));
  const { text } = laneDigest([{ title: rich('Title'), bodies }], { language: 'ru', why: 'away' });
  expect(text.length).toBeLessThanOrEqual(longestText);
  const shown = text.match(/^\d+ x+…$/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(40);
  expect(text).toMatch(new RegExp(`\\n\\nи ещё ${300 - shown}$`));
});

const word = fc.string({ unit: 'binary', maxLength: 400 });
const hostile = fc.constantFrom('…', '*_`[', '<b>', '\u{202e}', '👩‍👩‍👧'.repeat(200), '');
const richText: fc.Arbitrary<RichText> = fc
  .tuple(fc.oneof(word, hostile), word, fc.constantFrom('bold', 'italic', undefined))
  .map(([before, styled, type]) => ({
    text: `${before}${styled}`,
    ...(type &&
      styled.length > 0 && {
        entities: [{ type, offset: before.length, length: styled.length }],
      }),
  }));
const group = fc.record({
  title: richText,
  bodies: fc.array(richText, { minLength: 1, maxLength: 30 }),
});

test('Whatever people write, it fits, and all formatting lies within the text', () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 30 }), (groups) => {
      const [first = printer] = groups;
      for (const made of [
        subjectDigest(first, 'ru'),
        laneDigest(groups, { language: 'en', why: 'quiet' }),
      ]) {
        expect(made.text.length).toBeLessThanOrEqual(longestText);
        for (const { offset, length } of made.entities ?? []) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(made.text.length);
        }
      }
    }),
    { numRuns: 60 },
  );
});
