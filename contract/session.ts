/** Who is signed in, and for how long. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { language } from './person.ts';

/** The state of the tie between a person and a Telegram chat. */
export const connectionState = z.enum(['none', 'connected', 'blocked']);

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
  access: 'viewer',
  reply: z.object({
    kind: z.enum(['client']),
    id: z.string(),
    name: z.string(),
    phone: z.string().optional(),
    language,
  }),
});

/** The part of the document's `/api/telegram/client/status` that a home page shows. */
export const clientTelegramStatus = endpoint({
  method: 'GET',
  path: '/api/telegram/client/status',
  summary: 'Whether news reaches this client in Telegram.',
  access: 'client',
  reply: z.object({
    connected: z.boolean(),
    state: connectionState,
    username: z.string().optional(),
    connectedAt: z.string().optional(),
  }),
});

/** Events carry no data: the page asks again for what has changed. */
export const liveEvent = z.object({
  topic: z.enum(['ready', 'connection', 'session_ended']),
});

export const events = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: 'What has changed for this viewer, one stream a browser.',
  access: 'viewer',
  events: liveEvent,
});
