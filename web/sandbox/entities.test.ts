import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterBlock, type Entity, nested, type Piece, plain } from './entities.ts';

const bold = (offset: number, length: number): Entity => ({ type: 'bold', offset, length });
const italic = (offset: number, length: number): Entity => ({ type: 'italic', offset, length });

describe('A text with entities', () => {
  it('stays one piece when nothing is formatted', () => {
    expect(nested('Hello, Anna', [])).toEqual(['Hello, Anna']);
  });

  it('keeps what stands before and after a bold word', () => {
    expect(shown(nested('Your code: 123456.', [bold(11, 6)]))).toBe('Your code: [bold 123456].');
  });

  it('nests one format in another, in whatever order they come', () => {
    const expected = '[bold one [italic two] three]';
    expect(shown(nested('one two three', [bold(0, 13), italic(4, 3)]))).toBe(expected);
    expect(shown(nested('one two three', [italic(4, 3), bold(0, 13)]))).toBe(expected);
  });

  it('cuts the second of two that cross', () => {
    expect(shown(nested('abcdef', [bold(0, 4), italic(2, 4)]))).toBe(
      '[bold ab[italic cd]][italic ef]',
    );
  });

  it('keeps a quote whole and cuts the bold that crosses its border', () => {
    const quote: Entity = { type: 'blockquote', offset: 3, length: 3 };
    expect(shown(nested('abcdef', [bold(0, 5), quote]))).toBe('[bold abc][blockquote [bold de]f]');
  });

  it('puts two formats of the same letters inside each other', () => {
    expect(shown(nested('both', [italic(0, 4), bold(0, 4)]))).toBe('[bold [italic both]]');
  });

  it('counts an emoji as two units', () => {
    expect(shown(nested('👋 Anna', [bold(3, 4)]))).toBe('👋 [bold Anna]');
  });

  it('does not tear an emoji apart when an offset points into it', () => {
    expect(shown(nested('a👋b', [bold(2, 1)]))).toBe('a[bold 👋]b');
  });

  it('cuts off what lies outside the text and leaves out what is empty', () => {
    const entities = [bold(3, 100), italic(-5, 6), bold(50, 3), italic(2, 0)];
    expect(shown(nested('abcde', entities))).toBe('[italic a]bc[bold de]');
  });

  it('never reads markup out of the text itself', () => {
    const hostile = '<img src=x onerror=alert(1)> </b> &lt;';
    expect(nested(hostile, [])).toEqual([hostile]);
  });

  it('has no empty line after a quote but those that were written', () => {
    const quote = nested('said\n\nAttached: 1', [{ type: 'blockquote', offset: 0, length: 4 }]);
    expect(afterBlock(String(quote[1]), quote[0])).toBe('\nAttached: 1');
    const word = nested('said\n\nAttached: 1', [bold(0, 4)]);
    expect(afterBlock(String(word[1]), word[0])).toBe('\n\nAttached: 1');
    expect(afterBlock('\nfirst', undefined)).toBe('\nfirst');
  });

  it('keeps every letter in its order, whatever the entities are', () => {
    const types = ['bold', 'italic', 'pre', 'blockquote', 'text_link', 'spoiler'];
    const entity = fc.record({
      type: fc.constantFrom(...types),
      offset: fc.integer({ min: -3, max: 30 }),
      length: fc.integer({ min: -3, max: 30 }),
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(entity), (text, entities) => {
        expect(plain(nested(text, entities))).toBe(text);
      }),
    );
  });
});

function shown(pieces: Piece[]): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string' ? piece : `[${piece.entity.type} ${shown(piece.children)}]`,
    )
    .join('');
}
