/** What a person does with the phone: each act changes the chat and tells the bot by an update. */
import type { Message } from '@grammyjs/types';
import type { ContactKind, SandboxMessage, SandboxSpinner } from '../../contract/sandbox-shapes.ts';
import { CodedError } from '../platform/errors.ts';
import { contactCard } from './contact-card.ts';
import { typedText } from './entities.ts';
import { imageSize } from './image-size.ts';
import type { StoredMessage } from './messages.ts';
import { fileContent } from './methods/sending.ts';
import type { Upload } from './params.ts';
import { chatOf, type Phone, userOf } from './phones.ts';
import type { Press } from './presses.ts';
import { showMessage } from './show-message.ts';
import type { UpdateBody } from './update-queue.ts';
import { unixTime, type World } from './world.ts';

/** The person's side. Acts that an app would not offer throw `sandbox.refused`; unknown ids `sandbox.not_found`. */
export interface Person {
  /** Presses Start; with the parameter of a deep link the bot receives `/start <parameter>`. Unblocks as well. */
  start(phoneId: string, parameter?: string): SandboxMessage;
  sendText(phoneId: string, text: string, options?: { replyTo?: number }): SandboxMessage;
  /** The own text, or the caption of an own file. */
  editText(phoneId: string, messageId: number, text: string): SandboxMessage;
  /** `of` is a phone: whose card it is, or who the own card is forwarded from. */
  shareContact(phoneId: string, kind?: ContactKind, of?: string): SandboxMessage;
  sendFile(phoneId: string, file: Upload, options?: FileOptions): SandboxMessage;
  /** Presses the button at this place, or with this text. */
  press(
    phoneId: string,
    messageId: number,
    button: string | { row: number; column: number },
  ): SandboxSpinner;
  /** The same query in a new update (tdlib/telegram-bot-api#699). */
  pressAgain(phoneId: string, queryId: string): SandboxSpinner;
  block(phoneId: string): Phone;
  unblock(phoneId: string): Phone;
  deactivate(phoneId: string): Phone;
}

export interface FileOptions {
  caption?: string;
  as?: 'photo' | 'document';
  replyTo?: number;
}

