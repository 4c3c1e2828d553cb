import { sql } from 'drizzle-orm';
import type { DeskViewer } from '../identity/identity.ts';
import { type Db, rows } from '../platform/database.ts';
import { isoText } from '../platform/sql-times.ts';
import { stillThere } from './presence.ts';
import { type Ticket, visibleTo } from './tickets.policy.ts';

interface FoundDetails {
  phone: string | null;
  open_tickets: number;
  first_answer_due_at: string | null;
  first_answer_at: string | null;
  solution_due_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
  merged_into: number | null;
}

const mostOpen = 1000;

/** What a ticket's own page shows besides its row. */
export async function selectDetails(
  db: Db,
  viewer: DeskViewer,
  { id, clientId }: Ticket,
): Promise<FoundDetails> {
  const [found] = await rows<FoundDetails>(
    db,
    sql`select clients.phone, (
            select count(*)::int from (
              select 1 from tickets
              where client_id = ${clientId} and resolved_at is null and ${visibleTo(viewer)}
              limit ${mostOpen}
            ) as capped
          ) as open_tickets,
          ${isoText(sql`t.first_answer_due_at`)} as first_answer_due_at,
          ${isoText(sql`t.first_answer_at`)} as first_answer_at,
          ${isoText(sql`t.solution_due_at`)} as solution_due_at,
          ${isoText(sql`t.resolved_at`)} as resolved_at, ${isoText(sql`t.closed_at`)} as closed_at,
          into_ticket.number as merged_into
        from tickets t
        join clients on clients.id = t.client_id
        left join tickets into_ticket on into_ticket.id = t.merged_into_id
        where t.id = ${id}`,
  );
  if (!found) throw new Error('The ticket has just been there.');
  return found;
}

/** Colleagues who have the ticket open, without the viewer. */
export function selectOthers(
  db: Db,
  { ticketId, viewerId }: { ticketId: string; viewerId: string },
): Promise<{ id: string; name: string; answering: boolean }[]> {
  return rows(
    db,
    sql`select staff.id, staff.name, ticket_presence.answering
        from ticket_presence join staff on staff.id = ticket_presence.staff_id
        where ticket_presence.ticket_id = ${ticketId} and staff.id <> ${viewerId} and ${stillThere}
        order by staff.name limit 20`,
  );
}

export async function selectDraft(
  db: Db,
  { ticketId, viewerId }: { ticketId: string; viewerId: string },
): Promise<{ kind: 'message' | 'note'; text: string } | undefined> {
  const [draft] = await rows<{ kind: 'message' | 'note'; text: string }>(
    db,
    sql`select kind, text from ticket_drafts
        where ticket_id = ${ticketId} and staff_id = ${viewerId}`,
  );
  return draft;
}
