/** How words are named, on the server and in the browser alike. */

/**
 * The names by which callers ask for words: a plural's keys end in the categories of CLDR, `_other`
 * always among them, and callers name the word without.
 */
export type WordName<K extends string, All extends string = K> = K extends `${infer Base}_${
  | 'one'
  | 'few'
  | 'many'
  | 'other'}`
  ? `${Base}_other` extends All
    ? Base
    : K
  : K;

/** What fills `{{name}}` in a word; a `count` chooses the plural. */
export type WordValues = Record<string, string | number>;
