/** Tickets: what clients ask, what the company answers, and who has to do what until when. */
import type { AddressBook } from '../notifications/notifications.ts';

export { writeAsClient, writeAsDesk } from './answer-ticket.ts';
export { tellOfBlock } from './blocked.notices.ts';
export { countTicketsOf } from './client-counts.ts';
export { editEntry } from './edit-entry.ts';
export {
  findClientTicket,
  followMerged,
  lastSolvedOf,
  type NamedTicket,
  openTicketsOf,
} from './for-answers.ts';
export { openClientTicket, openWithin } from './open-ticket.ts';
export { recountDueTimes } from './overdue.ts';
export { moveTickets, releaseTickets } from './owners.ts';
export { personalData } from './personal-data.ts';
export type { ClientDoing, DeskDoing } from './save-change.ts';
export { findVisibleTicket, mayReadEntry, seenTickets } from './tickets.policy.ts';
export { registerTicketsRoutes } from './tickets.routes.ts';

export interface TicketsPorts {
  /** Where clients, and staff, are reached with news of tickets. */
  addresses: AddressBook;
}
