/** What can be done to a message afterwards: edit, delete, react. */
import type { Message } from '@grammyjs/types';
import { formattedText } from '../entities.ts';
import { type Markup, readMarkup } from '../markup.ts';
import { isRecord, type Params } from '../params.ts';
import type { Phone } from '../phones.ts';
import { isPrivateChat, requireRecipient } from '../recipient.ts';
import { badRequest } from '../refusal.ts';
import { unixTime, type World } from '../world.ts';

export function editMessageText(world: World, params: Params): Message {
  const { text, entities } = formattedText(params, { text: 'text', entities: 'entities' });
  const markup = readInlineMarkup(params);
  const phone = requireRecipient(world, params);
  const message = requireOwnMessage(world, phone, params);
  if (message.text === undefined) throw badRequest('there is no text in the message to edit');
  const { entities: _, reply_markup: __, ...rest } = message;
  return change(world, phone, message, {
    ...rest,
    text,
    ...(entities.length > 0 && { entities }),
    ...(markup.kind === 'inline' && { reply_markup: markup.markup }),
  });
}

export function editMessageReplyMarkup(world: World, params: Params): Message {
  const markup = readInlineMarkup(params);
  const phone = requireRecipient(world, params);
  const message = requireOwnMessage(world, phone, params);
  const { reply_markup: _, ...rest } = message;
  return change(world, phone, message, {
    ...rest,
    ...(markup.kind === 'inline' && { reply_markup: markup.markup }),
  });
}

const twoDays = 48 * 60 * 60;

export function deleteMessage(world: World, params: Params): true {
  const phone = requireRecipient(world, params);
  const message = world.messages.find(phone, params.integer('message_id'));
  if (!message) throw badRequest('message to delete not found');
  if (unixTime(world.clock) - message.date >= twoDays) throw badRequest("message can't be deleted");
  world.messages.remove(phone, message.message_id);
  return true;
}

// The emoji that Telegram takes as reactions (Bot API, ReactionTypeEmoji).
const reactions = new Set(
  `❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈
   😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡`.split(
    /\s+/,
  ),
);

export function setMessageReaction(world: World, params: Params): true {
  const given = params.json('reaction', 'reaction types') ?? [];
  if (!Array.isArray(given)) throw badRequest('expected an Array of ReactionType');
  const emoji = given.map((one: unknown) => (isRecord(one) ? one.emoji : undefined));
  const phone = requireRecipient(world, params);
  const message = world.messages.find(phone, params.integer('message_id'));
  if (!message) throw badRequest('message to react not found');
  if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  if (!emoji.every((one): one is string => typeof one === 'string' && reactions.has(one))) {
    throw badRequest('REACTION_INVALID');
  }
  world.messages.react(phone, message, emoji);
  return true;
}

function readInlineMarkup(params: Params): Markup {
  const markup = readMarkup(params, isPrivateChat(params));
  if (markup.kind === 'reply' || markup.kind === 'remove') {
    throw badRequest('inline keyboard expected');
  }
  return markup;
}

function requireOwnMessage(world: World, phone: Phone, params: Params): Message {
  const message = world.messages.find(phone, params.integer('message_id'));
  if (!message) throw badRequest('message to edit not found');
  if (!message.from?.is_bot) throw badRequest("message can't be edited");
  return message;
}

function change(world: World, phone: Phone, before: Message, after: Message): Message {
  if (contentOf(before) === contentOf(after)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const edited = { ...after, edit_date: unixTime(world.clock) };
  world.messages.replace(phone, edited);
  return edited;
}

function contentOf({ text, entities, reply_markup }: Message): string {
  return JSON.stringify([text, entities ?? [], reply_markup ?? null]);
}
