/** Whom a call is for, and whether the bot may write to them (server source, `check_chat`). */

import type { Params } from './params.ts';
import type { Phone } from './phones.ts';
import { badRequest, forbidden } from './refusal.ts';
import type { World } from './world.ts';

/** The phone named by `chat_id`; throws what Telegram says to a bot that may not write there. */
export function requireRecipient(world: World, params: Params): Phone {
  const given = params.text('chat_id').trim();
  if (given === '') throw badRequest('chat_id is empty');
  const id = params.integer('chat_id');
  if (id === world.bot.id) throw forbidden("the bot can't send messages to the bot");
  const phone = world.phones.byTelegramId(id) ?? stranger(world, id);
  if (!phone || phone.chat === 'never_started') throw badRequest('chat not found');
  if (phone.chat === 'blocked') throw forbidden('bot was blocked by the user');
  if (phone.chat === 'deactivated') throw forbidden('user is deactivated');
  return phone;
}

/** Groups and channels have negative ids, or names with an @. */
export function isPrivateChat(params: Params): boolean {
  return !/^[-@]/.test(params.text('chat_id').trim());
}

/** In the demonstration an id from nowhere is somebody who has pressed Start, so that what they receive can be seen. */
function stranger(world: World, id: number): Phone | undefined {
  const possible = id > 0 && id <= 2 ** 52;
  if (!world.switches.knowsEveryone || !possible) return undefined;
  return world.phones.add({ firstName: '…', telegramId: id }, 'started');
}
