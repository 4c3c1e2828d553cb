/** What an answer that comes by another way than our pages must know of tickets. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import type { Ticket } from './tickets.policy.ts';
import { tickets } from './tickets.tables.ts';

export type NamedTicket = Pick<Ticket, 'id' | 'number' | 'subject' | 'status'>;

const named = {
  id: tickets.id,
  number: tickets.number,
  subject: tickets.subject,
  status: tickets.status,
};

/** The newest unsolved tickets of a client, at most so many. */
export function openTicketsOf(db: Db, clientId: string, most: number): Promise<NamedTicket[]> {
  return db
    .select(named)
    .from(tickets)
    .where(
      and(eq(tickets.clientId, clientId), isNull(tickets.resolvedAt), isNull(tickets.mergedIntoId)),
    )
    .orderBy(desc(tickets.number))
    .limit(most);
}

/** Of those that were solved within so many days and are not closed, the latest, at most so many. */
export function lastSolvedOf(
  db: Db,
  clientId: string,
  { days, most }: { days: number; most: number },
): Promise<NamedTicket[]> {
  return db
    .select(named)
    .from(tickets)
    .where(
      and(
        eq(tickets.clientId, clientId),
        eq(tickets.status, 'resolved'),
        isNull(tickets.mergedIntoId),
        sql`${tickets.resolvedAt} > (select ${databaseNow}) - make_interval(days => ${days})`,
      ),
    )
    .orderBy(desc(tickets.resolvedAt), desc(tickets.number))
    .limit(most);
}

/** A client's own ticket by its number. */
export async function findClientTicket(
  db: Db,
  clientId: string,
  number: number,
): Promise<NamedTicket | undefined> {
  const [found] = await db
    .select(named)
    .from(tickets)
    .where(and(eq(tickets.clientId, clientId), eq(tickets.number, number)));
  return found;
}

// Each merge makes the chain one longer; nobody merges so often.
const longestChain = 100;

/** The ticket in which the conversation of this one goes on; itself where it was not merged. */
export async function followMerged(db: Db, id: string): Promise<NamedTicket | undefined> {
  let next = id;
  for (let step = 0; step < longestChain; step++) {
    const [found] = await db
      .select({ ...named, mergedIntoId: tickets.mergedIntoId })
      .from(tickets)
      .where(eq(tickets.id, next));
    if (!found) return undefined;
    const { mergedIntoId, ...ticket } = found;
    if (mergedIntoId === null) return ticket;
    next = mergedIntoId;
  }
  return undefined;
}
