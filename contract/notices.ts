/** What people hear in Telegram: the kinds that they may choose, and their quiet hours. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { timeZone } from './text.ts';

/** What a client may choose. `tickets`: received, opened by staff, closed, resolved … */
export const clientTopics = [
  'tickets',
  'answers',
  'invoices',
  'payments',
  'reminders',
  'messages',
] as const;

/** What staff may choose. `overdue`: an answer of theirs is late. `claims`: "I have paid". */
export const staffTopics = [
  'new_tickets',
  'client_messages',
  'assigned',
  'notes',
  'overdue',
  'claims',
  'blocked',
] as const;

export const topics = [...clientTopics, ...staffTopics] as const;
export type Topic = (typeof topics)[number];

/** `silent`: without a sound. */
export const modes = ['on', 'silent', 'off'] as const;
const mode = z.enum(modes);

/** What is not named is `on`. */
export const preferenceModes = z.partialRecord(z.enum(topics), mode);
export type PreferenceModes = z.output<typeof preferenceModes>;

/** How far a notice has come; what each means stands in the ledger (`server/notifications/notice.ts`). */
export const noticeStates = [
  'queued',
  'sending',
  'uncertain',
  'unreachable',
  'delivered',
  'failed',
  'expired',
  'cancelled',
  'skipped',
  'folded',
] as const;
export const noticeState = z.enum(noticeStates);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'malformed');

/** From one time of day to another, over midnight where the second is the earlier one. */
export const quietHours = z.strictObject({
  from: timeOfDay,
  to: timeOfDay,
  timeZone,
  /** `silent`: comes without a sound. `held`: waits, and comes as one digest when they are over. */
  how: z.enum(['silent', 'held']),
});
export type QuietHours = z.output<typeof quietHours>;

const preferences = z.strictObject({
  modes: preferenceModes,
  quietHours: quietHours.nullable(),
});

export const readPreferences = endpoint({
  method: 'GET',
  path: '/api/me/notifications',
  summary: 'What the viewer hears in Telegram, and when.',
  access: 'my.notifications',
  reply: preferences.extend({
    /** The kinds that there are for this viewer, in the order of a form. */
    topics: z.array(z.enum(topics)),
  }),
});

export const savePreferences = endpoint({
  method: 'PUT',
  path: '/api/me/notifications',
  summary:
    'Chooses what the viewer hears in Telegram, and when; what waits already stays as it is.',
  access: 'my.notifications',
  body: preferences,
  reply: z.object({ done: z.literal(true) }),
});
