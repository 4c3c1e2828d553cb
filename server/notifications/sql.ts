/** Pieces that this slice's statements share. */
import { type SQL, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';

/** The present, evaluated once a statement instead of once a row. */
export const present = sql`(select ${databaseNow})`;

/** A list of texts as one parameter: drivers differ in how they take arrays. */
export function textList(values: readonly string[]): SQL {
  return sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}

/** Milliseconds of a moment since 1970, as text for `readMoment`. */
export function momentOut(moment: SQL): SQL {
  return sql`(extract(epoch from ${moment}) * 1000)::bigint::text`;
}

export function readMoment(milliseconds: string | null | undefined): Date | undefined {
  return milliseconds ? new Date(Number(milliseconds)) : undefined;
}
