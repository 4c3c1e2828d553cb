/** The desk: tickets as staff, and programs with a token, see and change them. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fileIds } from './files.ts';
import { cursor, flag, instant, page, pageQuery } from './pages.ts';
import { priority } from './settings.ts';
import {
  entriesQuery,
  entriesReply,
  messageText,
  personRef,
  status,
  subject,
  tagShape,
  ticketParams,
  ticketRow,
  version,
} from './ticket-shapes.ts';

/** `due`: what runs out first, so what is overdue stands first. */
export const queueSorts = ['due', 'newest', 'updated', 'priority'] as const;

export const queue = endpoint({
  method: 'GET',
  path: '/api/tickets',
  summary: 'The queue, by filters that narrow each other.',
  access: 'tickets.read',
  query: z.object({
    ...pageQuery,
    /** One status; `unsolved` (the default) is all before resolved. */
    status: z.union([status, z.enum(['unsolved', 'all'])]).default('unsolved'),
    /** A colleague's id, `me`, or `none`. */
    assignee: z.union([z.uuid(), z.enum(['me', 'none'])]).optional(),
    priority: priority.optional(),
    tagId: z.uuid().optional(),
    clientId: z.uuid().optional(),
    unanswered: flag.optional(),
    overdue: flag.optional(),
    sort: z.enum(queueSorts).default('due'),
  }),
  reply: page(ticketRow),
});

/** Counted up to 1,000, as far as a page can show: 1,000 means "1,000 or more". */
export const queueCounts = endpoint({
  method: 'GET',
  path: '/api/tickets/counts',
  summary: 'How many unsolved tickets wait, by what people look at.',
  access: 'tickets.read',
  reply: z.object({
    unsolved: z.number().int(),
    mine: z.number().int(),
    unassigned: z.number().int(),
    unanswered: z.number().int(),
    overdue: z.number().int(),
  }),
});

/** Text in pieces, some of which are hits: nothing of it is markup. */
const marked = z.array(z.object({ text: z.string(), hit: z.boolean() }));

export const searchTickets = endpoint({
  method: 'GET',
  path: '/api/tickets/search',
  summary:
    'Subjects, messages, client names, numbers and phones, in Russian and English word forms.',
  access: 'tickets.read',
  query: z.object({
    q: z.string().trim().min(1, 'required').max(200, 'too_long'),
    after: cursor.optional(),
  }),
  reply: z.object({
    items: z.array(
      z.object({
        ticket: ticketRow,
        subject: marked,
        /** The place in the conversation that fits best. */
        excerpt: marked.optional(),
      }),
    ),
    /** On the first page: clients whose name, number or phone fits; for programs with the scope of clients. */
    clients: z.array(personRef.extend({ phone: z.string().optional() })),
    next: cursor.optional(),
  }),
});

export const openTicket = endpoint({
  method: 'POST',
  path: '/api/tickets',
  summary: 'Opens a ticket for a client.',
  access: 'tickets.write',
  body: z.strictObject({
    clientId: z.uuid(),
    subject,
    text: messageText,
    fileIds,
    priority: priority.default('normal'),
    assigneeId: z.uuid().nullable().optional(),
    tagIds: z.array(z.uuid()).max(20).default([]),
  }),
  reply: z.object({ id: z.string(), number: z.number().int() }),
});

export const readTicket = endpoint({
  method: 'GET',
  path: '/api/tickets/:ticketId',
  summary: 'One ticket without its conversation; by id or number.',
  access: 'tickets.read',
  params: ticketParams,
  reply: ticketRow.extend({
    version,
    /** The phone for those who may read clients; the unsolved tickets that the viewer sees. */
    client: personRef.extend({ phone: z.string().optional(), openTickets: z.number().int() }),
    firstAnswerDueAt: instant.optional(),
    firstAnswerAt: instant.optional(),
    solutionDueAt: instant.optional(),
    resolvedAt: instant.optional(),
    closedAt: instant.optional(),
    /** The ticket that this one was merged into. */
    mergedInto: z.object({ id: z.string(), number: z.number().int() }).optional(),
    rating: z.object({ score: z.number().int(), comment: z.string() }).optional(),
    /** Colleagues who have it open now. */
    others: z.array(personRef.extend({ answering: z.boolean() })),
    /** The viewer's own. */
    draft: z.object({ kind: z.enum(['message', 'note']), text: z.string() }).optional(),
    source: z.enum(['portal', 'desk', 'api', 'telegram']),
  }),
});

