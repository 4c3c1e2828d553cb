import { and, eq, sql } from 'drizzle-orm';
import type { Currency } from '../../contract/money.ts';
import type { ClientViewer } from '../identity/identity.ts';
import { type Db, rows } from '../platform/database.ts';
import type { RowFields } from './invoice-row.ts';
import { visibleTo } from './invoices.policy.ts';
import { invoices } from './invoices.tables.ts';

/** Where a row stands: unpaid ones first by their due day, then the others, the highest number first. */
export interface Place {
  group: number;
  order: number;
  id: string;
}

const group = sql<number>`(case when ${invoices.status} = 'issued' then 0 else 1 end)`;
/** Days from a day long ago, or the number turned round. */
const order = sql<number>`(case when ${invoices.status} = 'issued'
  then coalesce(${invoices.dueOn} - date '2000-01-01', 1000000) else -${invoices.number} end)`;

/** A client has few enough of them to be sorted as they are read. */
export function selectMyInvoices(
  db: Db,
  viewer: ClientViewer,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<(RowFields & { claimed: boolean; group: number; order: number })[]> {
  const { id, numberText, status, currency, total, paid, issuedOn, dueOn, createdAt, claimed } =
    invoices;
  return db
    .select({
      ...{ id, numberText, status, currency, total, paid, issuedOn, dueOn, createdAt, claimed },
      ...{ group, order },
    })
    .from(invoices)
    .where(
      and(
        visibleTo(viewer),
        after &&
          sql`(${group}, ${order}, ${id}) > (${after.group}::int, ${after.order}::int, ${after.id}::uuid)`,
      ),
    )
    .orderBy(group, order, id)
    .limit(limit);
}

/** What is still to be paid, what is overdue apart. */
export function sumMyDue(
  db: Db,
  viewer: ClientViewer,
  today: string,
): Promise<{ currency: Currency; amount: number; overdue: boolean }[]> {
  return rows(
    db,
    sql`select currency, overdue, sum(total - paid)::float8 as amount
        from (select ${invoices.currency} as currency, ${invoices.total} as total, ${invoices.paid} as paid,
            coalesce(${invoices.dueOn} < ${today}::date, false) as overdue
          from ${invoices} where ${and(visibleTo(viewer), eq(invoices.status, 'issued'))}) as unpaid
        group by currency, overdue order by overdue desc, currency`,
  );
}
