/** Messages to clients in Telegram outside of tickets: to one client, or to a group that a filter names. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fileIds, fileShape } from './files.ts';
import { formattedLimits, mark, splitsCharacter, tidyText } from './formatted-text.ts';
import { instant, page, pageQuery } from './pages.ts';
import { hasUnknownPlaceholder, longestLength } from './placeholders.ts';
import { holdsUnprintable } from './text.ts';

/** Whom a message to a group goes to. Empty: every client. */
export const clientFilter = z.strictObject({
  /** Part of a name, number or e-mail. */
  search: z.string().trim().max(100).optional(),
  language: z.enum(['ru', 'en']).optional(),
  /** Has a ticket that is not solved. */
  openTicket: z.literal(true).optional(),
  /** Has an invoice that is not paid and past its due day. */
  overdueInvoice: z.literal(true).optional(),
});
export type ClientFilter = z.output<typeof clientFilter>;

const written = {
  /** Plain text; `{{name}}` becomes the client's name. May be empty where there are files. */
  message: z.string().max(2 * formattedLimits.text, 'too_long'),
  /** Its formatting, as Telegram has it. */
  entities: z
    .array(mark)
    .max(2 * formattedLimits.marks, 'too_long')
    .default([]),
  fileIds,
};

interface Written {
  message: string;
  entities: z.output<typeof mark>[];
  fileIds: string[];
}

/** What is sent: words and marks as Telegram would keep them. */
function tidied<T extends Written>({ message, entities, ...rest }: T) {
  return { ...rest, content: tidyText({ text: message, entities }) };
}

function checkWritten({ message, entities, fileIds: files }: Written, context: z.RefinementCtx) {
  const refuse = (field: keyof Written, problem: string) =>
    context.addIssue({ code: 'custom', path: [field], message: problem });
  const { text, entities: marks } = tidyText({ text: message, entities });
  if (holdsUnprintable(message)) refuse('message', 'control_characters');
  else if (text === '' && files.length === 0) refuse('message', 'required');
  else if (longestLength(text) > formattedLimits.text) refuse('message', 'too_long');
  else if (hasUnknownPlaceholder(text)) refuse('message', 'unknown');
  const ends = entities.flatMap(({ offset, length }) => [offset, offset + length]);
  if (ends.some((at) => at > message.length || splitsCharacter(message, at))) {
    refuse('entities', 'malformed');
  } else if (marks.length > formattedLimits.marks) refuse('entities', 'too_long');
}

/**
 * What became of a message to one client.
 * - `waiting`: still to be sent
 * - `unreachable`: the client has blocked the bot; it waits, and is sent when the client comes back in time
 * - `not_connected`: the client had no Telegram when it was sent
 * - `delivered`, `perhaps_twice`; `uncertain`: Telegram has never answered, it may have arrived
 * - `skipped`: the client has switched such messages off, or Telegram disconnected since
 * - `failed`: not delivered, and it will not be; `cancelled`: taken back before it was sent
 */
export const outcomes = [
  'waiting',
  'unreachable',
  'not_connected',
  'delivered',
  'perhaps_twice',
  'uncertain',
  'skipped',
  'failed',
  'cancelled',
] as const;
export const outcome = z.enum(outcomes);
export type MessageOutcome = z.output<typeof outcome>;

/** Why, where the outcome alone does not say it. */
export const outcomeReasons = [
  'blocked',
  'switched_off',
  'disconnected',
  'expired',
  'refused',
] as const;

const count = z.number().int();
const messageParams = z.object({ messageId: z.uuid() });
/** Ten thousand letters of any alphabet, their marks and their escapes. */
const bodyLimit = 256 * 1024;

const content = z.object({ text: z.string(), entities: z.array(mark) });

const sentMessage = z.object({
  id: z.string(),
  content,
  files: z.array(fileShape),
  /** The name of whoever has sent it. */
  author: z.string().optional(),
  createdAt: instant,
  cancelledAt: instant.optional(),
});

