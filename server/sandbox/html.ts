/** The HTML parse mode. Error texts and their byte offsets are those of Telegram's own parser. */
import type { MessageEntity } from '@grammyjs/types';
import { addEntity, argumentOf, type Draft, isKnownTag, type Tag } from './html-tags.ts';
import { badRequest, type Refusal } from './refusal.ts';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

/** Takes the markup out. Throws `Bad Request: can't parse entities: …` with offsets in UTF-8 bytes. */
export function parseHtml(source: string): FormattedText {
  const open: Tag[] = [];
  const entities: Draft[] = [];
  let text = '';
  let index = 0;
  while (index < source.length) {
    const stop = nextSpecial(source, index);
    text += source.slice(index, stop);
    index = stop;
    if (source[index] === '&') {
      const decoded = decodeReference(source, index);
      text += decoded?.text ?? '&';
      index = decoded?.end ?? index + 1;
    } else if (source.startsWith('</', index)) {
      const end = readEndTag(source, index, open);
      const tag = open.pop();
      if (tag && text.length > tag.offset) addEntity(entities, tag, text.slice(tag.offset));
      index = end;
    } else if (source[index] === '<') {
      const { tag, end } = readStartTag(source, index);
      open.push({ ...tag, offset: text.length });
      index = end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw broken(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  if (!text.isWellFormed()) {
    throw broken(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    );
  }
  return { text, entities: entities.map(({ codeLanguage: _, ...entity }) => entity) };
}

function nextSpecial(source: string, from: number): number {
  for (let index = from; index < source.length; index++) {
    if (source[index] === '<' || source[index] === '&') return index;
  }
  return source.length;
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** `&lt; &gt; &amp; &quot;` and numbers, with or without the semicolon; anything else stays as it is. */
function decodeReference(source: string, at: number): { text: string; end: number } | undefined {
  const [, number, name] = /^&(?:#(x[0-9a-f]{1,7}|\d{1,7})|([a-z]+))/i.exec(
    source.slice(at, at + 20),
  ) ?? ['', undefined, undefined];
  const length = 1 + (number === undefined ? (name?.length ?? 0) : number.length + 1);
  const end = source[at + length] === ';' ? at + length + 1 : at + length;
  if (number !== undefined) {
    const hexadecimal = number[0] === 'x' || number[0] === 'X';
    const code = hexadecimal ? Number.parseInt(number.slice(1), 16) : Number.parseInt(number, 10);
    const valid = code > 0 && code < 0x10ffff;
    return valid ? { text: String.fromCodePoint(code), end } : undefined;
  }
  const text = name === undefined ? undefined : named[name];
  return text === undefined ? undefined : { text, end };
}

function readStartTag(source: string, begin: number): { tag: Tag; end: number } {
  let index = until(source, begin + 1, (char) => isSpace(char) || char === '>');
  if (index >= source.length) throw brokenAt(source, begin, 'Unclosed start tag');
  const name = source.slice(begin + 1, index).toLowerCase();
  if (!isKnownTag(name)) throw brokenAt(source, begin, `Unsupported start tag "${name}"`);
  let argument = '';
  while (source[index] !== '>') {
    index = skipSpaces(source, index);
    if (source[index] === '>') break;
    if (index >= source.length) throw brokenAt(source, begin, `Unclosed start tag "${name}"`);
    const attribute = readAttribute(source, index, begin, name);
    argument = argumentOf(name, attribute.name, attribute.value) ?? argument;
    index = attribute.end;
  }
  if (name === 'span' && argument !== 'tg-spoiler') {
    throw brokenAt(source, begin, 'Tag "span" must have class "tg-spoiler"');
  }
  return { tag: { name, argument, offset: 0 }, end: index + 1 };
}

function readAttribute(source: string, from: number, tagBegin: number, tag: string) {
  const nameEnd = until(source, from, (char) => isSpace(char) || char === '=' || char === '>');
  const name = source.slice(from, nameEnd).toLowerCase();
  if (name === '') throw brokenAt(source, tagBegin, `Empty attribute name in the tag "${tag}"`);
  let index = skipSpaces(source, nameEnd);
  if (source[index] !== '=') return { name, value: '', end: index };
  index = skipSpaces(source, index + 1);
  const unclosed = () => brokenAt(source, tagBegin, `Unclosed start tag "${tag}"`);
  if (index >= source.length) throw unclosed();
  const quote = source[index];
  if (quote !== '"' && quote !== "'") {
    const end = until(source, index, (char) => !/[a-z0-9.-]/i.test(char));
    if (end < source.length && !isSpace(source[end]) && source[end] !== '>') {
      throw brokenAt(source, index, 'Unexpected end of name token');
    }
    if (end >= source.length) throw unclosed();
    return { name, value: source.slice(index, end).toLowerCase(), end };
  }
  const end = source.indexOf(quote, index + 1);
  if (end < 0 || end + 1 >= source.length) throw unclosed();
  return { name, value: decodeAll(source.slice(index + 1, end)), end: end + 1 };
}

/** Gives back where the end tag ends; it must close the innermost tag, or be `</>`. */
function readEndTag(source: string, begin: number, open: Tag[]): number {
  const innermost = open.at(-1);
  if (!innermost) throw brokenAt(source, begin, 'Unexpected end tag');
  const nameEnd = until(source, begin + 2, (char) => isSpace(char) || char === '>');
  const name = source.slice(begin + 2, nameEnd).toLowerCase();
  const index = skipSpaces(source, nameEnd);
  if (source[index] !== '>') throw brokenAt(source, begin, 'Unclosed end tag');
  if (name !== '' && name !== innermost.name) {
    const expected = `expected "</${innermost.name}>", found "</${name}>"`;
    throw broken(`Unmatched end tag at byte offset ${byteOffset(source, begin)}, ${expected}`);
  }
  return index + 1;
}

function decodeAll(value: string): string {
  let text = '';
  let index = 0;
  while (index < value.length) {
    const decoded = value[index] === '&' ? decodeReference(value, index) : undefined;
    text += decoded?.text ?? value[index];
    index = decoded?.end ?? index + 1;
  }
  return text;
}

function until(source: string, from: number, stops: (char: string) => boolean): number {
  let index = from;
  while (index < source.length && !stops(source[index] as string)) index++;
  return index;
}

function skipSpaces(source: string, from: number): number {
  return until(source, from, (char) => !isSpace(char));
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && ' \t\r\n\0\v'.includes(char);
}

function brokenAt(source: string, index: number, what: string): Refusal {
  return broken(`${what} at byte offset ${byteOffset(source, index)}`);
}

function broken(what: string): Refusal {
  return badRequest(`can't parse entities: ${what}`);
}

function byteOffset(source: string, index: number): number {
  return Buffer.byteLength(source.slice(0, index));
}
