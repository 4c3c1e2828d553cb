/** Whether a person can be written to, as the updates tell it. */
import type { Chat, Update } from 'grammy/types';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { markBlocked, markReachable } from '../connections/connection.ts';
import { findSignUpOf } from '../sign-up/sign-up-open.ts';
import { publishSignUp } from '../sign-up/sign-up-topic.ts';

/**
 * In private chats `my_chat_member` comes when the bot is blocked and unblocked (Bot API, Update).
 * Whoever writes or presses can be reached as well, even if that update was missed.
 */
export async function recordReachability(
  tx: Tx,
  platform: Pick<Platform, 'live' | 'secrets' | 'config'>,
  update: Update,
): Promise<void> {
  const { my_chat_member: member, message, callback_query: query } = update;
  const chat = member?.chat ?? message?.chat ?? query?.message?.chat;
  if (!isPrivate(chat)) return;
  if (member?.new_chat_member.status === 'kicked') {
    await markBlocked(tx, platform, { chatId: chat.id, reason: 'blocked by the person' });
  } else {
    const from = (member ?? message ?? query)?.from;
    const username = from?.username ?? null;
    if (!(await markReachable(tx, platform, { chatId: chat.id, username }))) return;
  }
  // A page may be waiting for a code that cannot come now, or can come again.
  const signUp = await findSignUpOf(tx, chat.id);
  if (signUp) publishSignUp(tx, platform, signUp.id);
}

function isPrivate(chat: Chat | undefined): chat is Chat.PrivateChat {
  return chat?.type === 'private';
}
