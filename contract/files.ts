/** Attachments: uploaded first, then named by the message that carries them. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './pages.ts';

export const fileLimits = {
  bytes: 20 * 1024 * 1024,
  /** In one message. */
  inMessage: 10,
  nameLength: 120,
} as const;

/** What a file is, found in its bytes, not in its name. */
export const fileShape = z.object({
  id: z.string(),
  name: z.string(),
  /** Bytes. */
  size: z.number().int(),
  mediaType: z.string(),
  /** Fit to be shown in the page. */
  image: z.boolean(),
});

export type FileShape = z.output<typeof fileShape>;

export const fileIds = z.array(z.uuid()).max(fileLimits.inMessage, 'too_long').default([]);

/** The body is `multipart/form-data` with one part, `file`. */
export const uploadFile = endpoint({
  method: 'POST',
  path: '/api/files',
  summary:
    'Keeps a file (multipart/form-data, part `file`) for a message to come; unused it goes after a day.',
  access: 'files.write',
  repeatable: false,
  bodyLimit: fileLimits.bytes + 64 * 1024,
  reply: fileShape,
});

/** The answer is the file itself, with headers that let a browser run nothing of it. */
export const downloadFile = endpoint({
  method: 'GET',
  path: '/api/files/:fileId',
  summary: 'The bytes of a file, for those who see the message that carries it.',
  access: 'files.read',
  params: z.object({ fileId: z.uuid() }),
});

export const fileLink = endpoint({
  method: 'POST',
  path: '/api/files/:fileId/link',
  summary: 'A link to one file for this viewer, good for 60 seconds.',
  access: 'files.read',
  repeatable: false,
  params: z.object({ fileId: z.uuid() }),
  reply: z.object({
    /** From the root of this server: `/files/…`. */
    url: z.string(),
    expiresAt: instant,
  }),
});

export const openFileLink = endpoint({
  method: 'GET',
  path: '/files/:ticket',
  summary: 'The bytes of the file that a 60-second link names.',
  access: 'anyone',
  params: z.object({ ticket: z.string().max(200) }),
});
