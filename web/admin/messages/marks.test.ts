import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FormattedText, type Mark, markTypes } from '../../../contract/formatted-text.ts';
import { edited, isMarked, linkAt, withMark, withoutMark, wordsIn } from './marks.ts';

const bold = (offset: number, length: number): Mark => ({ type: 'bold', offset, length });

const given = fc
  .tuple(
    fc.stringMatching(/^[ab \n]{0,20}$/),
    fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 4 }),
  )
  .map(
    ([text, drawn]): FormattedText => ({
      text,
      entities: drawn.flatMap(([one, other], index): Mark[] => {
        const offset = Math.min(one, other, text.length);
        const length = Math.min(Math.max(one, other), text.length) - offset;
        const type = markTypes[index] ?? 'bold';
        return length > 0 ? [{ type, offset, length }] : [];
      }),
    }),
  );

/** The marks of each place. */
function marksOf({ text, entities }: FormattedText): string[] {
  return Array.from(text, (_, at) =>
    entities
      .filter(({ offset, length }) => offset <= at && at < offset + length)
      .map(({ type }) => type)
      .sort()
      .join(),
  );
}

describe('An edit', () => {
  test('leaves the marks of all that it does not touch', () => {
    const edit = fc.tuple(given, fc.nat(20), fc.nat(20), fc.stringMatching(/^[xyz]{0,5}$/));
    fc.assert(
      fc.property(edit, ([before, one, other, put]) => {
        const from = Math.min(one, other, before.text.length);
        const to = Math.min(Math.max(one, other), before.text.length);
        const after = edited(before, before.text.slice(0, from) + put + before.text.slice(to));
        // What is typed differs from all that was there, so the places before and behind it are known.
        fc.pre(put !== '' || from === to);
        const [was, is] = [marksOf(before), marksOf(after)];
        expect(is.slice(0, from)).toEqual(was.slice(0, from));
        expect(is.slice(from + put.length)).toEqual(was.slice(to));
        for (const { offset, length } of after.entities) {
          expect(offset >= 0 && length > 0 && offset + length <= after.text.length).toBe(true);
        }
      }),
    );
  });

  test('in the middle of a mark is marked, behind it is not', () => {
    const before = { text: 'раз два три', entities: [bold(4, 3)] };
    expect(edited(before, 'раз двва три').entities).toEqual([bold(4, 4)]);
    expect(edited(before, 'раз два! три').entities).toEqual([bold(4, 3)]);
    expect(edited(before, 'раз, два три').entities).toEqual([bold(5, 3)]);
  });

  test('that corrects a whole word leaves it marked', () => {
    const before = { text: 'это цнеа', entities: [bold(4, 4)] };
    expect(edited(before, 'это ставка').entities).toEqual([bold(4, 6)]);
  });
});

describe('A button', () => {
  test('is about the selected words, or the word at the caret', () => {
    const text = 'раз два  три';
    expect(wordsIn(text, { start: 3, end: 8 })).toEqual({ start: 4, end: 7 });
    expect(wordsIn(text, { start: 5, end: 5 })).toEqual({ start: 4, end: 7 });
    expect(wordsIn(text, { start: 8, end: 8 })).toEqual({ start: 8, end: 8 });
    expect(wordsIn(text, { start: 7, end: 9 })).toEqual({ start: 7, end: 7 });
  });

  test('marks exactly its words, and unmarks exactly them', () => {
    const range = fc.tuple(given, fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(range, ([before, one, other]) => {
        const start = Math.min(one, other, before.text.length);
        const end = Math.min(Math.max(one, other), before.text.length);
        fc.pre(start < end);
        const on = withMark(before, { start, end }, { type: 'bold' });
        expect(isMarked(on, 'bold', { start, end })).toBe(true);
        const off = withoutMark(on, { start, end }, 'bold');
        const outside = (all: string[]) => [...all.slice(0, start), ...all.slice(end)];
        expect(outside(marksOf(on))).toEqual(outside(marksOf(before)));
        expect(outside(marksOf(off))).toEqual(outside(marksOf(before)));
        expect(marksOf(off).slice(start, end).join()).not.toContain('bold');
      }),
    );
  });

  test('joins what touches, and a link takes the place of another', () => {
    const joined = withMark(
      { text: 'раздва', entities: [bold(0, 3)] },
      { start: 3, end: 6 },
      { type: 'bold' },
    );
    expect(joined.entities).toEqual([bold(0, 6)]);
    const link = (url: string) => ({ type: 'text_link' as const, url });
    const range = { start: 0, end: 3 };
    const one = withMark({ text: 'раз', entities: [] }, range, link('https://one.example'));
    const other = withMark(one, range, link('https://other.example'));
    expect(other.entities.length).toBe(1);
    expect(linkAt(other, range)).toBe('https://other.example');
  });
});
