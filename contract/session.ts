/** Who is signed in, and for how long. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { roles, scopes } from './permissions.ts';
import { language } from './person.ts';

export const refreshSession = endpoint({
  method: 'POST',
  path: '/auth/refresh',
  summary: 'Trades the refresh cookie for a new token and a new cookie.',
  access: 'refresh',
  reply: z.object({ token: z.string() }),
});

export const logout = endpoint({
  method: 'POST',
  path: '/auth/logout',
  summary: 'Ends the session of this browser on every instance. Repeating it does no harm.',
  access: 'anyone',
  reply: z.object({ ended: z.literal(true) }),
});

export const me = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'Who is signed in.',
  access: 'self.read',
  reply: z.object({
    kind: z.enum(['client', 'staff', 'token']),
    id: z.string(),
    name: z.string(),
    /** A client's. */
    phone: z.string().optional(),
    language,
    timeZone: z.string().optional(),
    /** Of staff. */
    email: z.string().optional(),
    role: z.enum(roles).optional(),
    sees: z.enum(['all', 'own']).optional(),
    totp: z.boolean().optional(),
    /** How many recovery codes are left. */
    recoveryCodes: z.number().int().optional(),
    /** Of a token. */
    scopes: z.array(z.enum(scopes)).optional(),
  }),
});

/** What may change for a viewer while a page is open. */
export const liveTopics = [
  'connection',
  'me',
  'ticket',
  'presence',
  'client',
  'settings',
  'staff',
  'import',
  'invoice',
  'data',
] as const;

/**
 * Events carry ids at most: the page asks again for what has changed.
 * - `ready`: the stream is open; whatever was missed before is to be asked for
 * - `ticket`: one ticket of the viewer's has changed; without an id, perhaps any
 * - `presence`: who has the ticket open
 * - `invoice`: one invoice of the viewer's has changed; without an id, perhaps any
 * - `data`: an archive of a client's data has come further
 */
export const liveEvent = z.object({
  topic: z.enum(['ready', 'session_ended', ...liveTopics]),
  id: z.string().optional(),
});

export type LiveEvent = z.output<typeof liveEvent>;

export const events = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: 'What has changed for this viewer, one stream a browser.',
  access: 'self.read',
  events: liveEvent,
});
