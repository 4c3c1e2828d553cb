/** Sends a file to be kept for a message to come: by XMLHttpRequest, which tells how far it has got. */
import { type FileShape, uploadFile } from '../../../contract/files.ts';
import { withToken } from '../../lib/call.ts';
import { language } from '../../lib/i18n.ts';
import { read, send } from '../../lib/request.ts';

export interface FileSending {
  /** From 0 to 1. */
  progress(part: number): void;
  signal: AbortSignal;
}

export type SendFile = (file: File, sending: FileSending) => Promise<FileShape>;

/** Sends the file with the session of the page; throws as `call` does. */
export async function sendFile(file: File, { progress, signal }: FileSending): Promise<FileShape> {
  const response = await withToken(uploadFile, (token) =>
    send(
      uploadFile,
      {},
      { token, language: language(), signal, fetch: asForm({ file, progress, signal }) },
    ),
  );
  return read(uploadFile, response);
}

function asForm({ file, progress, signal }: FileSending & { file: File }): typeof fetch {
  return (address, options) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const stop = () => request.abort();
      request.open('POST', String(address));
      new Headers(options?.headers).forEach((value, name) => {
        request.setRequestHeader(name, value);
      });
      request.upload.onprogress = (event) => {
        if (event.total > 0) progress(event.loaded / event.total);
      };
      request.onload = () =>
        resolve(new Response(request.responseText, { status: request.status }));
      request.onerror = () => reject(new TypeError('No answer came.'));
      request.onabort = () => reject(new DOMException('Given up.', 'AbortError'));
      request.onloadend = () => signal.removeEventListener('abort', stop);
      signal.addEventListener('abort', stop);
      const form = new FormData();
      form.set('file', file);
      request.send(form);
    });
}
