/** A person's own data: taken along as an archive, or gone. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './pages.ts';

const done = z.object({ done: z.literal(true) });

export const dataExport = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'ready', 'failed', 'expired']),
  createdAt: instant,
  /** 0 to 100. */
  progress: z.number().int(),
  /** Bytes, once it is ready. */
  size: z.number().int().optional(),
  /** Removed from the server then. */
  expiresAt: instant.optional(),
});

const exportParams = z.object({ exportId: z.uuid() });
const clientParams = z.object({ clientId: z.uuid() });
const exports = z.object({ items: z.array(dataExport) });

export const myDataExports = endpoint({
  method: 'GET',
  path: '/api/me/data-exports',
  summary: 'Archives of the data of the client who asks, the newest first.',
  access: 'my.data',
  reply: exports,
});

export const exportMyData = endpoint({
  method: 'POST',
  path: '/api/me/data-exports',
  summary:
    'Begins an archive (readable HTML, JSON, files) of everything about the client; one at a time.',
  access: 'my.data',
  reply: dataExport,
});

/** The answer is the archive itself (ZIP). */
export const downloadMyData = endpoint({
  method: 'GET',
  path: '/api/me/data-exports/:exportId/file',
  summary: 'The archive, while it is kept.',
  access: 'my.data',
  params: exportParams,
});

export const deleteMyAccount = endpoint({
  method: 'POST',
  path: '/api/me/delete',
  summary: 'Deletes the account and what is known of the person; issued invoices stay as they are.',
  access: 'my.data',
  repeatable: false,
  body: z.strictObject({
    /** Typed again, as it stands in the profile: so that nobody does it by accident. */
    name: z.string().max(200),
  }),
  reply: done,
});

export const clientDataExports = endpoint({
  method: 'GET',
  path: '/api/clients/:clientId/data-exports',
  summary: "Archives of a client's data, the newest first.",
  access: 'clients.data',
  params: clientParams,
  reply: exports,
});

export const exportClientData = endpoint({
  method: 'POST',
  path: '/api/clients/:clientId/data-exports',
  summary: 'Begins an archive of everything about a client who has asked for it.',
  access: 'clients.data',
  sensitive: true,
  params: clientParams,
  reply: dataExport,
});

/** The answer is the archive itself (ZIP). */
export const downloadClientData = endpoint({
  method: 'GET',
  path: '/api/clients/:clientId/data-exports/:exportId/file',
  summary: 'The archive, while it is kept.',
  access: 'clients.data',
  sensitive: true,
  params: clientParams.extend(exportParams.shape),
});

export const deleteClient = endpoint({
  method: 'POST',
  path: '/api/clients/:clientId/delete',
  summary: 'Deletes a client on request, and what is known of the person; issued invoices stay.',
  access: 'clients.data',
  sensitive: true,
  params: clientParams,
  body: z.strictObject({
    /** The client's name, typed again. */
    name: z.string().max(200),
  }),
  reply: done,
});
