/** Who may have a file, and how it is given: so that a browser shows pictures and runs nothing. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import { asDownload } from '../platform/http-download.ts';
import type { Platform } from '../platform/platform.ts';
import { type FileSubject, type StoredFile, selectFile } from './files.queries.ts';
import { openBytes } from './folder.ts';

/** What files must ask of the slices whose things carry them. */
export interface FilesPorts {
  /** Whether the viewer sees this entry of a ticket, or this claim of a payment, now. */
  mayRead(viewer: Viewer, subject: FileSubject): Promise<boolean>;
}

/** The file, if this viewer may have it now; throws `request.not_found` otherwise. */
export async function requireFile(
  { database }: Platform,
  { mayRead }: FilesPorts,
  { viewer, fileId }: { viewer: Viewer; fileId: string },
): Promise<StoredFile> {
  const file = await selectFile(database.handle, fileId);
  if (!file) throw new CodedError('request.not_found');
  const { subjectKind, subjectId, uploaderKind, uploaderId } = file;
  const allowed =
    subjectKind && subjectId
      ? await mayRead(viewer, { kind: subjectKind, id: subjectId })
      : uploaderKind === viewer.kind && uploaderId === viewer.id;
  if (!allowed) throw new CodedError('request.not_found');
  return file;
}

/** Answers with the bytes; throws `request.not_found` where the disk has lost them. */
export async function giveFile(
  { config, log }: Platform,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  file: StoredFile,
): Promise<void> {
  const bytes = await openBytes(config.filesDir, file.id).catch((error) => {
    log.error({ err: error, file: file.id }, 'The bytes of a file are missing.');
    throw new CodedError('request.not_found');
  });
  // Pictures are shown, everything else is saved.
  asDownload(reply, { name: file.name, shown: file.image })
    .header('content-length', file.size)
    .type(file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType);
  if (request.method === 'HEAD') bytes.destroy();
  await reply.send(request.method === 'HEAD' ? Readable.from([]) : bytes);
}
