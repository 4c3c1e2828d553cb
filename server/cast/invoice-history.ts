/** Half a year of invented invoices, so that nobody looks at empty plots; the company and its bank are invented too. */
import { sql } from 'drizzle-orm';
import type { BillingSettings } from '../../contract/billing.ts';
import type { Tx } from '../platform/database.ts';

/** The digits fit their checks, and belong to nobody. */
export const invented: BillingSettings = {
  legalName: 'ООО «Отклик-Сервис»',
  address: '101000, г. Москва, ул. Примерная, д. 1, офис 12',
  inn: '9999000013',
  kpp: '999901001',
  bank: 'АО «Пример-Банк», г. Москва',
  bik: '044525999',
  account: '40702810600000012345',
  correspondentAccount: '30101810600000000999',
  otherDetails: '',
  director: 'Ветрова О. И.',
  accountant: '',
  currency: 'RUB',
  taxMode: 'included',
  taxRates: [null, 2200, 1000],
  prefix: 'СЧ-',
  dueDays: 5,
  reminderDays: [-3, 0, 3],
  reminderHour: 10,
  note: '',
};

// Description, unit, price in kopecks.
const services = [
  ['Абонентское обслуживание рабочих мест', 'мес.', 850_000],
  ['Выезд инженера', 'шт.', 250_000],
  ['Замена картриджа с материалами', 'шт.', 189_050],
  ['Настройка резервного копирования', 'ч', 320_000],
  ['Ремонт ноутбука: диагностика и чистка', 'шт.', 275_000],
];

/** A company that may issue invoices, and `count` of them over the last half-year for clients who have none. */
export async function addInvoices(tx: Tx, count: number): Promise<void> {
  await tx.execute(sql`
    insert into billing (value, version, changed_at)
    values (${JSON.stringify(invented)}::jsonb, 1, now()) on conflict do nothing`);
  await tx.execute(sql`
    create temporary table invoiced on commit drop as
    with people as materialized (
      select array_agg(id order by created_at, id) as ids from clients
      where confirmed_at is not null and merged_into_id is null
    )
    select gen_random_uuid() as id, i,
      (select ids[(i * 7) % cardinality(ids) + 1] from people) as client_id,
      now() - (${count}::int - i) * interval '180 days' / ${count}::int as at
    from generate_series(1, ${count}::int) as i`);
  await tx.execute(sql`
    insert into invoices (id, client_id, currency, tax_mode, made_by_kind, created_at, updated_at)
    select id, client_id, 'RUB', 'included', 'system', at, at from invoiced`);
  await addLines(tx);
  await issue(tx);
  await addPayments(tx);
}

async function addLines(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into invoice_items (invoice_id, place, description, quantity, unit, unit_price, tax_rate, net, tax, total)
    select v.id, line, s->>0, n * 1000, s->>1, (s->>2)::bigint, 2200, total - tax, tax, total
    from invoiced v
    cross join lateral generate_series(0, v.i % 3) as line
    cross join lateral (select ${JSON.stringify(services)}::jsonb -> ((v.i + line) % ${services.length}) as s) as service
    cross join lateral (select (v.i + line) % 4 + 1 as n) as quantity
    cross join lateral (select n * (s->>2)::bigint as total) as sums
    cross join lateral (select round(total * 2200 / 12200.0)::bigint as tax) as taxes`);
  await tx.execute(sql`
    update invoices set net = s.net, tax = s.tax, total = s.total,
      document = to_tsvector('simple', c.name || ' ' || s.words)
    from (select invoice_id, sum(net) as net, sum(tax) as tax, sum(total) as total,
        string_agg(description, ' ') as words
      from invoice_items group by invoice_id) as s, clients c, invoiced v
    where invoices.id = s.invoice_id and v.id = invoices.id and c.id = invoices.client_id`);
}

/** All but the last two, which are still drafts. */
async function issue(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into invoice_numbers (last) values (0) on conflict do nothing`);
  await tx.execute(sql`
    update invoices set status = 'issued', number = n.last + v.i, number_text = 'СЧ-' || n.last + v.i,
      issued_at = v.at, issued_on = v.at::date, due_on = v.at::date + 5, issued_by = 'Ольга Ветрова',
      seller = (select value from billing) || jsonb_build_object('name', 'Otklik'),
      buyer = jsonb_build_object('name', c.name, 'details', '')
    from invoiced v, clients c, invoice_numbers n
    where invoices.id = v.id and c.id = v.client_id and v.i <= (select max(i) - 2 from invoiced)`);
  await tx.execute(sql`
    update invoice_numbers set last = greatest(last, (select coalesce(max(number), 0) from invoices))`);
}

/** Most are paid within days; of the newest some wait, and a few of the older ones are overdue. */
async function addPayments(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into payments (id, invoice_id, amount, paid_on, method, note, by, created_at)
    select gen_random_uuid(), o.id, o.total, (v.at + v.i % 6 * interval '1 day')::date, 'bank', '', 'Ольга Ветрова',
      v.at + v.i % 6 * interval '1 day'
    from invoiced v join invoices o on o.id = v.id
    where o.status = 'issued' and v.i % 9 <> 4 and v.at < now() - interval '8 days'`);
  await tx.execute(sql`
    update invoices set status = 'paid', paid = p.amount, paid_at = p.created_at
    from payments p, invoiced v where p.invoice_id = invoices.id and v.id = invoices.id`);
}
