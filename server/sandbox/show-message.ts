/** A message as the phone shows it: the Bot API's shape made plain. */
import type { InlineKeyboardButton, Message, MessageEntity } from '@grammyjs/types';
import type { InlineButton, SandboxMessage } from '../../contract/sandbox-shapes.ts';

export function showMessage(message: Message, reactions: string[]): SandboxMessage {
  const { contact, document } = message;
  const photo = message.photo?.at(-1);
  const replyTo = message.reply_to_message?.message_id;
  return {
    id: message.message_id,
    from: message.from?.is_bot ? 'bot' : 'person',
    date: isoTime(message.date),
    ...(message.edit_date && { editedAt: isoTime(message.edit_date) }),
    text: shownText(message),
    entities: (message.entities ?? message.caption_entities ?? []).map(showEntity),
    ...(replyTo !== undefined && { replyTo }),
    ...(message.forward_origin && { forwarded: true }),
    reactions,
    ...(contact && {
      contact: {
        phoneNumber: contact.phone_number,
        firstName: contact.first_name,
        lastName: contact.last_name,
      },
    }),
    ...(photo && { photo: { id: photo.file_id, size: photo.file_size ?? 0 } }),
    ...(document && {
      document: {
        id: document.file_id,
        size: document.file_size ?? 0,
        name: document.file_name,
        mimeType: document.mime_type,
      },
    }),
    ...(message.reply_markup && {
      buttons: message.reply_markup.inline_keyboard.map((row) => row.map(showButton)),
    }),
  };
}

/** Apps do not show the parameter of a deep link. */
function shownText({ text, caption, from }: Message): string | undefined {
  if (from?.is_bot || text === undefined) return text ?? caption;
  return /^\/start [\w-]{1,64}$/.test(text) ? '/start' : text;
}

function showEntity(entity: MessageEntity): SandboxMessage['entities'][number] {
  const { type, offset, length } = entity;
  return {
    type,
    offset,
    length,
    ...(entity.type === 'text_link' && { url: entity.url }),
    ...(entity.type === 'pre' && entity.language && { language: entity.language }),
  };
}

function showButton(button: InlineKeyboardButton): InlineButton {
  const face = { text: button.text, style: button.style };
  if ('url' in button) return { ...face, action: 'url', url: button.url };
  if ('copy_text' in button) return { ...face, action: 'copy', copyText: button.copy_text.text };
  if ('callback_data' in button) return { ...face, action: 'callback' };
  return { ...face, action: 'disabled' };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
