/** Which tickets a viewer reaches, and which words in them. */
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type StaffViewer, seesAll, type Viewer } from '../identity/identity.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { ticketEntries, tickets } from './tickets.tables.ts';

export type Ticket = typeof tickets.$inferSelect;

/**
 * The condition on `tickets` that a viewer sees them: clients their own; agents with `sees: 'own'`
 * theirs and nobody's; admins, other agents and programs all. What was merged into another stays
 * visible by itself, since it names its target; lists of clients leave it out.
 */
export function visibleTo(viewer: Viewer): SQL {
  if (viewer.kind === 'client') return eq(tickets.clientId, viewer.id);
  if (seesAll(viewer)) return sql`true`;
  return or(eq(tickets.assigneeId, viewer.id), isNull(tickets.assigneeId)) ?? sql`false`;
}

/** The same of one ticket, for one of the staff. */
export function isSeenBy(
  { assigneeId }: Pick<Ticket, 'assigneeId'>,
  member: Pick<StaffViewer, 'kind' | 'id' | 'role' | 'sees'>,
): boolean {
  return seesAll(member) || assigneeId === null || assigneeId === member.id;
}

/** The condition on `ticket_entries` that a viewer may read them, where the ticket itself is visible. Notes are for staff. */
export function readableBy(viewer: Viewer): SQL {
  return viewer.kind === 'client' ? eq(ticketEntries.kind, 'message') : sql`true`;
}

/** The ticket of this id or number; throws `request.not_found` when the viewer does not see it. */
export async function requireTicket(db: Db, viewer: Viewer, ref: string): Promise<Ticket> {
  const [ticket] = await db
    .select()
    .from(tickets)
    .where(and(named(ref), visibleTo(viewer)));
  if (!ticket) throw new CodedError('request.not_found');
  return ticket;
}

/** The same for whoever can do without it. */
export async function findVisibleTicket(
  db: Db,
  viewer: Viewer,
  id: string,
): Promise<Ticket | undefined> {
  const [ticket] = await db
    .select()
    .from(tickets)
    .where(and(eq(tickets.id, id), visibleTo(viewer)));
  return ticket;
}

/** A ticket that nobody else changes before this transaction is over. */
export interface LockedTicket extends Ticket {
  /** The database's time. */
  now: Date;
}

/** The same as `requireTicket`, and whoever else wants to write to the ticket waits: so writers come one after the other. */
export async function lockTicket(tx: Tx, viewer: Viewer, ref: string): Promise<LockedTicket> {
  const [row] = await tx
    .select({ ticket: tickets, now: nowColumn })
    .from(tickets)
    .where(and(named(ref), visibleTo(viewer)))
    .for('update');
  if (!row) throw new CodedError('request.not_found');
  return { ...row.ticket, now: new Date(row.now) };
}

/** Locks those of the tickets that the viewer sees, in the order of their ids, so that two who want several never wait for each other. */
export async function lockTickets(tx: Tx, viewer: Viewer, ids: string[]): Promise<LockedTicket[]> {
  const rows = await tx
    .select({ ticket: tickets, now: nowColumn })
    .from(tickets)
    .where(and(inArray(tickets.id, ids), visibleTo(viewer)))
    .orderBy(tickets.id)
    .for('update');
  return rows.map(({ ticket, now }) => ({ ...ticket, now: new Date(now) }));
}

/** Which of these tickets a member of staff may see now. */
export async function seenTickets(
  { database }: Platform,
  viewer: StaffViewer,
  ticketIds: string[],
): Promise<Set<string>> {
  if (ticketIds.length === 0) return new Set();
  const found = await database.handle
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(inArray(tickets.id, ticketIds), visibleTo(viewer)));
  return new Set(found.map(({ id }) => id));
}

/** Whether a viewer sees this entry now, and so the files it carries: those of a note are for staff. */
export async function mayReadEntry(
  { database }: Platform,
  viewer: Viewer,
  entryId: string,
): Promise<boolean> {
  const found = await database.handle
    .select({ id: ticketEntries.id })
    .from(ticketEntries)
    .innerJoin(tickets, eq(tickets.id, ticketEntries.ticketId))
    .where(and(eq(ticketEntries.id, entryId), visibleTo(viewer), readableBy(viewer)));
  return found.length > 0;
}

/** Throws `ticket.merged` when the conversation goes on in another ticket. */
export function assertNotMerged(ticket: Ticket): void {
  if (ticket.mergedIntoId !== null) throw new CodedError('ticket.merged');
}

/** Whether the client may do this now: what the page offers, and what the operations demand. */
export function clientMay(ticket: Ticket) {
  const merged = ticket.mergedIntoId !== null;
  const closed = ticket.status === 'closed';
  const solved = closed || ticket.status === 'resolved';
  return {
    canAnswer: !merged && !closed,
    canClose: !merged && !closed,
    canReopen: !merged && solved,
    canRate: !merged && solved,
  };
}

// Milliseconds, because the two engines give a bare expression of this type differently.
const nowColumn = sql<number>`(extract(epoch from ${databaseNow}) * 1000)::float8`;

function named(ref: string): SQL {
  return /^\d+$/.test(ref) ? eq(tickets.number, Number(ref)) : eq(tickets.id, ref);
}