const progress = sentMessage.extend({
  filter: clientFilter,
  /** How many clients were meant. */
  recipients: count,
  counts: z.record(outcome, count),
});
export type MessageProgress = z.output<typeof progress>;

export const sendToClient = endpoint({
  method: 'POST',
  path: '/api/telegram/client/:clientId/send-message',
  summary:
    'Sends a client a message in Telegram. One who has blocked the bot gets it on coming back (`unreachable`); one without Telegram: `client.not_connected`.',
  access: 'clients.message',
  bodyLimit,
  params: z.object({ clientId: z.uuid() }),
  body: z.strictObject(written).superRefine(checkWritten).transform(tidied),
  reply: z.object({ noticeId: z.string(), state: outcome }),
});

export const clientMessages = endpoint({
  method: 'GET',
  path: '/api/clients/:clientId/custom-messages',
  summary: 'What staff have sent this client in Telegram outside of tickets, the newest first.',
  access: 'clients.message',
  params: z.object({ clientId: z.uuid() }),
  query: z.object(pageQuery),
  reply: page(
    sentMessage.extend({
      /** `group`: many clients have got the same. */
      kind: z.enum(['one', 'group']),
      state: outcome,
      reason: z.enum(outcomeReasons).optional(),
    }),
  ),
});

/** By whether a message can reach them now. */
export const reaches = ['reachable', 'not_connected', 'blocked'] as const;
export const reach = z.enum(reaches);

export const previewCustomMessage = endpoint({
  method: 'POST',
  path: '/api/custom-messages/preview',
  summary: 'Whom a message to these clients would reach, and whom not; some of each by name.',
  access: 'custom_messages.manage',
  repeatable: false,
  body: z.strictObject({
    filter: clientFilter,
    /** Names of these alone, from a place on. */
    of: reach.optional(),
    after: pageQuery.after,
  }),
  reply: z.object({
    total: count,
    counts: z.record(reach, count),
    clients: z.record(
      reach,
      page(z.object({ id: z.string(), name: z.string(), phone: z.string().optional() })),
    ),
  }),
});

export const sendCustomMessage = endpoint({
  method: 'POST',
  path: '/api/custom-messages',
  summary:
    'Sends a message to all clients that the filter names at this moment, one each; whoever comes later gets nothing.',
  access: 'custom_messages.manage',
  bodyLimit,
  body: z
    .strictObject({
      ...written,
      filter: clientFilter,
      /** How many clients the sender has been shown: `custom_message.others_by_now` where that is no longer so. */
      expected: count.min(1).optional(),
    })
    .superRefine(checkWritten)
    .transform(tidied),
  reply: z.object({ id: z.string(), recipients: count }),
});

export const listCustomMessages = endpoint({
  method: 'GET',
  path: '/api/custom-messages',
  summary: 'Messages to groups of clients with their progress, the newest first.',
  access: 'custom_messages.manage',
  query: z.object(pageQuery),
  reply: page(progress),
});

export const readCustomMessage = endpoint({
  method: 'GET',
  path: '/api/custom-messages/:messageId',
  summary: 'A message to a group of clients, and how far it has come.',
  access: 'custom_messages.manage',
  params: messageParams,
  reply: progress,
});

export const listRecipients = endpoint({
  method: 'GET',
  path: '/api/custom-messages/:messageId/recipients',
  summary: 'A receipt for each client that a message was meant for, by name.',
  access: 'custom_messages.manage',
  params: messageParams,
  query: z.object({ ...pageQuery, state: outcome.optional() }),
  reply: page(
    z.object({
      clientId: z.string(),
      name: z.string(),
      phone: z.string().optional(),
      state: outcome,
      reason: z.enum(outcomeReasons).optional(),
      /** When it came to this. */
      at: instant.optional(),
    }),
  ),
});

export const cancelCustomMessage = endpoint({
  method: 'POST',
  path: '/api/custom-messages/:messageId/cancel',
  summary:
    'Takes back what has not gone out yet; `custom_message.over` where there is nothing left.',
  access: 'custom_messages.manage',
  params: messageParams,
  reply: z.object({ cancelled: count }),
});
