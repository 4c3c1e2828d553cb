/** Keyset pages: the place where the next one begins, as an opaque word that may be invented without harm. */
import { z } from 'zod';
import { CodedError } from './errors.ts';

/** Writes the place of a row: what the list is sorted by. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads what `writeCursor` has written; nothing without one. Throws `request.invalid` for anything else. */
export function readCursor<T extends z.ZodType>(
  shape: T,
  given: string | undefined,
): z.output<T> | undefined {
  if (given === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(given, 'base64url').toString()));
  } catch {
    throw new CodedError('request.invalid', { fields: { after: 'malformed' } });
  }
}

/** A place that is a row's id. */
export const idPlace = z.uuid();

/** Cuts a page from its rows, which were asked for with one more than `limit`. */
export function pageOf<T>(
  found: T[],
  limit: number,
  placeOf: (row: T) => unknown,
): { items: T[]; next?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined
    ? { items, next: writeCursor(placeOf(last)) }
    : { items };
}
