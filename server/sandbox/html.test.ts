import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHtml } from './html.ts';
import { Refusal } from './refusal.ts';

describe('The HTML parse mode', () => {
  it.each([
    ['<b>bold</b> and <i>more</i>', 'bold and more', ['bold 0 4', 'italic 9 4']],
    ['<STRONG>a</strong><em>b</EM>', 'ab', ['bold 0 1', 'italic 1 1']],
    [
      '<u>a</u><ins>b</ins><s>c</s><strike>d</strike><del>e</del>',
      'abcde',
      [
        'underline 0 1',
        'underline 1 1',
        'strikethrough 2 1',
        'strikethrough 3 1',
        'strikethrough 4 1',
      ],
    ],
    [
      '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
      'xy',
      ['spoiler 0 1', 'spoiler 1 1'],
    ],
    [
      '<blockquote>q</blockquote><blockquote expandable>r</blockquote>',
      'qr',
      ['blockquote 0 1', 'expandable_blockquote 1 1'],
    ],
    ['<b>outer <i>inner</></>', 'outer inner', ['italic 6 5', 'bold 0 11']],
    ['<b></b>nothing', 'nothing', []],
    ['👍<b>two units</b>', '👍two units', ['bold 2 9']],
    ['&lt;b&gt; &amp; &quot;&#33;&#x1F44D;', '<b> & "!👍', []],
    ['&nbsp;&apos;&unknown & alone &', '&nbsp;&apos;&unknown & alone &', []],
    ['&lt', '<', []],
    ['<a>example.com</a>', 'example.com', ['text_link 0 11']],
    ['<a href="http://localhost/x">no dot</a>', 'no dot', []],
  ])('reads %s', (source, text, entities) => {
    const parsed = parseHtml(source);
    expect(parsed.text).toBe(text);
    expect(
      parsed.entities.map(({ type, offset, length }) => `${type} ${offset} ${length}`),
    ).toEqual(entities);
  });

  it('keeps addresses, languages and ids', () => {
    expect(parseHtml('<a href="https://example.com/?a=1&amp;b=2">x</a>').entities).toEqual([
      { type: 'text_link', offset: 0, length: 1, url: 'https://example.com/?a=1&b=2' },
    ]);
    expect(parseHtml('<pre><code class="language-ts">x</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 1, language: 'ts' },
    ]);
    expect(parseHtml('<a href="tg://user?id=42">x</a>').entities[0]).toMatchObject({
      type: 'text_mention',
      user: { id: 42 },
    });
    expect(parseHtml('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>').entities).toEqual([
      { type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368324170671202286' },
    ]);
  });

  it.each([
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['привет <x>', 'Unsupported start tag "x" at byte offset 13'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<a href="x', 'Unclosed start tag "a" at byte offset 0'],
    ['<b  ', 'Unclosed start tag "b" at byte offset 0'],
    ['<a ="x">', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<a href=b?>x</a>', 'Unexpected end of name token at byte offset 8'],
    ['<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<b>я</i>', 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<tg-emoji emoji-id="x">👍</tg-emoji>', 'Invalid custom emoji identifier specified'],
    [
      '&#xD83D;',
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    ],
  ])('refuses %s with the words of Telegram', (source, reason) => {
    expect(() => parseHtml(source)).toThrow(
      new Refusal(400, `Bad Request: can't parse entities: ${reason}`),
    );
  });

  const pieces = fc.constantFrom(
    ...[
      '<b>',
      '</b>',
      '<i>',
      '</i>',
      '</>',
      '<a href="https://t.me/x">',
      '</a>',
      '<pre>',
      '</pre>',
    ],
    ...[
      '<code class="language-c">',
      '</code>',
      '&lt;',
      '&#128077;',
      '&#55357;',
      '<',
      '>',
      '"',
      '=',
    ],
    ...['<span class="tg-spoiler">', '</span>', ' ', 'text', 'я', '👍', '<tg-emoji emoji-id="1">'],
  );
  const soup = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 30 })
    .map((parts) => parts.join(''));

  it('either refuses or gives entities that lie within the text, whatever comes', () => {
    fc.assert(
      fc.property(soup, (source) => {
        try {
          const { text, entities } = parseHtml(source);
          for (const { offset, length } of entities) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(text.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back any escaped text as it was', () => {
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(wellFormed, (text) => {
        const escaped = text
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;');
        expect(parseHtml(`<b>${escaped}</b>`).text).toBe(text);
      }),
    );
  });
});
