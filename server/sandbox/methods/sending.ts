/** sendMessage, sendDocument, sendPhoto, sendChatAction. */
import type { Message } from '@grammyjs/types';
import { formattedText } from '../entities.ts';
import type { StoredFile } from '../files.ts';
import { imageSize } from '../image-size.ts';
import { readMarkup } from '../markup.ts';
import type { Params, Upload } from '../params.ts';
import { isPrivateChat, requireRecipient } from '../recipient.ts';
import { badRequest } from '../refusal.ts';
import { send } from '../send.ts';
import type { World } from '../world.ts';

export function sendMessage(world: World, params: Params): Message {
  const { text, entities } = formattedText(params, { text: 'text', entities: 'entities' });
  const markup = readMarkup(params, isPrivateChat(params));
  const phone = requireRecipient(world, params);
  const content = { text, ...(entities.length > 0 && { entities }) };
  return send(world, phone, { params, markup, content });
}

export function sendDocument(world: World, params: Params): Message {
  return sendFile(world, params, 'document');
}

export function sendPhoto(world: World, params: Params): Message {
  return sendFile(world, params, 'photo');
}

const actions = new Set([
  ...['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice'],
  ...['upload_document', 'choose_sticker', 'find_location', 'record_video_note'],
  ...['upload_video_note', 'cancel'],
]);

export function sendChatAction(world: World, params: Params): true {
  const action = params.text('action').toLowerCase();
  if (!actions.has(action)) throw badRequest('wrong parameter action in request');
  const phone = requireRecipient(world, params);
  world.events.emit({ type: 'typing', phoneId: phone.id, action });
  return true;
}

function sendFile(world: World, params: Params, kind: 'document' | 'photo'): Message {
  const given = givenFile(world, params, kind);
  const { text, entities } = formattedText(params, {
    text: 'caption',
    entities: 'caption_entities',
  });
  const markup = readMarkup(params, isPrivateChat(params));
  const phone = requireRecipient(world, params);
  const folder = kind === 'photo' ? 'photos' : 'documents';
  const file = 'bytes' in given ? world.files.add(folder, given) : given;
  const content = {
    ...fileContent(world, file, kind),
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
  };
  return send(world, phone, { params, markup, content });
}

const mostPhotoBytes = 10 * 1024 * 1024;

/** An upload (its own part, or `attach://part`), or the id of a file that is here already. */
function givenFile(world: World, params: Params, kind: 'document' | 'photo'): Upload | StoredFile {
  const text = params.text(kind);
  const part = text.startsWith('attach://') ? text.slice('attach://'.length) : kind;
  const upload = params.upload(part);
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    if (kind === 'photo') requirePhoto(upload.bytes);
    return upload;
  }
  if (text === '' || part !== kind) throw badRequest(`there is no ${kind} in the request`);
  const known = world.files.find(text);
  if (known) return requireKind(known, kind);
  // The sandbox never reaches out to other machines.
  if (/^https?:/i.test(text)) throw badRequest('failed to get HTTP URL content');
  // An id that looks right may be of another bot, or its file is gone.
  if (looksLikeId.test(text)) {
    throw badRequest('wrong file_id or the file is temporarily unavailable');
  }
  throw badRequest('wrong file identifier/HTTP URL specified');
}

const looksLikeId = /^[\w-]{40,}$/;

/** A picture that was sent as such is no document, and the other way round. */
function requireKind(file: StoredFile, kind: 'document' | 'photo'): StoredFile {
  const real = file.path.startsWith('photos/') ? 'photo' : 'document';
  if (real === kind) return file;
  const name = { photo: 'Photo', document: 'Document' };
  throw badRequest(`can't use file of type ${name[real]} as ${name[kind]}`);
}

function requirePhoto(bytes: Buffer): void {
  if (bytes.length > mostPhotoBytes) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${mostPhotoBytes} bytes`,
    );
  }
  if (!imageSize(bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
}

/** The part of a message that shows a file. */
export function fileContent(world: World, file: StoredFile, kind: 'document' | 'photo') {
  const ids = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
  if (kind === 'document') {
    return { document: { file_name: file.name, mime_type: file.mimeType, ...ids } };
  }
  const size = imageSize(world.files.bytes(file.id) ?? Buffer.alloc(0));
  return { photo: [{ ...ids, width: size?.width ?? 0, height: size?.height ?? 0 }] };
}
