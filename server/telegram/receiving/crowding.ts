/** Chats that say more in a minute than is listened to anyway: the others do not wait for them. */
import type { Clock } from '../../platform/clock.ts';

const share = 30;
const windowMilliseconds = 60_000;
/** With so many crowds at once their order matters no more, and the list of them would cost more than it saves. */
const mostChats = 100;

export interface Crowding {
  /** An update of this chat was taken. */
  note(chatId: number): void;
  /** Those that have had their share of this minute. */
  chats(): number[];
}

/** Counted in this process alone: each instance is fair by itself. */
export function newCrowding(clock: Pick<Clock, 'now'>): Crowding {
  let taken = new Map<number, number>();
  let crowds = new Set<number>();
  let endsAt = 0;
  return {
    note(chatId) {
      const count = (taken.get(chatId) ?? 0) + 1;
      taken.set(chatId, count);
      if (count >= share && crowds.size < mostChats) crowds.add(chatId);
    },
    chats() {
      const now = clock.now().getTime();
      if (now >= endsAt) {
        taken = new Map();
        crowds = new Set();
        endsAt = now + windowMilliseconds;
      }
      return [...crowds];
    },
  };
}
