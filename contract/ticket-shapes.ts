/** Tickets and what is said in them: the shapes that several endpoints share. */
import { z } from 'zod';
import { fileIds, fileShape } from './files.ts';
import { instant } from './pages.ts';
import { priority } from './settings.ts';
import { line, lines } from './text.ts';

export const statuses = ['open', 'in_progress', 'waiting', 'resolved', 'closed'] as const;
/** `waiting`: for the client. `resolved` may be reopened by an answer; `closed` only on purpose. */
export const status = z.enum(statuses);
export type Status = z.output<typeof status>;

export const subject = line({ min: 3, max: 200 });
/** 10,000 characters: more than a message of Telegram, less than a reply's 100 kB. */
export const messageText = lines({ min: 1, max: 10_000 });

/** The id, or the number that people say. */
export const ticketRef = z.union([z.uuid(), z.string().regex(/^\d{1,9}$/)]);
export const ticketParams = z.object({ ticketId: ticketRef });
/** Grows with every change of the ticket's own fields, not with messages. */
export const version = z.number().int().min(1);

export const tagColours = ['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
export const tagShape = z.object({ id: z.string(), name: z.string(), colour: z.enum(tagColours) });

export const personRef = z.object({ id: z.string(), name: z.string() });

/** Who said or did it. `system`: a rule of the product. */
export const author = z.object({
  kind: z.enum(['client', 'staff', 'token', 'system']),
  id: z.string().optional(),
  name: z.string(),
});

/** A change, as a line between the messages. Values are codes or names, as they were then. */
export const ticketEvent = z.object({
  what: z.enum([
    'opened',
    'status',
    'priority',
    'assigned',
    'tags',
    'subject',
    'merged_here',
    'merged_away',
    'rated',
    'overdue',
  ]),
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** One entry of a ticket's conversation, the oldest first within a page. */
export const entry = z.object({
  id: z.string(),
  /** Grows through the conversation. */
  position: z.number().int(),
  kind: z.enum(['message', 'note', 'event']),
  author,
  at: instant,
  text: z.string().optional(),
  files: z.array(fileShape).optional(),
  event: ticketEvent.optional(),
  /** It came from this ticket, which was merged into the present one. */
  fromTicket: z.number().int().optional(),
  /** How it came in. */
  source: z.enum(['portal', 'desk', 'api', 'telegram']).optional(),
  /** Its author has put other words in the place of the first ones. */
  editedAt: instant.optional(),
});

export type Entry = z.output<typeof entry>;

/** `before` asks for what is older than this position; a page holds at most about 60 kB of text. */
export const entriesQuery = z.object({ before: z.coerce.number().int().min(1).optional() });
export const entriesReply = z.object({
  items: z.array(entry),
  /** There is something older: ask with `before` set to this. */
  earlier: z.number().int().optional(),
});

export const newMessage = z.strictObject({ text: messageText, fileIds });

/** One row of the queue. */
export const ticketRow = z.object({
  id: z.string(),
  number: z.number().int(),
  subject: z.string(),
  status,
  priority,
  client: personRef,
  assignee: personRef.optional(),
  tags: z.array(tagShape),
  createdAt: instant,
  updatedAt: instant,
  /** Since when the client has waited for an answer. */
  unansweredSince: instant.optional(),
  /** The next time that a target runs out, where one is still to be met. */
  dueAt: instant.optional(),
  dueWhat: z.enum(['first_answer', 'solution']).optional(),
  overdue: z.boolean(),
});

export type TicketRow = z.output<typeof ticketRow>;
