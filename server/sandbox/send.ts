/** What all methods that send a message have in common. */
import type { Message } from '@grammyjs/types';
import type { Markup } from './markup.ts';
import type { StoredMessage } from './messages.ts';
import { isRecord, type Params } from './params.ts';
import { chatOf, type Phone } from './phones.ts';
import { badRequest } from './refusal.ts';
import { unixTime, type World } from './world.ts';

/** Checks reply and limits, then puts the message on the phone. The content was checked before. */
export function send(
  world: World,
  phone: Phone,
  given: { params: Params; markup: Markup; content: Partial<StoredMessage> },
): Message {
  const repliesTo = replyTarget(world, phone, given.params);
  world.limiter.take(phone.telegramId);
  const { markup, content } = given;
  const body: StoredMessage = {
    from: world.bot,
    chat: chatOf(phone),
    date: unixTime(world.clock),
    ...(repliesTo && { reply_to_message: repliesTo as StoredMessage['reply_to_message'] }),
    ...content,
    ...(markup.kind === 'inline' && { reply_markup: markup.markup }),
  };
  const message = world.messages.add(phone, body);
  if (markup.kind === 'reply') world.phones.setKeyboard(phone, markup.keyboard);
  if (markup.kind === 'remove') world.phones.setKeyboard(phone, undefined);
  world.onReceive(phone, message.text ?? message.caption ?? '');
  return message;
}

function replyTarget(world: World, phone: Phone, params: Params): Message | undefined {
  const parameters = params.json('reply_parameters', 'reply parameters');
  const asked = isRecord(parameters)
    ? {
        id: Number(parameters.message_id),
        optional: parameters.allow_sending_without_reply === true,
      }
    : {
        id: params.integer('reply_to_message_id'),
        optional: params.flag('allow_sending_without_reply'),
      };
  if (asked.id === 0 && !isRecord(parameters)) return undefined;
  const found = Number.isSafeInteger(asked.id) ? world.messages.find(phone, asked.id) : undefined;
  if (!found && !asked.optional) throw badRequest('message to be replied not found');
  if (!found) return undefined;
  // The message replied to comes along, but not what that one replied to.
  const { reply_to_message: _, ...shallow } = found;
  return shallow;
}
