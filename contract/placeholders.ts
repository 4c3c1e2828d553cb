/** Places in a message to many where each finds their own name. */
import type { FormattedText } from './formatted-text.ts';
import { nameLength } from './person.ts';

/** As the composer writes it. */
export const namePlaceholder = '{{name}}';

const name = /\{\{\s*name\s*\}\}/g;

/** UTF-16 units of the longest name. */
const longestName = nameLength.max * 2;

/** Whether braces are left that stand for nothing: they would reach people as they are. */
export function hasUnknownPlaceholder(text: string): boolean {
  return /\{\{|\}\}/.test(text.replace(name, ''));
}

/** UTF-16 units of the text with the longest name in each of its places. */
export function longestLength(text: string): number {
  return text.replace(name, 'x'.repeat(longestName)).length;
}

/**
 * The text for a client of this name, which is only ever text: the marks stay where they were put, and
 * whatever stands in the name is neither a mark nor a placeholder.
 */
export function withName({ text, entities }: FormattedText, clientName: string): FormattedText {
  const places = [...text.matchAll(name)].map(({ 0: found, index }) => ({
    begin: index,
    end: index + found.length,
  }));
  if (places.length === 0) return { text, entities };
  let filled = '';
  let last = 0;
  for (const { begin, end } of places) {
    filled += text.slice(last, begin) + clientName;
    last = end;
  }
  filled += text.slice(last);
  return {
    text: filled,
    entities: entities.map((one) => {
      const offset = moved(one.offset, 'begin');
      return { ...one, offset, length: moved(one.offset + one.length, 'end') - offset };
    }),
  };

  /** A mark that begins or ends within a placeholder holds all of the name. */
  function moved(at: number, edge: 'begin' | 'end'): number {
    let shift = 0;
    for (const { begin, end } of places) {
      if (at <= begin) break;
      if (at < end) return (edge === 'begin' ? begin : begin + clientName.length) + shift;
      shift += clientName.length - (end - begin);
    }
    return at + shift;
  }
}
