/** What staff prepare for tickets: tags and canned answers. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { line } from './text.ts';
import { messageText, tagColours, ticketRef } from './ticket-shapes.ts';

const done = z.object({ done: z.literal(true) });
const tagParams = z.object({ tagId: z.uuid() });
const tagBody = z.strictObject({
  name: line({ min: 1, max: 40 }),
  colour: z.enum(tagColours),
});

/** At most so many: all of them are listed in one reply. */
export const mostTagsOfAll = 300;

export const addTag = endpoint({
  method: 'POST',
  path: '/api/tags',
  summary: 'Adds a tag; names differ by more than their case.',
  access: 'settings.write',
  body: tagBody,
  reply: z.object({ id: z.string() }),
});

export const updateTag = endpoint({
  method: 'PATCH',
  path: '/api/tags/:tagId',
  summary: 'Renames or recolours a tag.',
  access: 'settings.write',
  params: tagParams,
  body: tagBody.partial(),
  reply: done,
});

export const removeTag = endpoint({
  method: 'DELETE',
  path: '/api/tags/:tagId',
  summary: 'Takes a tag off all tickets and forgets it.',
  access: 'settings.write',
  params: tagParams,
  reply: done,
});

/** Filled in when the answer is used: `{{client.name}}`. */
export const cannedVariables = [
  'client.name',
  'ticket.number',
  'ticket.subject',
  'agent.name',
  'company.name',
] as const;

const cannedParams = z.object({ cannedId: z.uuid() });
const cannedBody = z.strictObject({
  title: line({ min: 2, max: 80 }),
  text: messageText,
});

export const listCannedAnswers = endpoint({
  method: 'GET',
  path: '/api/canned-answers',
  summary: 'All canned answers, by title.',
  access: 'settings.read',
  reply: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        text: z.string(),
        /** The text is longer than what is shown here. */
        cut: z.boolean(),
      }),
    ),
  }),
});

export const readCannedAnswer = endpoint({
  method: 'GET',
  path: '/api/canned-answers/:cannedId',
  summary: 'One canned answer with its whole text.',
  access: 'settings.read',
  params: cannedParams,
  reply: z.object({ id: z.string(), title: z.string(), text: z.string() }),
});

/** At most so many: all of them are listed in one reply of less than 100 kB, so their texts are cut there. */
export const mostCannedAnswers = 200;

export const addCannedAnswer = endpoint({
  method: 'POST',
  path: '/api/canned-answers',
  summary: 'Adds a canned answer.',
  access: 'settings.write',
  body: cannedBody,
  reply: z.object({ id: z.string() }),
});

export const updateCannedAnswer = endpoint({
  method: 'PATCH',
  path: '/api/canned-answers/:cannedId',
  summary: 'Changes a canned answer.',
  access: 'settings.write',
  params: cannedParams,
  body: cannedBody.partial(),
  reply: done,
});

export const removeCannedAnswer = endpoint({
  method: 'DELETE',
  path: '/api/canned-answers/:cannedId',
  summary: 'Forgets a canned answer.',
  access: 'settings.write',
  params: cannedParams,
  reply: done,
});

export const fillCannedAnswer = endpoint({
  method: 'GET',
  path: '/api/canned-answers/:cannedId/filled',
  summary: 'A canned answer with its variables filled in for a ticket.',
  access: 'settings.read',
  params: cannedParams,
  query: z.object({ ticketId: ticketRef }),
  reply: z.object({ text: z.string() }),
});
