/** What comes in from Telegram: stored once and for all, then worked off chat by chat. */
import type { Update } from 'grammy/types';
import type { Tx } from '../../platform/database.ts';
import { insertUpdates } from './updates.queries.ts';

/** Everything that we ask Telegram for; it remembers the list. */
export const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
] as const;

/** Stores a batch in its order; one that is there already is passed over. Gives how many were new. */
export async function storeUpdates(
  tx: Tx,
  botId: number,
  updates: readonly Update[],
): Promise<number> {
  if (updates.length === 0) return 0;
  return insertUpdates(
    tx,
    botId,
    updates.map((update) => ({ update, chatId: chatOf(update) })),
  );
}

/** The chat (or else the person) whose order the update belongs to. */
function chatOf(update: Update): number {
  const { message, edited_message: edited, callback_query: query, my_chat_member: member } = update;
  const chat = message?.chat ?? edited?.chat ?? query?.message?.chat ?? member?.chat;
  const id: unknown = chat?.id ?? query?.from?.id;
  // One that no chat has must not hold up the batch it comes in.
  return Number.isSafeInteger(id) ? (id as number) : 0;
}
