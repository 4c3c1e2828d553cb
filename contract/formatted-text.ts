/** Text with formatting, as people write it for Telegram: the words, and which part of them is how. */
import { z } from 'zod';

/**
 * What Telegram shows and our composer offers (Bot API, MessageEntity), the outer ones first: of two that
 * cross, the later is the one that is cut.
 */
export const markTypes = [
  'blockquote',
  'text_link',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'code',
] as const;
export type MarkType = (typeof markTypes)[number];

/** Offsets and lengths count UTF-16 units, as in Telegram and in JavaScript. */
export const mark = z
  .strictObject({
    type: z.enum(markTypes),
    offset: z.number().int().min(0),
    length: z.number().int().min(1),
    /** Of a `text_link`; https, http, tel or mailto. */
    url: z
      .string()
      .max(2000)
      .regex(/^(https?:\/\/|tel:|mailto:)\S+$/i, 'malformed')
      .optional(),
  })
  .refine(({ type, url }) => (type === 'text_link') === (url !== undefined), 'malformed');
export type Mark = z.output<typeof mark>;

export interface FormattedText {
  text: string;
  entities: Mark[];
}

/** One message of Telegram with a line to spare, and so many marks as it takes in one. */
export const formattedLimits = { text: 4000, marks: 100 } as const;

/**
 * As Telegram would keep it: trimmed, one kind of line break, no mark that crosses another, quotes of whole
 * lines, nothing inside of code. What the phone shows is what this gives.
 */
export function tidyText({ text, entities }: FormattedText): FormattedText {
  const plain = text.replace(/\r(?!\n)/g, '\n').replaceAll('\t', ' ');
  const begin = plain.length - plain.trimStart().length;
  const end = plain.trimEnd().length;
  const before = [0];
  let kept = '';
  for (let at = 0; at < plain.length; at += 1) {
    if (at >= begin && at < end && plain[at] !== '\r') kept += plain[at];
    before.push(kept.length);
  }
  const moved = entities.flatMap((one) => {
    const offset = before[Math.min(one.offset, plain.length)] ?? 0;
    const length = (before[Math.min(one.offset + one.length, plain.length)] ?? 0) - offset;
    return length > 0 ? [{ ...one, offset, length }] : [];
  });
  return { text: kept, entities: nested(kept, moved) };
}

/** Whether this place is in the middle of a character. */
export function splitsCharacter(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1)) && at > 0;
}

/** The marks without crossings, the outer ones first. */
function nested(text: string, given: readonly Mark[]): Mark[] {
  const whole = given.flatMap((one) => (one.type === 'blockquote' ? toLines(text, one) : [one]));
  const edges = whole.flatMap(({ offset, length }) => [offset, offset + length]);
  const places = [...new Set(edges)].sort((one, other) => one - other);
  const found: Mark[] = [];
  let open: Mark[] = [];
  for (const [index, from] of places.slice(0, -1).entries()) {
    const to = places[index + 1] ?? from;
    const here = marksAt(whole, from);
    const other = here.findIndex((one, depth) => !alike(one, open[depth]));
    open = open.slice(0, other === -1 ? here.length : other);
    for (const one of open) one.length = to - one.offset;
    for (const one of here.slice(open.length)) {
      const fresh = { ...one, offset: from, length: to - from };
      found.push(fresh);
      open.push(fresh);
    }
  }
  return found;
}

/** One of each type at most, in the order of `markTypes`. */
function marksAt(given: readonly Mark[], place: number): Mark[] {
  const covering = given.filter(({ offset, length }) => offset <= place && place < offset + length);
  const code = covering.some(({ type }) => type === 'code');
  return markTypes.flatMap((type) => {
    if (code && type !== 'code' && type !== 'blockquote') return [];
    return covering.findLast((one) => one.type === type) ?? [];
  });
}

function alike(one: Mark, other: Mark | undefined): boolean {
  return one.type === other?.type && one.url === other.url;
}

function toLines(text: string, quote: Mark): Mark[] {
  const inside = text.slice(quote.offset, quote.offset + quote.length);
  const lead = inside.length - inside.replace(/^\n+/, '').length;
  const words = inside.replace(/\n+$/, '');
  if (words.length <= lead) return [];
  const offset = text.lastIndexOf('\n', quote.offset + lead - 1) + 1;
  const next = text.indexOf('\n', quote.offset + words.length);
  return [{ ...quote, offset, length: (next === -1 ? text.length : next) - offset }];
}
