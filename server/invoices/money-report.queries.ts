import { type SQL, sql } from 'drizzle-orm';
import type { Currency } from '../../contract/money.ts';
import { type Db, rows } from '../platform/database.ts';
import { overdueOn, sumOf } from './list.queries.ts';

export interface MonthFigures {
  month: string;
  issued: number;
  paid: number;
  overdue: number;
}

/** In the order of the months, `2026-11`. */
export function selectByMonth(
  db: Db,
  given: { visible: SQL; currency: Currency; today: string; months: string[] },
): Promise<MonthFigures[]> {
  const { visible, today } = given;
  const since = sql`(${`${given.months[0]}-01`}::date)`;
  const ours = sql`invoices.currency = ${given.currency} and ${visible}`;
  const monthOf = (day: SQL) => sql`to_char(${day}, 'YYYY-MM')`;
  return rows<MonthFigures>(
    db,
    sql`with issued as (
          select ${monthOf(sql`issued_on`)} as month, ${sumOf(sql`total`)} as sum from invoices
          where issued_on >= ${since} and status <> 'void' and ${ours} group by 1
        ), paid as (
          select ${monthOf(sql`payments.paid_on`)} as month, ${sumOf(sql`payments.amount`)} as sum
          from payments join invoices on invoices.id = payments.invoice_id
          where payments.paid_on >= ${since} and payments.removed_at is null and ${ours} group by 1
        ), overdue as (
          select ${monthOf(sql`due_on`)} as month, ${sumOf(sql`total - paid`)} as sum from invoices
          where due_on >= ${since} and ${overdueOn(today)} and ${ours} group by 1
        )
        select months.month, coalesce(issued.sum, 0)::float8 as issued,
          coalesce(paid.sum, 0)::float8 as paid, coalesce(overdue.sum, 0)::float8 as overdue
        from jsonb_array_elements_text(${JSON.stringify(given.months)}::jsonb)
          with ordinality as months(month, place)
        left join issued on issued.month = months.month
        left join paid on paid.month = months.month
        left join overdue on overdue.month = months.month
        order by months.place`,
  );
}
