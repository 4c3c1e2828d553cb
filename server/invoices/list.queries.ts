import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { invoiceStates } from '../../contract/invoices.ts';
import { type Currency, currencies } from '../../contract/money.ts';
import { clients } from '../identity/identity.tables.ts';
import { type Db, rows } from '../platform/database.ts';
import { exactText, momentOf } from '../platform/sql-times.ts';
import { holdsWords } from './invoice-words.ts';
import { invoices } from './invoices.tables.ts';

type State = (typeof invoiceStates)[number];

export interface Filter {
  visible: SQL;
  /** The company's day. */
  today: string;
  state: State;
  clientId?: string | undefined;
  ticketId?: string | undefined;
  search?: string | undefined;
  /** The search as a query on the words of clients, for whoever may look for them. */
  people?: string | undefined;
  /** Days of issue, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** The last row of the page before. */
export type Place = { at: string; id: string } | { number: number };

export type ListRow = Awaited<ReturnType<typeof selectSome>>[number];

/** Drafts, the newest first; then all others by their number. */
export async function selectRows(
  db: Db,
  filter: Filter,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<ListRow[]> {
  const condition = conditionOf(filter);
  const drafts =
    !holdsDrafts(filter) || (after && 'number' in after)
      ? []
      : await selectSome(db, {
          where: and(eq(invoices.status, 'draft'), condition, after && olderThan(after)),
          order: [desc(invoices.createdAt), invoices.id],
          limit,
        });
  if (drafts.length >= limit || filter.state === 'draft') return drafts;
  const below = after && 'number' in after ? sql`${invoices.number} < ${after.number}` : undefined;
  const numbered = await selectSome(db, {
    where: and(isNotNull(invoices.number), condition, below),
    order: [desc(invoices.number)],
    limit: limit - drafts.length,
  });
  return [...drafts, ...numbered];
}

/** They have no day of issue, and nobody pays them. */
function holdsDrafts({ state, from, to }: Filter): boolean {
  return (state === 'all' || state === 'draft') && !from && !to;
}

function olderThan({ at, id }: { at: string; id: string }): SQL {
  const moment = momentOf(at);
  return sql`(${invoices.createdAt} < ${moment}
    or (${invoices.createdAt} = ${moment} and ${invoices.id} > ${id}::uuid))`;
}

function selectSome(
  db: Db,
  {
    where,
    order,
    limit,
  }: { where: SQL | undefined; order: Parameters<typeof sql.join>[0]; limit: number },
) {
  const { id, number, numberText, status, currency, net, tax, total, paid, claimed } = invoices;
  const { issuedOn, dueOn, paidAt, createdAt, clientId, buyer } = invoices;
  return db
    .select({
      ...{ id, number, numberText, status, currency, net, tax, total, paid, claimed },
      ...{ issuedOn, dueOn, paidAt, createdAt, clientId, buyer, clientName: clients.name },
      place: exactText(sql`${createdAt}`),
    })
    .from(invoices)
    .leftJoin(clients, eq(clients.id, invoices.clientId))
    .where(where)
    .orderBy(...(order as SQL[]))
    .limit(limit);
}

export interface Sums {
  currency: Currency;
  count: number;
  total: number;
  paid: number;
  due: number;
  overdue: number;
}

/** Of what is issued or paid; the currency that most invoices have first. */
export function selectSums(db: Db, filter: Filter): Promise<Sums[]> {
  const due = sql`(total - paid)`;
  const late = overdueOn(filter.today);
  return rows<Sums>(
    db,
    sql`select currency, count(*)::int as count, ${sumOf(sql`total`)} as total, ${sumOf(sql`paid`)} as paid,
          ${sumOf(due, sql`status = 'issued'`)} as due, ${sumOf(due, late)} as overdue
        from invoices
        where ${and(sql`status in ('issued', 'paid')`, conditionOf(filter))}
        group by currency order by 2 desc, array_position(${sql.raw(`array['${currencies.join("','")}']`)}, currency)`,
  );
}

/** Exact as far as a number of the reply can be; a sum beyond that is shown as the greatest such number. */
export function sumOf(value: SQL, where: SQL = sql`true`): SQL {
  return sql`least(coalesce(sum(${value}) filter (where ${where}), 0), ${sql.raw(String(Number.MAX_SAFE_INTEGER))})::float8`;
}

/** Each is counted up to `most`: nothing reads more rows than that. */
export async function countStates<S extends State>(
  db: Db,
  filter: Filter,
  { states, most }: { states: readonly S[]; most: number },
): Promise<Record<S, number>> {
  const counts = states.map((state) => {
    const limited = sql`select 1 from invoices where ${conditionOf({ ...filter, state })} limit ${most}`;
    return sql`(select count(*)::int from (${limited}) as capped) as ${sql.identifier(state)}`;
  });
  const [found] = await rows<Record<S, number>>(db, sql`select ${sql.join(counts, sql`, `)}`);
  if (!found) throw new Error('Nothing was counted.');
  return found;
}

function conditionOf(filter: Filter): SQL | undefined {
  const { clientId, ticketId, from, to } = filter;
  return and(
    filter.visible,
    stateCondition(filter),
    clientId ? eq(invoices.clientId, clientId) : undefined,
    ticketId ? eq(invoices.ticketId, ticketId) : undefined,
    from ? sql`${invoices.issuedOn} >= ${from}::date` : undefined,
    to ? sql`${invoices.issuedOn} <= ${to}::date` : undefined,
    searchCondition(filter),
  );
}

/** Written as the partial indexes are. */
function stateCondition({ state, today }: Filter): SQL | undefined {
  switch (state) {
    case 'all':
      return undefined;
    case 'unpaid':
      return sql`invoices.status = 'issued'`;
    case 'overdue':
      return overdueOn(today);
    case 'claimed':
      return sql`invoices.claimed`;
    case 'draft':
      return sql`invoices.status = 'draft'`;
    default:
      return eq(invoices.status, state);
  }
}

/** Issued, unpaid, and its due day is over. */
export function overdueOn(today: string): SQL {
  return sql`(invoices.status = 'issued' and invoices.due_on < ${today}::date)`;
}

function searchCondition({ search, people }: Filter): SQL | undefined {
  if (!search) return undefined;
  const number = /^[№#]?\s*(\d{1,9})$/.exec(search)?.[1];
  const ways = [holdsWords(sql`invoices.document`, search)];
  if (number !== undefined) ways.push(sql`invoices.number = ${Number(number)}`);
  if (people) {
    ways.push(sql`invoices.client_id = any (array(
      select id from clients where words @@ ${people}::tsquery
        and confirmed_at is not null and merged_into_id is null limit 200))`);
  }
  return sql`(${sql.join(ways, sql` or `)})`;
}
