/** What the home page of the desk shows: what waits, and how it went. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day } from './text.ts';
import { personRef } from './ticket-shapes.ts';

export const homeReport = endpoint({
  method: 'GET',
  path: '/api/reports/home',
  summary: 'Opened and solved by day, time to the first answer, by agent; days are the company’s.',
  access: 'reports.read',
  query: z.object({ days: z.coerce.number().int().min(7).max(90).default(30) }),
  reply: z.object({
    byDay: z.array(
      z.object({
        day,
        opened: z.number().int(),
        solved: z.number().int(),
        /** Median of the tickets first answered on that day, in working minutes. */
        firstAnswerMinutes: z.number().int().nullable(),
      }),
    ),
    byAgent: z.array(
      z.object({
        agent: personRef,
        answers: z.number().int(),
        solved: z.number().int(),
        firstAnswerMinutes: z.number().int().nullable(),
        /** Mean of the ratings of what they solved, 1 to 5. */
        rating: z.number().nullable(),
      }),
    ),
  }),
});
