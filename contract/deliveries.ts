/** The ledger for whoever runs the company's bot: what was sent to whom, what became of it, and why. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noticeState } from './notices.ts';
import { instant, page, pageQuery } from './pages.ts';

/**
 * The tabs of the list. `waiting`: still to be sent. `problems`: failed, or nobody knows whether it has
 * arrived. `ended`: skipped, cancelled, expired, or gone out inside another.
 */
export const deliveryTabs = [
  'all',
  'waiting',
  'unreachable',
  'problems',
  'delivered',
  'ended',
] as const;

/** What notices are about, by the first word of their kind; `bot` is whatever the bot says of itself. */
export const deliveryAreas = ['tickets', 'invoices', 'messages', 'sign_in', 'bot'] as const;

/** Why something stands where it stands, for people; the channel's own words come beside it. */
export const deliveryReasons = [
  'blocked',
  'chat_not_found',
  'deactivated',
  'not_allowed',
  'too_many',
  'telegram_failed',
  'no_connection',
  'no_answer',
  'lease_lost',
  'token_refused',
  'conflict',
  'message_refused',
  'secret_unreadable',
  'preferences_off',
  'not_connected',
  'connected_elsewhere',
  'not_visible',
  'quiet_hours',
  'superseded',
  'cancelled_by_staff',
  'retried',
  'lane_reopened',
  'expired',
  'restored',
  'slow',
  'defect',
  'unknown',
] as const;
export type DeliveryReason = (typeof deliveryReasons)[number];

const why = z.object({
  code: z.enum(deliveryReasons),
  /** Telegram asked to wait for so long. */
  seconds: z.number().int().optional(),
  /** Telegram's answer or our own note, scrubbed. */
  words: z.string().optional(),
});

const person = z.object({
  kind: z.enum(['client', 'staff']),
  id: z.string(),
  /** Missing for somebody who is gone. */
  name: z.string().optional(),
});

/** The ticket or the invoice that it is about. */
const about = z.object({
  kind: z.enum(['ticket', 'invoice']),
  id: z.string(),
  /** As people say it: `1042`, `INV-7`. */
  number: z.string(),
});

export const deliveryRow = z.object({
  id: z.string(),
  /** Missing during a sign-up. */
  person: person.optional(),
  /** `ticket.answered` */
  kind: z.string(),
  area: z.enum(deliveryAreas),
  about: about.optional(),
  /** What waits in the lane of somebody who cannot be reached is `unreachable`. */
  state: noticeState,
  why: why.optional(),
  tries: z.number().int(),
  /** It may have arrived twice. */
  perhapsTwice: z.boolean(),
  createdAt: instant,
  settledAt: instant.optional(),
  /** What has not gone out yet: what for, and until when at least. */
  waits: z
    .object({
      /** `chat`: this chat is not written to for a moment. `bot`: nothing leaves at all. `again`: once more, since no answer came. */
      because: z.enum(['turn', 'later', 'chat', 'bot', 'again', 'person']),
      until: instant.optional(),
    })
    .optional(),
  /** What may be done about it. `retry_again`: it may have arrived, so it may come twice. */
  may: z.array(z.enum(['retry', 'retry_again', 'cancel'])),
});
export type DeliveryRow = z.output<typeof deliveryRow>;

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/deliveries',
  summary: 'What was sent to people in Telegram, or is to be sent, the newest first.',
  access: 'deliveries.read',
  query: z.object({
    ...pageQuery,
    tab: z.enum(deliveryTabs).default('all'),
    area: z.enum(deliveryAreas).optional(),
    clientId: z.uuid().optional(),
    staffId: z.uuid().optional(),
    ticketId: z.uuid().optional(),
    invoiceId: z.uuid().optional(),
    /** Part of a person's name, number or @username; `#1042`; the number of an invoice. */
    search: z.string().max(100).optional(),
  }),
  reply: page(deliveryRow).extend({
    /** More people fit the search than are looked through: the list is not all there is. */
    tooBroad: z.boolean(),
  }),
});

export const deliveryCounts = endpoint({
  method: 'GET',
  path: '/api/deliveries/counts',
  summary:
    'How many notices wait or need somebody, 1,000 standing for more; and what holds the bot.',
  access: 'deliveries.read',
  reply: z.object({
    waiting: z.number().int(),
    unreachable: z.number().int(),
    problems: z.number().int(),
    held: z.object({ until: instant, why }).optional(),
  }),
});

const deliveryParams = z.object({ deliveryId: z.uuid() });

export const readDelivery = endpoint({
  method: 'GET',
  path: '/api/deliveries/:deliveryId',
  summary: 'One notice: its words without any secret, each try, and what it went out in.',
  access: 'deliveries.read',
  params: deliveryParams,
  reply: deliveryRow.extend({
    text: z.string(),
    /** Offsets and lengths count UTF-16 units. */
    entities: z.array(
      z.object({
        type: z.string(),
        offset: z.number().int(),
        length: z.number().int(),
        url: z.string().optional(),
      }),
    ),
    /** Labels, row by row. */
    buttons: z.array(z.array(z.string())),
    file: z.enum(['photo', 'document', 'invoice']).optional(),
    silent: z.boolean(),
    expiresAt: instant,
    history: z.array(
      z.object({
        number: z.number().int(),
        startedAt: instant,
        endedAt: instant.optional(),
        /** Missing while it is under way. */
        outcome: z.string().optional(),
        why: why.optional(),
      }),
    ),
    /** The message that it went out in. */
    foldedInto: z.string().optional(),
    /** What went out in this one. */
    members: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        area: z.enum(deliveryAreas),
        createdAt: instant,
      }),
    ),
  }),
});

export const retryDelivery = endpoint({
  method: 'POST',
  path: '/api/deliveries/:deliveryId/retry',
  summary: 'Sends it once more, a code never; somebody who could not be reached is tried at once.',
  access: 'deliveries.write',
  params: deliveryParams,
  body: z.strictObject({
    /** It may have arrived already, and the person may get it twice: that is accepted. */
    again: z.boolean().default(false),
  }),
  reply: z.object({ done: z.literal(true) }),
});

export const cancelDelivery = endpoint({
  method: 'POST',
  path: '/api/deliveries/:deliveryId/cancel',
  summary: 'Takes back what has not gone out yet.',
  access: 'deliveries.write',
  params: deliveryParams,
  reply: z.object({ done: z.literal(true) }),
});
