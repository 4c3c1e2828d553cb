/** What a message of Telegram holds that can stand in a ticket: its words, and what it carries. */
import type { Message, MessageEntity } from 'grammy/types';
import type { Attachment } from './answering.tables.ts';

export interface Content {
  /** Empty where the message carries something without words. */
  text: string;
  attachments: Attachment[];
}

/** What a ticket takes (`messageText` of the contract), in code points. */
const longest = 10_000;

/** `other`: something that people send and tickets do not take. Nothing for what Telegram itself tells (a pinned message). */
export function contentOf(message: Message): Content | 'other' | undefined {
  const attachments = attachmentsOf(message);
  const words = message.text ?? (attachments.length > 0 ? (message.caption ?? '') : undefined);
  if (words === undefined) return others.some((kind) => kind in message) ? 'other' : undefined;
  const text = clean(withAddresses(words, message.entities ?? message.caption_entities ?? []));
  return text === '' && attachments.length === 0 ? 'other' : { text, attachments };
}

const others = [
  'animation',
  'audio',
  'checklist',
  'contact',
  'dice',
  'game',
  'location',
  'paid_media',
  'poll',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
] as const;

function attachmentsOf({ photo, document, message_id }: Message): Attachment[] {
  // The largest comes last.
  const picture = photo?.at(-1);
  if (picture) return [attachment(picture, `photo-${message_id}`)];
  return document ? [attachment(document, document.file_name ?? `file-${message_id}`)] : [];
}

function attachment(
  { file_id, file_size }: { file_id: string; file_size?: number },
  name: string,
): Attachment {
  return { fileId: file_id, name, ...(file_size !== undefined && { size: file_size }) };
}

/** An address that stands behind words (`text_link`) is put in brackets after them. */
function withAddresses(text: string, entities: readonly MessageEntity[]): string {
  let result = text;
  // From the end, so that the places before still hold.
  for (const entity of entities.toSorted((one, other) => other.offset - one.offset)) {
    if (entity.type !== 'text_link') continue;
    const end = entity.offset + entity.length;
    if (text.slice(entity.offset, end).trim() === entity.url) continue;
    const longer = `${result.slice(0, end)} (${entity.url})${result.slice(end)}`;
    if ([...longer].length <= longest) result = longer;
  }
  return result;
}

/** Without what the pages refuse from people as well: nobody is to write again because of a character that nobody sees. */
function clean(text: string): string {
  const kept = text.replace(/\r\n?/g, '\n').replace(refused, '').trim();
  return kept.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '').trim() === '' ? '' : kept;
}

const refused =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;
