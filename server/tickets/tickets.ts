/** Tickets: what clients ask, what the company answers, and who has to do what until when. */
import type { AddressBook } from '../notifications/notifications.ts';

export { countTicketsOf } from './client-counts.ts';
export { openClientTicket } from './open-ticket.ts';
export { recountDueTimes } from './overdue.ts';
export { moveTickets, releaseTickets } from './owners.ts';
export { personalData } from './personal-data.ts';
export { findVisibleTicket, mayReadEntry, seenTickets } from './tickets.policy.ts';
export { registerTicketsRoutes } from './tickets.routes.ts';

export interface TicketsPorts {
  /** Where clients are reached with news of their tickets. */
  addresses: AddressBook;
}
