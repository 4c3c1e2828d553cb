/** Times in hand-written SQL as text, because the two engines give a bare one differently. */

import { type SQL, sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { z } from 'zod';

/** ISO 8601 in UTC with milliseconds, as replies show it. */
export function isoText(moment: SQL): SQL<string> {
  return sql`to_char(${moment} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** To the microsecond, as the database keeps it, so that a page begins exactly after the last row. */
export function exactText(moment: SQL): SQL<string> {
  return sql`to_char(${moment} at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US')`;
}

/** What `exactText` has written; anything else is refused, so that the database never has to. */
export const exactMoment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/)
  .refine((text) => !text.startsWith('0000') && DateTime.fromSQL(text, { zone: 'utc' }).isValid);

/** The moment that `exactMoment` has let through. */
export function momentOf(exact: string): SQL {
  return sql`(${exact}::timestamp at time zone 'utc')`;
}
