import { type SQL, sql } from 'drizzle-orm';
import type { Status } from '../../contract/ticket-shapes.ts';
import { type Db, rows } from '../platform/database.ts';
import { exactText, isoText, momentOf } from '../platform/sql-times.ts';

export interface FoundMyTicket {
  id: string;
  number: number;
  subject: string;
  status: Status;
  created_at: string;
  updated_at: string;
  unread: boolean;
  place: string;
}

/** What clients see of time: what changed within the desk alone does not count. */
const columns = sql`id, number, subject, status, last_answer > client_seen as unread,
  ${isoText(sql`created_at`)} as created_at, ${isoText(sql`client_updated_at`)} as updated_at,
  ${exactText(sql`client_updated_at`)} as place`;

const states = {
  open: sql`resolved_at is null`,
  closed: sql`resolved_at is not null`,
  all: sql`true`,
} satisfies Record<string, SQL>;

export function selectMyTickets(
  db: Db,
  asked: {
    clientId: string;
    state: keyof typeof states;
    after: { at: string; id: string } | undefined;
    limit: number;
  },
): Promise<FoundMyTicket[]> {
  const { clientId, state, after, limit } = asked;
  const further = after
    ? sql`(client_updated_at, id) < (${momentOf(after.at)}, ${after.id}::uuid)`
    : sql`true`;
  return rows<FoundMyTicket>(
    db,
    sql`select ${columns} from tickets
        where client_id = ${clientId} and merged_into_id is null and ${states[state]} and ${further}
        order by tickets.client_updated_at desc, id desc limit ${limit}`,
  );
}

export async function countMyOpenTickets(
  db: Db,
  { clientId, most }: { clientId: string; most: number },
): Promise<number> {
  const [found] = await rows<{ open: number }>(
    db,
    sql`select count(*)::int as open from (
          select 1 from tickets
          where client_id = ${clientId} and merged_into_id is null and resolved_at is null limit ${most}
        ) as capped`,
  );
  return found?.open ?? 0;
}

export async function selectMyTicket(
  db: Db,
  id: string,
): Promise<FoundMyTicket & { assignee: string | null; merged_into: number | null }> {
  const [found] = await rows<
    FoundMyTicket & { assignee: string | null; merged_into: number | null }
  >(
    db,
    sql`select ${columns},
          (select name from staff where staff.id = tickets.assignee_id) as assignee,
          (select other.number from tickets other where other.id = tickets.merged_into_id) as merged_into
        from tickets where id = ${id}`,
  );
  if (!found) throw new Error('The ticket has just been there.');
  return found;
}
