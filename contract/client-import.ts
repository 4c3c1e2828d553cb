/** Clients from a table: upload, look, start, follow. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fieldProblems } from './errors.ts';
import { instant, page, pageQuery } from './pages.ts';
import { language } from './person.ts';
import { line } from './text.ts';

export const importLimits = { bytes: 5 * 1024 * 1024, rows: 20_000 } as const;

const params = z.object({ importId: z.uuid() });

/** What a column of the table may be. */
export const importField = z.enum(['name', 'phone', 'email', 'note', 'language']);

/** Which column (from 0) is what. */
const columns = z.partialRecord(importField, z.number().int().min(0).max(200));

const rowProblem = z.object({
  /** As a table program counts: the heading is row 1. */
  row: z.number().int(),
  field: importField,
  problem: z.enum([...fieldProblems, 'twice_in_file']),
});

export const importState = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['preview', 'running', 'done', 'failed']),
  createdAt: instant,
  heading: z.array(z.string()),
  /** Guessed at upload; what was chosen, after the start. */
  columns,
  /** The first rows as they were read. */
  sample: z.array(z.array(z.string())),
  /** Without the heading. */
  total: z.number().int(),
  done: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  /** Known already, and left as they were. */
  skipped: z.number().int(),
  /** Rows that could not be taken; the list is a page of its own. */
  refused: z.number().int(),
});

export const uploadImport = endpoint({
  method: 'POST',
  path: '/api/client-imports',
  summary: 'Takes a CSV (comma, semicolon or tab; UTF-8 or Windows-1251) and guesses its columns.',
  access: 'clients.import',
  bodyLimit: 8 * 1024 * 1024,
  body: z.object({
    fileName: line({ min: 1, max: 200 }),
    /** The file's bytes in base64. */
    content: z.base64(),
  }),
  reply: importState,
});

export const checkImport = endpoint({
  method: 'POST',
  path: '/api/client-imports/:importId/check',
  summary: 'What would become of every row with these columns; nothing is written.',
  access: 'clients.import',
  params,
  body: z.object({ columns }),
  reply: z.object({
    add: z.number().int(),
    known: z.number().int(),
    refused: z.number().int(),
    /** The first of them. */
    problems: z.array(rowProblem),
  }),
});

export const startImport = endpoint({
  method: 'POST',
  path: '/api/client-imports/:importId/start',
  summary: 'Begins, in the background. A restart of the server goes on where it stopped.',
  access: 'clients.import',
  params,
  body: z.object({
    columns,
    /** What happens to a row whose number a client has already. */
    known: z.enum(['skip', 'update']),
    /** For rows that say none. */
    language,
  }),
  reply: importState,
});

export const readImport = endpoint({
  method: 'GET',
  path: '/api/client-imports/:importId',
  summary: 'How far an import has come.',
  access: 'clients.import',
  params,
  reply: importState,
});

export const importProblems = endpoint({
  method: 'GET',
  path: '/api/client-imports/:importId/problems',
  summary: 'The rows that could not be taken, and why.',
  access: 'clients.import',
  params,
  query: z.object(pageQuery),
  reply: page(rowProblem),
});
