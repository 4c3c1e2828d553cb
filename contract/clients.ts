/** Clients as staff see them. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noticeState } from './notices.ts';
import { instant, page, pageQuery } from './pages.ts';
import { language, personName, writtenPhone } from './person.ts';
import { connectionState } from './telegram.ts';
import { email, lines } from './text.ts';

const clientParams = z.object({ clientId: z.uuid() });
const version = z.number().int().min(1);

const note = lines({ min: 0, max: 2000 });

export const clientRow = z.object({
  id: z.string(),
  name: z.string(),
  /** E.164; missing where an admin has decided that the number is another's. */
  phone: z.string().optional(),
  email: z.string().optional(),
  /** The person has signed in at least once, by the bot. */
  signedUp: z.boolean(),
  openTickets: z.number().int(),
  lastTicketAt: instant.optional(),
  createdAt: instant,
});

export const clientShape = clientRow.extend({
  language,
  timeZone: z.string().optional(),
  /** For staff alone. */
  note: z.string(),
  version,
  /** Another client has the same number, and nobody has decided yet. */
  conflict: z.boolean(),
});

export const listClients = endpoint({
  method: 'GET',
  path: '/api/clients',
  summary: 'Clients, by name, part of a number or e-mail; without a search the newest first.',
  access: 'clients.read',
  query: z.object({ ...pageQuery, search: z.string().max(100).optional() }),
  reply: page(clientRow),
});

export const addClient = endpoint({
  method: 'POST',
  path: '/api/clients',
  summary: 'Adds a client by hand. Whoever proves the number to the bot later becomes this client.',
  access: 'clients.write',
  body: z.strictObject({
    name: personName,
    phone: writtenPhone,
    email: email.optional(),
    language: language.optional(),
    note: note.optional(),
  }),
  reply: z.object({ id: z.string() }),
});

export const readClient = endpoint({
  method: 'GET',
  path: '/api/clients/:clientId',
  summary: 'One client.',
  access: 'clients.read',
  params: clientParams,
  reply: clientShape,
});

export const updateClient = endpoint({
  method: 'PATCH',
  path: '/api/clients/:clientId',
  summary: 'Changes a client; `client.changed` when somebody else was faster.',
  access: 'clients.write',
  params: clientParams,
  body: z.strictObject({
    version,
    name: personName.optional(),
    phone: writtenPhone.optional(),
    email: email.nullable().optional(),
    language: language.optional(),
    note: note.optional(),
  }),
  reply: z.object({ version }),
});

export const clientTelegram = endpoint({
  method: 'GET',
  path: '/api/clients/:clientId/telegram',
  summary: 'Whether news reaches this client in Telegram; never the Telegram id.',
  access: 'clients.read',
  params: clientParams,
  reply: z.object({
    state: connectionState,
    username: z.string().optional(),
    connectedAt: instant.optional(),
    blockedAt: instant.optional(),
    /** The latest piece of news that was tried and ended; codes are none. */
    lastDelivery: z.object({ at: instant, state: noticeState }).optional(),
    /** How many pieces of news wait to be sent. */
    waiting: z.number().int(),
  }),
});

/** Two clients with one number. `proved` is who has shown it to the bot last. */
export const listConflicts = endpoint({
  method: 'GET',
  path: '/api/conflicts',
  summary: 'Clients who share a number, to be decided by an admin.',
  access: 'conflicts.resolve',
  query: z.object(pageQuery),
  reply: page(
    z.object({
      id: z.string(),
      phone: z.string(),
      createdAt: instant,
      proved: clientRow,
      other: clientRow,
    }),
  ),
});

/**
 * - `same_person`: the other's tickets become the one's who proved the number, and the other is gone
 * - `number_moved`: two people; the number is taken from the other
 * - `keep_both`: two people who share a number
 */
export const conflictDecision = z.enum(['same_person', 'number_moved', 'keep_both']);

export const resolveConflict = endpoint({
  method: 'POST',
  path: '/api/conflicts/:conflictId/resolve',
  summary: 'Decides about two clients with one number.',
  access: 'conflicts.resolve',
  sensitive: true,
  params: z.object({ conflictId: z.uuid() }),
  body: z.object({ decision: conflictDecision }),
  reply: z.object({ done: z.literal(true) }),
});
