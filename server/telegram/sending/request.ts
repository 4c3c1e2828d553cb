/** One request to Telegram that sends a message: words, or a file with the words as its caption. */
import { type Api, InputFile } from 'grammy';
import type { Message, MessageEntity } from 'grammy/types';
import { cutRich, type Outgoing, type RichText } from '../../notifications/notifications.ts';
import { signalFor } from '../api.ts';
import { markupOf } from './markup.ts';
import type { OpenedFile } from './open-file.ts';

/** What the message is sent as. */
export type Carried =
  | { kind: 'words' }
  /** By Telegram's name for it, or by its bytes. */
  | { kind: 'photo' | 'document'; file: string | OpenedFile };

interface Request {
  chatId: number;
  message: Outgoing;
  text: RichText;
  carried: Carried;
  signal: AbortSignal;
}

/** Characters (Bot API, sendDocument); UTF-16 units are never fewer. */
const longestCaption = 1024;

/** Throws what grammY throws. */
export function sendTo(
  { api, uploads }: { api: Api; uploads: Api },
  { chatId, message, text, carried, signal }: Request,
): Promise<Message> {
  const { silent, keyboard } = message;
  const common = {
    disable_notification: silent,
    reply_markup: keyboard && markupOf(keyboard),
  };
  const abort = signalFor(signal);
  if (carried.kind === 'words') {
    const preview = { link_preview_options: { is_disabled: true } };
    const given = { entities: entitiesOf(text), ...preview, ...common };
    return api.sendMessage(chatId, text.text, given, abort);
  }
  const caption = cutRich(text, longestCaption);
  const given = {
    ...(caption.text !== '' && {
      caption: caption.text,
      caption_entities: entitiesOf(caption),
    }),
    ...common,
  };
  const { file } = carried;
  const input = typeof file === 'string' ? file : new InputFile(file.bytes, quoted(file.name));
  return carried.kind === 'photo'
    ? uploads.sendPhoto(chatId, input, given, abort)
    : uploads.sendDocument(chatId, input, given, abort);
}

/**
 * grammY writes the name into the header of its part as it is, where a space or a semicolon would end
 * it: so it goes as a quoted string (RFC 2183), without the signs that end one.
 */
function quoted(name: string): string {
  return `"${name.replace(/["\\]/g, "'")}"`;
}

/** Telegram's name for the file that it has just taken. */
export function fileIdOf({ photo, document }: Message): string | undefined {
  return document?.file_id ?? photo?.at(-1)?.file_id;
}

function entitiesOf({ entities }: RichText): MessageEntity[] | undefined {
  // The ledger is neutral of the channel; Telegram checks the types.
  return entities as MessageEntity[] | undefined;
}
