/** Whatever people write: it stays their words, whole characters, and nothing of it becomes formatting. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile-text-test.ts';
import type { RichText } from './notice.ts';
import { cutRich, joinRich, rich } from './rich-text.ts';

const styles = ['bold', 'italic', 'underline', 'blockquote', 'text_link'] as const;

const piece = fc.record({ text: hostileText, style: fc.constantFrom(undefined, ...styles) });

function richOf({ text, style }: { text: string; style: (typeof styles)[number] | undefined }) {
  if (style === undefined) return rich(text);
  return rich(text, { type: style, ...(style === 'text_link' && { url: 'https://x.example' }) });
}

function expectSound({ text, entities = [] }: RichText) {
  expect(text.isWellFormed()).toBe(true);
  for (const { offset, length } of entities) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThan(0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
    for (const place of [offset, offset + length]) {
      expect(text.slice(0, place).isWellFormed()).toBe(true);
    }
  }
}

test('joined, each part keeps its words and its own style, whatever it says', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const joined = joinRich(pieces.map(richOf), '\n\n');
      expectSound(joined);
      const said = pieces.filter(({ text }) => text !== '');
      expect(joined.text).toBe(said.map(({ text }) => text.toWellFormed()).join('\n\n'));
      const expected: unknown[] = [];
      let offset = 0;
      for (const { text, style } of said) {
        if (style) expected.push([style, offset, text.length]);
        offset += text.length + 2;
      }
      const entities = joined.entities?.map(({ type, offset, length }) => [type, offset, length]);
      expect(entities ?? []).toEqual(expected);
    }),
  );
});

test('cut, it is as long as allowed, on whole characters, and formatting ends where the text does', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 5 }),
      fc.integer({ min: 0, max: 5_000 }),
      (pieces, most) => {
        const given = joinRich(pieces.map(richOf), '\n');
        const cut = cutRich(given, most);
        expectSound(cut);
        expect(cut.text.length).toBeLessThanOrEqual(most);
        if (given.text.length <= most) expect(cut).toEqual(given);
        else if (most > 0) {
          expect(cut.text.endsWith('…')).toBe(true);
          expect(given.text.startsWith(cut.text.slice(0, -1))).toBe(true);
          const styled = (cut.entities ?? []).map(({ offset, length }) => offset + length);
          for (const end of styled) expect(end).toBeLessThan(cut.text.length);
        }
      },
    ),
  );
});

test('no letter loses its accent, no family a member, no flag its other half', () => {
  for (const character of ['й', '👨‍👩‍👧‍👦', '🇷🇺', '👍🏽', '각']) {
    const { length } = character;
    const text = character.repeat(200);
    for (let most = 100; most < 100 + length; most++) {
      const cut = cutRich(rich(text, { type: 'bold' }), most);
      expect((cut.text.length - 1) % length, `${character} in ${most}`).toBe(0);
      expect(cut.entities).toEqual([{ type: 'bold', offset: 0, length: cut.text.length - 1 }]);
    }
  }
});

test('100,000 characters, and a letter under 100,000 marks, are cut as fast as any', () => {
  for (const text of ['я'.repeat(100_000), `e${'\u0301'.repeat(100_000)}`, '😀'.repeat(100_000)]) {
    const cut = cutRich(rich(text, { type: 'blockquote' }), 4096);
    expect(cut.text.length).toBeGreaterThan(4090);
    expect(cut.text.length).toBeLessThanOrEqual(4096);
    expectSound(cut);
  }
});

test('half of a character becomes the sign for it: Telegram would refuse the whole message', () => {
  expect(joinRich([rich('a\ud83d', { type: 'bold' }), 'b\udc00'], ' ')).toEqual({
    text: 'a\ufffd b\ufffd',
    entities: [{ type: 'bold', offset: 0, length: 2 }],
  });
});