export const ticketEntries = endpoint({
  method: 'GET',
  path: '/api/tickets/:ticketId/entries',
  summary: 'The conversation with notes and changes; the newest page first.',
  access: 'tickets.read',
  params: ticketParams,
  query: entriesQuery,
  reply: entriesReply,
});

export const entryVersions = endpoint({
  method: 'GET',
  path: '/api/tickets/:ticketId/entries/:entryId/versions',
  summary: 'What an edited message or note said before, the oldest first; the latest ten.',
  access: 'tickets.read',
  params: ticketParams.extend({ entryId: z.uuid() }),
  reply: z.object({ items: z.array(z.object({ text: z.string(), replacedAt: instant })) }),
});

export const answerTicket = endpoint({
  method: 'POST',
  path: '/api/tickets/:ticketId/messages',
  summary:
    'Answers the client, or adds a note; with `seen`, refused when somebody has answered meanwhile.',
  access: 'tickets.write',
  params: ticketParams,
  body: z.strictObject({
    /** A note is for staff alone. */
    kind: z.enum(['message', 'note']),
    text: messageText,
    fileIds,
    /** Set together with the answer. Without it an answer of an open ticket makes it `in_progress`. */
    status: status.optional(),
    /** The last position that the writer has seen. */
    seen: z.number().int().min(0).optional(),
  }),
  reply: z.object({ id: z.string(), position: z.number().int() }),
});

const changes = {
  status: status.optional(),
  priority: priority.optional(),
  assigneeId: z.uuid().nullable().optional(),
  tagIds: z.array(z.uuid()).max(20).optional(),
};

export const updateTicket = endpoint({
  method: 'PATCH',
  path: '/api/tickets/:ticketId',
  summary: 'Changes a ticket; with `version`, refused when somebody else was faster.',
  access: 'tickets.write',
  params: ticketParams,
  body: z.strictObject({ ...changes, subject: subject.optional(), version: version.optional() }),
  reply: z.object({ version }),
});

/** Also the way back: each ticket's former values undo what was done. */
export const updateTickets = endpoint({
  method: 'POST',
  path: '/api/tickets/bulk',
  summary:
    'Changes up to 100 tickets in one go; what the viewer may not see or is merged is passed over.',
  access: 'tickets.write',
  body: z.strictObject({
    items: z
      .array(
        z.strictObject({
          id: z.uuid(),
          ...changes,
          addTagIds: z.array(z.uuid()).max(20).optional(),
          removeTagIds: z.array(z.uuid()).max(20).optional(),
        }),
      )
      .min(1, 'required')
      .max(100, 'too_long'),
  }),
  reply: z.object({
    /** The former values of what was changed: sent back as `items`, they undo it. */
    before: z.array(
      z.object({
        id: z.string(),
        status: status.optional(),
        priority: priority.optional(),
        assigneeId: z.string().nullable().optional(),
        tagIds: z.array(z.string()).optional(),
      }),
    ),
    passedOver: z.number().int(),
  }),
});

export const mergeTicket = endpoint({
  method: 'POST',
  path: '/api/tickets/:ticketId/merge',
  summary:
    "Puts this ticket's conversation into another of the same client, and closes it for good.",
  access: 'tickets.write',
  params: ticketParams,
  body: z.strictObject({ intoId: z.uuid() }),
  reply: z.object({ id: z.string(), number: z.number().int() }),
});

export const showPresence = endpoint({
  method: 'POST',
  path: '/api/tickets/:ticketId/presence',
  summary:
    'Says that the viewer has the ticket open; repeated every 10 seconds, forgotten after 25.',
  access: 'tickets.answering',
  params: ticketParams,
  body: z.object({ state: z.enum(['reading', 'answering', 'gone']) }),
  reply: z.object({ done: z.literal(true) }),
});

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/tickets/:ticketId/draft',
  summary: "Keeps the viewer's unfinished answer; an empty text forgets it.",
  access: 'tickets.answering',
  params: ticketParams,
  body: z.object({ kind: z.enum(['message', 'note']), text: z.string().max(10_000, 'too_long') }),
  reply: z.object({ done: z.literal(true) }),
});

export const listTags = endpoint({
  method: 'GET',
  path: '/api/tags',
  summary: 'All tags, by name.',
  access: 'tickets.read',
  reply: z.object({ items: z.array(tagShape) }),
});
