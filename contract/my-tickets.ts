/** Tickets as the client who opened them sees them: no notes, no priorities, nobody's else. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant, page, pageQuery } from './pages.ts';
import {
  entriesQuery,
  entriesReply,
  newMessage,
  personRef,
  status,
  subject,
  ticketParams,
} from './ticket-shapes.ts';

const done = z.object({ done: z.literal(true) });

export const myTicketRow = z.object({
  id: z.string(),
  number: z.number().int(),
  subject: z.string(),
  status,
  createdAt: instant,
  updatedAt: instant,
  /** The last word is the company's and the client has not opened the ticket since. */
  unread: z.boolean(),
});

export const myTickets = endpoint({
  method: 'GET',
  path: '/api/my/tickets',
  summary: "The client's tickets, the last changed first.",
  access: 'my.tickets',
  query: z.object({ ...pageQuery, state: z.enum(['open', 'closed', 'all']).default('all') }),
  reply: page(myTicketRow).extend({
    /** Counted up to 1,000. */
    open: z.number().int(),
  }),
});

export const openMyTicket = endpoint({
  method: 'POST',
  path: '/api/my/tickets',
  summary: 'Opens a ticket.',
  access: 'my.tickets',
  body: newMessage.extend({ subject }),
  reply: z.object({ id: z.string(), number: z.number().int() }),
});

export const readMyTicket = endpoint({
  method: 'GET',
  path: '/api/my/tickets/:ticketId',
  summary: 'One ticket of the client without its conversation; by id or number.',
  access: 'my.tickets',
  params: ticketParams,
  reply: myTicketRow.extend({
    assignee: personRef.pick({ name: true }).optional(),
    rating: z.object({ score: z.number().int(), comment: z.string() }).optional(),
    mergedInto: z.object({ number: z.number().int() }).optional(),
    canAnswer: z.boolean(),
    canClose: z.boolean(),
    canReopen: z.boolean(),
    canRate: z.boolean(),
  }),
});

export const myTicketEntries = endpoint({
  method: 'GET',
  path: '/api/my/tickets/:ticketId/entries',
  summary:
    'The conversation without notes; the newest page first. Reading it marks the ticket read.',
  access: 'my.tickets',
  params: ticketParams,
  query: entriesQuery,
  reply: entriesReply,
});

export const answerMyTicket = endpoint({
  method: 'POST',
  path: '/api/my/tickets/:ticketId/messages',
  summary: 'Writes on; a resolved ticket is open again.',
  access: 'my.tickets',
  params: ticketParams,
  body: newMessage,
  reply: z.object({ id: z.string(), position: z.number().int() }),
});

export const closeMyTicket = endpoint({
  method: 'POST',
  path: '/api/my/tickets/:ticketId/close',
  summary: 'Closes the ticket: solved, as far as the client is concerned.',
  access: 'my.tickets',
  params: ticketParams,
  reply: done,
});

export const reopenMyTicket = endpoint({
  method: 'POST',
  path: '/api/my/tickets/:ticketId/reopen',
  summary: 'Opens a resolved or closed ticket again.',
  access: 'my.tickets',
  params: ticketParams,
  reply: done,
});

export const rateMyTicket = endpoint({
  method: 'PUT',
  path: '/api/my/tickets/:ticketId/rating',
  summary: 'Says how it was, 1 to 5 and a word; may be changed.',
  access: 'my.tickets',
  params: ticketParams,
  body: z.strictObject({
    score: z.number().int().min(1).max(5),
    comment: newMessage.shape.text.or(z.literal('')).default(''),
  }),
  reply: done,
});
