/** Tickets as lists of the desk show them: names, tags and what is due, in one statement for a page. */
import { type SQL, sql } from 'drizzle-orm';
import type { TicketRow } from '../../contract/ticket-shapes.ts';
import { type Db, rows } from '../platform/database.ts';
import { isoText } from '../platform/sql-times.ts';

interface FoundRow {
  id: string;
  number: number;
  subject: string;
  status: TicketRow['status'];
  priority: TicketRow['priority'];
  client_id: string;
  client_name: string;
  assignee_id: string | null;
  assignee_name: string | null;
  tags: string;
  created_at: string;
  updated_at: string;
  unanswered_since: string | null;
  due_at: string | null;
  first_answer_due: boolean;
  overdue: boolean;
  place: string | null;
  priority_place: number;
}

/** A row, and its place in the order that was asked for. */
export interface PlacedRow {
  row: TicketRow;
  place: string | null;
  priorityPlace: number;
}

/**
 * `chosen` selects all columns of at most a page of tickets, `order` puts them in order once more by
 * the name `t`; `place` is the text that the page's end is known by.
 */
export async function selectTicketRows(
  db: Db,
  { chosen, order, place = sql`null` }: { chosen: SQL; order: SQL; place?: SQL },
): Promise<PlacedRow[]> {
  const found = await rows<FoundRow>(
    db,
    sql`select t.id, t.number, t.subject, t.status, t.priority,
          c.id as client_id, c.name as client_name, s.id as assignee_id, s.name as assignee_name,
          coalesce(g.tags, '[]') as tags,
          ${isoText(sql`t.created_at`)} as created_at, ${isoText(sql`t.updated_at`)} as updated_at,
          ${isoText(sql`t.unanswered_since`)} as unanswered_since,
          case when t.due_at < '9999-01-01' then ${isoText(sql`t.due_at`)} end as due_at,
          t.first_answer_at is null and t.due_at is not distinct from t.first_answer_due_at as first_answer_due,
          t.resolved_at is null and t.due_at < otklik_now() as overdue,
          ${place} as place, t.priority_place
        from (${chosen}) as t
        join clients c on c.id = t.client_id
        left join staff s on s.id = t.assignee_id
        left join lateral (
          select json_agg(json_build_object('id', tags.id, 'name', tags.name, 'colour', tags.colour)
            order by tags.key)::text as tags
          from ticket_tags join tags on tags.id = ticket_tags.tag_id
          where ticket_tags.ticket_id = t.id
        ) as g on true
        order by ${order}`,
  );
  return found.map((row) => ({
    row: rowOf(row),
    place: row.place,
    priorityPlace: row.priority_place,
  }));
}

function rowOf(found: FoundRow): TicketRow {
  const { id, number, subject, status, priority, overdue } = found;
  return {
    id,
    number,
    subject,
    status,
    priority,
    client: { id: found.client_id, name: found.client_name },
    ...(found.assignee_id !== null && {
      assignee: { id: found.assignee_id, name: found.assignee_name ?? '' },
    }),
    tags: JSON.parse(found.tags) as TicketRow['tags'],
    createdAt: found.created_at,
    updatedAt: found.updated_at,
    ...(found.unanswered_since !== null && { unansweredSince: found.unanswered_since }),
    ...(found.due_at !== null && {
      dueAt: found.due_at,
      dueWhat: found.first_answer_due ? ('first_answer' as const) : ('solution' as const),
    }),
    overdue,
  };
}
