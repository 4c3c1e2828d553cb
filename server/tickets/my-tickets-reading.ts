/** A client's own tickets, as they read them. */
import { z } from 'zod';
import type { GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import type { myTickets, readMyTicket } from '../../contract/my-tickets.ts';
import type { ClientViewer } from '../identity/identity.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { exactMoment } from '../platform/sql-times.ts';
import * as queries from './my-tickets.queries.ts';
import { ratingOf } from './read-ticket.ts';
import { clientMay, requireTicket } from './tickets.policy.ts';

const placeShape = z.object({ at: exactMoment, id: z.uuid() });
const mostCounted = 1000;

/** One page, the last changed first; what was merged into another is not listed. */
export async function listMyTickets(
  { database }: Platform,
  { id: clientId }: ClientViewer,
  { state, limit, after }: ParsedRequest<typeof myTickets>['query'],
): Promise<GivenReply<typeof myTickets>> {
  const db = database.handle;
  const found = await queries.selectMyTickets(db, {
    clientId,
    state,
    after: readCursor(placeShape, after),
    limit: limit + 1,
  });
  const { items, next } = pageOf(found, limit, ({ place, id }) => ({ at: place, id }));
  const open = await queries.countMyOpenTickets(db, { clientId, most: mostCounted });
  return { items: items.map(rowOf), open, ...(next !== undefined && { next }) };
}

/** By id or number. Throws `request.not_found`. */
export async function showMyTicket(
  { database }: Platform,
  viewer: ClientViewer,
  ref: string,
): Promise<GivenReply<typeof readMyTicket>> {
  const db = database.handle;
  const ticket = await requireTicket(db, viewer, ref);
  const found = await queries.selectMyTicket(db, ticket.id);
  return {
    ...rowOf(found),
    ...(found.assignee !== null && { assignee: { name: found.assignee } }),
    ...ratingOf(ticket),
    ...(found.merged_into !== null && { mergedInto: { number: found.merged_into } }),
    ...clientMay(ticket),
  };
}

function rowOf({ created_at, updated_at, ...row }: queries.FoundMyTicket) {
  const { id, number, subject, status, unread } = row;
  return { id, number, subject, status, unread, createdAt: created_at, updatedAt: updated_at };
}
