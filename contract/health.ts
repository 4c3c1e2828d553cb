/** How the service is, for probes and for people who run it. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const health = endpoint({
  method: 'GET',
  path: '/health',
  summary:
    'Whether everything serves; trouble with Telegram is 200 with `degraded` and the reason.',
  access: 'anyone',
  reply: z.object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    database: z.object({ engine: z.enum(['pglite', 'postgres']), ok: z.boolean() }),
    telegram: z.object({
      mode: z.enum(['polling', 'webhook', 'external']),
      /** This instance is the one that polls. */
      polling: z.boolean(),
      /** Seconds since getUpdates last answered to any instance. */
      pollerAgeSeconds: z.number().int().optional(),
      /** Telegram's own words, without a token. */
      lastError: z.string().optional(),
      lastErrorAt: z.string().optional(),
      /** Notices that wait to be sent. */
      waiting: z.number().int(),
    }),
    /** Why the state is `degraded`, one English sentence each. */
    reasons: z.array(z.string()),
  }),
});
