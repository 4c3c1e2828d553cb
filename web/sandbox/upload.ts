/** Sends a file from a phone: the one request of the sandbox that is a form. */
import { sandboxSendFile } from '../../contract/sandbox.ts';
import { language } from '../lib/i18n.ts';
import { address, read, send } from '../lib/request.ts';

export interface Upload {
  file: File;
  caption: string;
  as: 'photo' | 'document';
  replyTo?: number;
}

/** Sends the file and gives back the message that it became; throws as `call` does. */
export async function upload(phoneId: string, { file, caption, as, replyTo }: Upload) {
  const form = new FormData();
  // The fields before the file: the server reads the form in its order.
  form.set('as', as);
  if (caption) form.set('caption', caption);
  if (replyTo !== undefined) form.set('replyTo', String(replyTo));
  form.set('file', file);
  const response = await send(
    sandboxSendFile,
    { params: { phoneId } },
    {
      language: language(),
      fetch: (input, init) => fetch(input, { ...init, body: form }),
    },
  );
  return read(sandboxSendFile, response);
}

/** Where the bytes of a file are. */
export function fileAddress(fileId: string): string {
  return address('/sandbox/api/files/:fileId', { fileId }, undefined);
}
