/** What a ticket's status means to the client who opened it. */
import type { Status } from '../../contract/ticket-shapes.ts';

interface Ticket {
  status: Status;
  unread: boolean;
}

/** Still being worked on, by either side. */
export function isOpen({ status }: Pick<Ticket, 'status'>): boolean {
  return status !== 'resolved' && status !== 'closed';
}

/** What matters now: answers to read first, then what is open; each in the order given. */
export function forHome<T extends Ticket>(tickets: readonly T[], most = 6): T[] {
  const unread = tickets.filter((ticket) => ticket.unread);
  const open = tickets.filter((ticket) => !ticket.unread && isOpen(ticket));
  return [...unread, ...open].slice(0, most);
}
