import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows } from '../platform/database.ts';
import { exactText, momentOf } from '../platform/sql-times.ts';
import { type PlacedRow, selectTicketRows } from './ticket-rows.ts';
import { tickets, ticketTags } from './tickets.tables.ts';

export type QueueOrder = 'due' | 'newest' | 'updated' | 'priority' | 'priority_updated';

/** Where a page begins: the last row of the one before. */
export interface QueuePlace {
  at: string;
  id: string;
  priority: number;
}

export interface QueueFilter {
  visible: SQL;
  status: (typeof tickets.$inferSelect)['status'] | 'unsolved' | 'all';
  /** Null: nobody's. */
  assigneeId?: string | null | undefined;
  priority?: (typeof tickets.$inferSelect)['priority'] | undefined;
  tagId?: string | undefined;
  clientId?: string | undefined;
  unanswered?: boolean | undefined;
  overdue?: boolean | undefined;
}

/** `of` is the name under which the tickets stand in the statement. */
const orders = {
  due: { by: (of: SQL) => sql`${of}.due_at, ${of}.id`, at: sql`due_at` },
  newest: { by: (of: SQL) => sql`${of}.created_at desc, ${of}.id desc`, at: sql`created_at` },
  updated: { by: (of: SQL) => sql`${of}.updated_at desc, ${of}.id desc`, at: sql`updated_at` },
  priority: {
    by: (of: SQL) => sql`${of}.priority_place desc, ${of}.due_at, ${of}.id`,
    at: sql`due_at`,
  },
  priority_updated: {
    by: (of: SQL) => sql`${of}.priority_place desc, ${of}.updated_at desc, ${of}.id desc`,
    at: sql`updated_at`,
  },
};

export function selectQueue(
  db: Db,
  filter: QueueFilter,
  page: { order: QueueOrder; after: QueuePlace | undefined; limit: number },
): Promise<PlacedRow[]> {
  const { by, at } = orders[page.order];
  const where = and(conditionOf(filter), page.after && afterPlace(page.order, page.after));
  return selectTicketRows(db, {
    chosen: sql`select * from tickets where ${where} order by ${by(sql`tickets`)} limit ${page.limit}`,
    order: by(sql`t`),
    place: exactText(sql`t.${at}`),
  });
}

/** Each is counted up to `most`: nothing reads more rows than that. */
export async function countQueue<K extends string>(
  db: Db,
  filters: Record<K, QueueFilter>,
  most: number,
): Promise<Record<K, number>> {
  const counts = (Object.entries(filters) as [K, QueueFilter][]).map(([name, filter]) => {
    const limited = sql`select 1 from tickets where ${conditionOf(filter)} limit ${most}`;
    return sql`(select count(*)::int from (${limited}) as capped) as ${sql.identifier(name)}`;
  });
  const [found] = await rows<Record<K, number>>(db, sql`select ${sql.join(counts, sql`, `)}`);
  if (!found) throw new Error('Nothing was counted.');
  return found;
}

function conditionOf(filter: QueueFilter): SQL | undefined {
  const { assigneeId, tagId, unanswered, overdue } = filter;
  return and(
    filter.visible,
    statusCondition(filter.status),
    assigneeId === null ? isNull(tickets.assigneeId) : undefined,
    assigneeId ? eq(tickets.assigneeId, assigneeId) : undefined,
    filter.priority ? eq(tickets.priority, filter.priority) : undefined,
    filter.clientId ? eq(tickets.clientId, filter.clientId) : undefined,
    tagId ? hasTag(tagId) : undefined,
    unanswered === true ? isNotNull(tickets.unansweredSince) : undefined,
    unanswered === false ? isNull(tickets.unansweredSince) : undefined,
    overdue === true ? sql`(resolved_at is null and due_at < ${databaseNow})` : undefined,
    overdue === false ? sql`(resolved_at is not null or due_at >= ${databaseNow})` : undefined,
  );
}

/** The second half of each tells nothing new: it lets the partial indexes be used. */
function statusCondition(status: QueueFilter['status']): SQL | undefined {
  if (status === 'all') return undefined;
  if (status === 'unsolved') return isNull(tickets.resolvedAt);
  const solved = status === 'resolved' || status === 'closed';
  return and(
    eq(tickets.status, status),
    solved ? isNotNull(tickets.resolvedAt) : isNull(tickets.resolvedAt),
  );
}

function hasTag(tagId: string): SQL {
  const tagged = sql`(select 1 from ${ticketTags}
    where ${ticketTags.ticketId} = ${tickets.id} and ${ticketTags.tagId} = ${tagId})`;
  return sql`exists ${tagged}`;
}

function afterPlace(order: QueueOrder, { at, id, priority }: QueuePlace): SQL {
  const place = sql`(${momentOf(at)}, ${id}::uuid)`;
  if (order === 'newest') return sql`(created_at, id) < ${place}`;
  if (order === 'updated') return sql`(updated_at, id) < ${place}`;
  if (order === 'due') return sql`(due_at, id) > ${place}`;
  if (order === 'priority_updated') {
    return sql`(priority_place, updated_at, id) < (${priority}::smallint, ${momentOf(at)}, ${id}::uuid)`;
  }
  return sql`priority_place <= ${priority}
    and (priority_place < ${priority} or (due_at, id) > ${place})`;
}
