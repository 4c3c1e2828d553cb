/** What notices are about, by their kind. */
import { type SQL, sql } from 'drizzle-orm';
import type { deliveryAreas } from '../../contract/deliveries.ts';

type Area = (typeof deliveryAreas)[number];

/** The first that fits counts; both languages read these patterns alike. */
const patterns: readonly [string, Area][] = [
  ['^(sign_up|sign_in|staff\\.sign_in)', 'sign_in'],
  ['^(invoice|payment|claim|staff\\.claim)', 'invoices'],
  ['^(connection|telegram|bot|client|staff\\.client_blocked)', 'bot'],
  ['^(ticket|staff)\\.', 'tickets'],
  ['^(custom|message)', 'messages'],
];

export function areaOf(kind: string): Area {
  return patterns.find(([pattern]) => new RegExp(pattern).test(kind))?.[1] ?? 'bot';
}

/** Whether a kind is of this area. */
export function ofArea(kind: SQL, area: Area): SQL {
  const cases = patterns.map(
    ([pattern, found]) => sql`when ${kind} ~ ${pattern} then ${found}::text`,
  );
  return sql`case ${sql.join(cases, sql` `)} else 'bot' end = ${area}`;
}
