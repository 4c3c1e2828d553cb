/** Marks beside the text of an ordinary field: they follow its edits, and are put on and taken off. */
import type { FormattedText, Mark, MarkType } from '../../../contract/formatted-text.ts';

export interface Selected {
  start: number;
  end: number;
}

/** The text after an edit in the field, each mark still on its words; what is typed behind a mark is not marked. */
export function edited({ text, entities }: FormattedText, next: string): FormattedText {
  const shorter = Math.min(text.length, next.length);
  let from = 0;
  while (from < shorter && text[from] === next[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && text.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  const to = text.length - tail;
  const end = next.length - tail;
  // A keyboard that corrects the beginning of a word leaves it marked.
  const begins = (at: number) =>
    at < from || (at === from && to > from) ? at : at >= to ? at + end - to : end;
  const ends = (at: number) => (at <= from ? at : at >= to ? at + end - to : from);
  return {
    text: next,
    entities: entities.flatMap((one) => {
      const offset = begins(one.offset);
      const length = ends(one.offset + one.length) - offset;
      return length > 0 ? [{ ...one, offset, length }] : [];
    }),
  };
}

/** What a press of a button is about: the selection without the spaces around it, or the word at the caret. */
export function wordsIn(text: string, { start, end }: Selected): Selected {
  if (start === end) {
    const before = /\S*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    const after = /^\S*/.exec(text.slice(end))?.[0].length ?? 0;
    return { start: start - before, end: end + after };
  }
  const inside = text.slice(start, end);
  const lead = inside.length - inside.trimStart().length;
  const rest = inside.length - inside.trimEnd().length;
  return lead === inside.length ? { start, end: start } : { start: start + lead, end: end - rest };
}

/** Whether all of these words are marked so. */
export function isMarked({ entities }: FormattedText, type: MarkType, range: Selected): boolean {
  if (range.start === range.end) return false;
  let place = range.start;
  const ofType = entities.filter((one) => one.type === type);
  for (const { offset, length } of ofType.toSorted((one, other) => one.offset - other.offset)) {
    if (offset <= place && place < offset + length) place = offset + length;
  }
  return place >= range.end;
}

/** The address of a link on these words. */
export function linkAt({ entities }: FormattedText, { start }: Selected): string | undefined {
  return entities.find(
    ({ type, offset, length }) =>
      type === 'text_link' && offset <= start && start < offset + length,
  )?.url;
}

/** Marks these words so; joins what touches. A link takes the place of another. */
export function withMark(
  given: FormattedText,
  range: Selected,
  { type, url }: Pick<Mark, 'type' | 'url'>,
): FormattedText {
  if (range.start >= range.end) return given;
  let { start, end } = range;
  if (type !== 'text_link') {
    const touching = given.entities.filter(
      (one) => one.type === type && one.offset <= end && one.offset + one.length >= start,
    );
    start = Math.min(start, ...touching.map(({ offset }) => offset));
    end = Math.max(end, ...touching.map(({ offset, length }) => offset + length));
  }
  const { text, entities } = withoutMark(given, { start, end }, type);
  const fresh: Mark = { type, offset: start, length: end - start, ...(url && { url }) };
  return { text, entities: [...entities, fresh] };
}

/** These words are not marked so any more; the others of the same mark are. */
export function withoutMark(
  { text, entities }: FormattedText,
  { start, end }: Selected,
  type: MarkType,
): FormattedText {
  return {
    text,
    entities: entities.flatMap((one): Mark[] => {
      const last = one.offset + one.length;
      if (one.type !== type || one.offset >= end || last <= start) return [one];
      const left = { ...one, length: start - one.offset };
      const right = { ...one, offset: end, length: last - end };
      return [left, right].filter(({ length }) => length > 0);
    }),
  };
}
