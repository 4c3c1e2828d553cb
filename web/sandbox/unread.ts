/** Counts what came into a chat while nobody looked. */
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';

/** How many messages of the bot came after the last one that was seen; nothing counts before the first look. */
export function unread(messages: SandboxMessage[], seen: number | undefined): number {
  if (seen === undefined) return 0;
  return messages.filter(({ from, id }) => from === 'bot' && id > seen).length;
}

/** The id of the newest message, 0 in an empty chat. */
export function newest(messages: SandboxMessage[]): number {
  return messages.reduce((highest, { id }) => Math.max(highest, id), 0);
}

/** Up to where is seen: everything while somebody looks, and at the first look. An emptied chat counts anew. */
export function seenNow(last: number, seen: number | undefined, looking: boolean): number {
  return looking || seen === undefined ? last : Math.min(seen, last);
}
