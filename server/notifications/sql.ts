/** Pieces that this slice's statements share. */
import { type SQL, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';

/** The present, evaluated once a statement instead of once a row. */
export const present = sql`(select ${databaseNow})`;

/**
 * A list of texts for `in`, one parameter each; not empty. A list made by a subquery would do, but
 * without statistics (the embedded engine gathers none) it is answered by reading every lane.
 */
export function textList(values: readonly string[]): SQL {
  const parameters = values.map((value) => sql`${value}`);
  return sql`(${sql.join(parameters, sql`, `)})`;
}
