/** One ticket without its conversation. */
import { sql } from 'drizzle-orm';
import type { GivenReply } from '../../contract/endpoint.ts';
import { may } from '../../contract/permissions.ts';
import type { readTicket } from '../../contract/tickets.ts';
import type { DeskViewer } from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { selectDetails, selectDraft, selectOthers } from './read-ticket.queries.ts';
import { selectTicketRows } from './ticket-rows.ts';
import { requireTicket, type Ticket } from './tickets.policy.ts';

/** By id or number. Throws `request.not_found`. */
export async function readDeskTicket(
  { database }: Platform,
  viewer: DeskViewer,
  ref: string,
): Promise<GivenReply<typeof readTicket>> {
  const db = database.handle;
  const ticket = await requireTicket(db, viewer, ref);
  const own = { ticketId: ticket.id, viewerId: viewer.id };
  const [placed] = await selectTicketRows(db, {
    chosen: sql`select * from tickets where id = ${ticket.id}`,
    order: sql`t.id`,
  });
  if (!placed) throw new CodedError('request.not_found');
  const details = await selectDetails(db, viewer, ticket);
  const others = await selectOthers(db, own);
  const draft = viewer.kind === 'staff' ? await selectDraft(db, own) : undefined;
  const { row } = placed;
  return {
    ...row,
    version: ticket.version,
    client: {
      ...row.client,
      ...(details.phone !== null && may(viewer, 'clients.read') && { phone: details.phone }),
      openTickets: details.open_tickets,
    },
    ...present({
      firstAnswerDueAt: details.first_answer_due_at,
      firstAnswerAt: details.first_answer_at,
      solutionDueAt: details.solution_due_at,
      resolvedAt: details.resolved_at,
      closedAt: details.closed_at,
    }),
    ...(ticket.mergedIntoId !== null &&
      details.merged_into !== null && {
        mergedInto: { id: ticket.mergedIntoId, number: details.merged_into },
      }),
    ...ratingOf(ticket),
    others,
    ...(draft && { draft }),
    source: ticket.source,
  };
}

/** The client's rating, where there is one. */
export function ratingOf({ rating, ratingComment }: Ticket) {
  return rating === null ? {} : { rating: { score: rating, comment: ratingComment ?? '' } };
}

function present<K extends string>(given: Record<K, string | null>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Partial<
    Record<K, string>
  >;
}
