/** What tests feed to whatever shows people's words: markup, templates, halves of characters, marks that nobody sees. */
import fc from 'fast-check';

const bites = [
  '<b>bold</b>',
  '<a href="https://evil.example">click</a>',
  '</blockquote>',
  '*bold* _italic_ `code` ```pre```',
  '[link](https://evil.example)',
  '\\*\\_\\[',
  '&lt;b&gt; &amp; &#60;',
  '{{number}} {{count}} $t(received) $t(status.closed, {"count": 1})',
  '{"type":"bold","offset":0,"length":4}',
  '\u202eمرحبا abc\u202c \u2066x\u2069',
  'שלום עולם',
  '\u200b\u200d\ufeff\u2060',
  'e\u0301\u0323\u0302',
  `e${'\u0336'.repeat(300)}`,
  '👨‍👩‍👧‍👦🇷🇺👍🏽',
  '\ud83d',
  '\udc00',
  '\u{e000}\u{e000}',
  '\n\n\n',
  '\t',
  ' ',
  'я'.repeat(3_000),
  '😀'.repeat(2_100),
  '…',
];

/** Up to some 25,000 characters, and now and then 100,000. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 20,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...bites), fc.string({ unit: 'grapheme' })), {
        maxLength: 8,
      })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('я'.repeat(100_000), '👨‍👩‍👧‍👦'.repeat(10_000)) },
);
