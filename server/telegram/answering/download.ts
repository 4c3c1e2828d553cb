/** Fetches what a message carries out of Telegram, and keeps it for the ticket to come. */
import { Readable } from 'node:stream';
import { type Api, GrammyError } from 'grammy';
import { fileLimits } from '../../../contract/files.ts';
import { keepFile } from '../../files/files.ts';
import { CodedError } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { BotAddress } from '../api.ts';
import type { Lost } from './answering.notices.ts';
import type { Attachment } from './answering.tables.ts';
import type { Fetched } from './filing.ts';
import type { StoredMessage } from './messages.queries.ts';

/** Milliseconds for the bytes of one file. */
const patience = 60_000;

/** A passing trouble: the same may succeed later. Its message names no address, for that holds the token. */
export class FetchFailed extends Error {
  override readonly name = 'FetchFailed';
}

/** All attachments of a message. Throws what is worth another try. */
export async function fetchAttachments(
  platform: Platform,
  bot: { api: Api; address: BotAddress },
  message: StoredMessage,
): Promise<Fetched> {
  const fetched: Fetched = { fileIds: [], lost: [] };
  const uploader = { kind: message.personKind, id: message.personId };
  for (const attachment of message.attachments) {
    const { name } = attachment;
    try {
      const bytes = await open(bot, attachment);
      const kept =
        typeof bytes === 'string' ? bytes : await keepFile(platform, { uploader, name, bytes });
      if (typeof kept === 'string') fetched.lost.push({ name, why: kept });
      else fetched.fileIds.push(kept.id);
    } catch (error) {
      const why = error instanceof CodedError ? refusals[error.code] : undefined;
      if (!why) throw error;
      fetched.lost.push({ name, why });
    }
  }
  return fetched;
}

const refusals: Partial<Record<string, Lost>> = {
  'file.too_large': 'too_large',
  'file.kind_refused': 'kind_refused',
  'file.empty': 'empty',
  // The client has gone meanwhile: so will the message.
  'request.not_found': 'unreadable',
};

async function open(
  { api, address }: { api: Api; address: BotAddress },
  { fileId, size }: Attachment,
): Promise<AsyncIterable<Buffer> | Lost> {
  // Bots may fetch 20 MB (Bot API, getFile); what we take is as much.
  if (size !== undefined && size > fileLimits.bytes) return 'too_large';
  const path = await pathOf(api, fileId);
  if (path === 'too_large' || path === 'unreadable') return path;
  const { apiRoot, token } = address;
  const url = `${apiRoot}/file/bot${token}/${path.path}`;
  let answer: Response;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' });
  } catch {
    throw new FetchFailed('The bytes of a file did not come.');
  }
  if (!answer.ok || !answer.body) {
    throw new FetchFailed(`The bytes of a file did not come: ${answer.status}.`);
  }
  return chunks(answer.body);
}

async function pathOf(
  api: Api,
  fileId: string,
): Promise<{ path: string } | 'too_large' | 'unreadable'> {
  try {
    const { file_path: path } = await api.getFile(fileId);
    return path === undefined ? 'unreadable' : { path };
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    if (/too big/i.test(error.description)) return 'too_large';
    if (/temporarily unavailable/i.test(error.description) && !/wrong/i.test(error.description)) {
      throw error;
    }
    return 'unreadable';
  }
}

async function* chunks(body: NonNullable<Response['body']>): AsyncGenerator<Buffer> {
  const stream = Readable.from(body);
  try {
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array);
  } catch {
    throw new FetchFailed('The bytes of a file broke off.');
  }
}