export function newPerson(world: World): Person {
  const { phones, messages, presses, updates, clock } = world;
  return {
    start,
    sendText,
    editText,
    shareContact,
    sendFile,
    press,
    pressAgain,
    block: (phoneId) => setBlocked(requirePhone(world, phoneId), true),
    unblock: (phoneId) => setBlocked(requirePhone(world, phoneId), false),
    deactivate: (phoneId) => phones.setChat(requirePhone(world, phoneId), 'deactivated'),
  };

  function start(phoneId: string, parameter?: string): SandboxMessage {
    const phone = requirePhone(world, phoneId);
    if (phone.chat === 'deactivated') throw new CodedError('sandbox.refused');
    if (phone.chat === 'blocked') setBlocked(phone, false);
    const started = phone.chat === 'started' ? phone : phones.setChat(phone, 'started');
    return send(started, typed(parameter === undefined ? '/start' : `/start ${parameter}`));
  }

  function sendText(phoneId: string, text: string, options: { replyTo?: number } = {}) {
    const phone = requireStarted(phoneId);
    foldKeyboard(phone, (button) => button.text === text);
    return send(phone, { ...typed(text), ...replyTo(phone, options.replyTo) });
  }

  function editText(phoneId: string, messageId: number, text: string): SandboxMessage {
    const phone = requireStarted(phoneId);
    const before = requireMessage(phone, messageId);
    const file = before.document ?? before.photo;
    if (before.from?.is_bot || (before.text === undefined && !file)) {
      throw new CodedError('sandbox.refused');
    }
    const { entities: _, caption: __, caption_entities: ___, ...rest } = before;
    const words = file ? captioned(text) : typed(text);
    const edited: Message = { ...rest, ...words, edit_date: unixTime(clock) };
    world.store.together(() => {
      messages.replace(phone, edited);
      updates.push(laneOf(phone), { edited_message: edited } as UpdateBody);
    });
    return showMessage(edited, messages.reactions(phone, messageId));
  }

  function shareContact(phoneId: string, kind: ContactKind = 'own', of?: string): SandboxMessage {
    const phone = requireStarted(phoneId);
    const other =
      of === undefined
        ? phones.list().find(({ id, phoneNumber }) => id !== phone.id && phoneNumber !== '')
        : requirePhone(world, of);
    foldKeyboard(phone, (button) => button.requestContact);
    return send(phone, contactCard(kind, phone, other, unixTime(clock)));
  }

  function sendFile(phoneId: string, file: Upload, options: FileOptions = {}): SandboxMessage {
    const phone = requireStarted(phoneId);
    const as = options.as ?? 'document';
    const fits = as === 'document' || imageSize(file.bytes) !== undefined;
    if (file.bytes.length === 0 || !fits) throw new CodedError('sandbox.refused');
    const stored = world.files.add(as === 'photo' ? 'photos' : 'documents', file);
    return send(phone, {
      ...fileContent(world, stored, as),
      ...captioned(options.caption ?? ''),
      ...replyTo(phone, options.replyTo),
    });
  }

  function press(
    phoneId: string,
    messageId: number,
    wanted: string | { row: number; column: number },
  ): SandboxSpinner {
    const phone = requireStarted(phoneId);
    const rows = requireMessage(phone, messageId).reply_markup?.inline_keyboard ?? [];
    const place = typeof wanted === 'string' ? placeOf(rows, wanted) : wanted;
    const button = place && rows[place.row]?.[place.column];
    if (!place || !button || !('callback_data' in button)) throw new CodedError('sandbox.refused');
    const made = presses.add(phone, { messageId, ...place, data: button.callback_data });
    ask(phone, made);
    world.events.emit({ type: 'pressed', phoneId, spinner: made.spinner });
    return made.spinner;
  }

  function pressAgain(phoneId: string, queryId: string): SandboxSpinner {
    const phone = requireStarted(phoneId);
    const known = presses.find(queryId);
    if (!known || known.chatId !== phone.telegramId) throw new CodedError('sandbox.not_found');
    ask(phone, known);
    return known.spinner;
  }

  function ask(phone: Phone, { spinner, data }: Press): void {
    updates.push(`person:${phone.telegramId}`, {
      callback_query: {
        id: spinner.queryId,
        from: userOf(phone),
        message: requireMessage(phone, spinner.messageId),
        chat_instance: String(phone.telegramId * 7),
        data,
      },
    });
  }

  /** Blocking tells the bot; so does unblocking (Bot API, Update.my_chat_member). */
  function setBlocked(phone: Phone, blocked: boolean): Phone {
    if (phone.chat !== (blocked ? 'started' : 'blocked')) throw new CodedError('sandbox.refused');
    const user = world.bot;
    const member = { status: 'member' as const, user };
    const kicked = { status: 'kicked' as const, user, until_date: 0 };
    return world.store.together(() => {
      updates.push(`member:${phone.telegramId}`, {
        my_chat_member: {
          chat: chatOf(phone),
          from: userOf(phone),
          date: unixTime(clock),
          old_chat_member: blocked ? member : kicked,
          new_chat_member: blocked ? kicked : member,
        },
      });
      return phones.setChat(phone, blocked ? 'blocked' : 'started');
    });
  }

  function send(phone: Phone, content: Partial<StoredMessage>): SandboxMessage {
    const from = userOf(phone);
    const message = world.store.together(() => {
      const base = { from, chat: chatOf(phone), date: unixTime(clock) };
      const added = messages.add(phone, { ...base, ...content });
      updates.push(laneOf(phone), { message: added } as UpdateBody);
      return added;
    });
    return showMessage(message, []);
  }

  function replyTo(phone: Phone, id: number | undefined): Partial<StoredMessage> {
    if (id === undefined) return {};
    const { reply_to_message: _, ...shallow } = requireMessage(phone, id);
    return { reply_to_message: shallow as StoredMessage['reply_to_message'] };
  }

  /** Apps fold a one-time keyboard away once one of its buttons was used. */
  function foldKeyboard(
    phone: Phone,
    used: (button: { text: string; requestContact: boolean }) => boolean,
  ): void {
    const keyboard = phones.keyboard(phone);
    if (keyboard?.oneTime && !keyboard.folded && keyboard.rows.flat().some(used)) {
      phones.setKeyboard(phone, { ...keyboard, folded: true });
    }
  }

  function requireStarted(phoneId: string): Phone {
    const phone = requirePhone(world, phoneId);
    if (phone.chat !== 'started') throw new CodedError('sandbox.refused');
    return phone;
  }

  function requireMessage(phone: Phone, id: number): Message {
    const message = messages.find(phone, id);
    if (!message) throw new CodedError('sandbox.not_found');
    return message;
  }
}

export function requirePhone(world: World, phoneId: string): Phone {
  const phone = world.phones.find(phoneId);
  if (!phone) throw new CodedError('sandbox.not_found');
  return phone;
}

function typed(given: string): Partial<StoredMessage> {
  const { text, entities } = typedText(given);
  if (text === '') throw new CodedError('sandbox.refused');
  return { text, ...(entities.length > 0 && { entities }) };
}

function captioned(given: string): Partial<StoredMessage> {
  const { text, entities } = typedText(given);
  return {
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
  };
}

function laneOf(phone: Phone): string {
  return `chat:${phone.telegramId}`;
}

function placeOf(rows: { text: string }[][], text: string) {
  for (const [row, buttons] of rows.entries()) {
    const column = buttons.findIndex((button) => button.text === text);
    if (column >= 0) return { row, column };
  }
  return undefined;
}
