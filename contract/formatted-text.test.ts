/** Marks stay on the words that they were put on, whatever is around them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sendToClient } from './custom-messages.ts';
import { type FormattedText, type Mark, markTypes, tidyText } from './formatted-text.ts';
import { hasUnknownPlaceholder, longestLength, withName } from './placeholders.ts';

const words = fc
  .array(
    fc.constantFrom(
      'a',
      'Б',
      '😀',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '*',
      '_',
      '<b>',
      '{{name}}',
      '{{ name }}',
      '\\',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const formatted = words.chain((text) =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom(...markTypes),
        ends: fc.tuple(fc.nat(text.length), fc.nat(text.length)),
        url: fc.constantFrom('https://one.example/', 'tel:+79161234567'),
      }),
      { maxLength: 8 },
    )
    .map((drawn): FormattedText => {
      const entities = drawn.flatMap(({ type, ends, url }): Mark[] => {
        const [offset = 0, end = 0] = ends.toSorted((one, other) => one - other);
        if (offset === end) return [];
        return [{ type, offset, length: end - offset, ...(type === 'text_link' && { url }) }];
      });
      return { text, entities };
    }),
);

/** Which marks each seen character has. */
function marked({ text, entities }: FormattedText): string[] {
  return [...text].flatMap((char, index, all) => {
    if (/\s/u.test(char)) return [];
    const at = all.slice(0, index).join('').length;
    const types = entities
      .filter(({ offset, length }) => offset <= at && at < offset + length)
      .map(({ type }) => type);
    const code = types.includes('code');
    const seen = types.filter((type) => type !== 'blockquote' && (!code || type === 'code'));
    return [`${char}:${[...new Set(seen)].sort().join()}`];
  });
}

describe('A tidied text', () => {
  test('has the same marks on the same words', () => {
    fc.assert(
      fc.property(formatted, (given) => {
        expect(marked(tidyText(given))).toEqual(marked(given));
      }),
    );
  });

  test('is tidy already', () => {
    fc.assert(
      fc.property(formatted, (given) => {
        const once = tidyText(given);
        expect(tidyText(once)).toEqual(once);
      }),
    );
  });

  test('has no marks that cross, none outside of the text, nothing in code and no quote in a quote', () => {
    fc.assert(
      fc.property(formatted, (given) => {
        const { text, entities } = tidyText(given);
        expect(text).toBe(text.trim());
        for (const [index, one] of entities.entries()) {
          const end = one.offset + one.length;
          expect(one.length > 0 && end <= text.length).toBe(true);
          for (const other of entities.slice(index + 1)) {
            const apart = other.offset >= end;
            const inside = other.offset + other.length <= end;
            expect(apart || (inside && one.type !== 'code' && one.type !== other.type)).toBe(true);
          }
        }
      }),
    );
  });

  test('keeps quotes to whole lines, and moves along with what is trimmed', () => {
    const entities: Mark[] = [
      { type: 'blockquote', offset: 5, length: 2 },
      { type: 'bold', offset: 0, length: 12 },
    ];
    expect(tidyText({ text: '  \r\nОдна строка\r\nи две  ', entities })).toEqual({
      text: 'Одна строка\nи две',
      entities: [
        { type: 'blockquote', offset: 0, length: 11 },
        { type: 'bold', offset: 0, length: 8 },
      ],
    });
  });
});

/** What a mark holds of the text: of a placeholder all of the name, or nothing. */
function heldBy(text: string, { offset, length }: Mark, client: string): string {
  const pieces = [...text.matchAll(/\{\{\s*name\s*\}\}|[\s\S]/g)];
  return pieces
    .filter(({ 0: piece, index }) => index < offset + length && index + piece.length > offset)
    .map(({ 0: piece }) => (piece.length > 1 ? client : piece))
    .join('');
}

describe('A name in a text', () => {
  const name = fc.constantFrom('Анна', '{{name}}', '<b>Ева</b>', '*O*', '😀😀', 'A'.repeat(64));

  test('moves no mark off its words, and is marked as its place was', () => {
    fc.assert(
      fc.property(formatted, name, (given, client) => {
        const tidy = tidyText(given);
        const filled = withName(tidy, client);
        expect(filled.text).toBe(tidy.text.split(/\{\{\s*name\s*\}\}/).join(client));
        expect(filled.entities.length).toBe(tidy.entities.length);
        for (const [index, one] of filled.entities.entries()) {
          const was = tidy.entities[index];
          if (!was) throw new Error('A mark has gone.');
          const after = filled.text.slice(one.offset, one.offset + one.length);
          expect(after).toBe(heldBy(tidy.text, was, client));
        }
        expect(filled.text.length).toBeLessThanOrEqual(longestLength(tidy.text));
      }),
    );
  });

  test('is the only placeholder there is', () => {
    expect(hasUnknownPlaceholder('Привет, {{name}} и {{ name }}')).toBe(false);
    for (const text of ['{{nmae}}', '{{name', 'name}}', '{{}}', '{{name}}}}', '{{{{name}}']) {
      expect([text, hasUnknownPlaceholder(text)]).toEqual([text, true]);
    }
  });
});

describe('A message', () => {
  const problemOf = (given: object) => {
    const result = sendToClient.body.safeParse({ message: 'Привет', ...given });
    return result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  const bold = (offset: number, length: number) => [{ type: 'bold', offset, length }];

  test('is refused where it could not be sent as it was meant', () => {
    expect(problemOf({})).toBeUndefined();
    expect(problemOf({ message: '   ' })).toEqual(['message: required']);
    expect(problemOf({ message: '', fileIds: [crypto.randomUUID()] })).toBeUndefined();
    expect(problemOf({ message: 'a'.repeat(4001) })).toEqual(['message: too_long']);
    expect(problemOf({ message: `${'a'.repeat(3900)}{{name}}` })).toEqual(['message: too_long']);
    expect(problemOf({ message: '{{phone}}' })).toEqual(['message: unknown']);
    expect(problemOf({ message: 'a\u202eb' })).toEqual(['message: control_characters']);
    expect(problemOf({ entities: bold(3, 9) })).toEqual(['entities: malformed']);
    expect(problemOf({ message: '😀', entities: bold(1, 1) })).toEqual(['entities: malformed']);
    expect(
      problemOf({ entities: [{ type: 'text_link', offset: 0, length: 1 }] }),
    ).not.toBeUndefined();
    const script = { type: 'text_link', offset: 0, length: 1, url: 'javascript:alert(1)' };
    expect(problemOf({ entities: [script] })).not.toBeUndefined();
  });
});
