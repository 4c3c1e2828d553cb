/** Long polling: one poll waits at a time, and a newer one ends it (server source, `do_get_updates`). */
import type { Update } from '@grammyjs/types';
import type { Clock } from '../platform/clock.ts';
import { conflict, Refusal } from './refusal.ts';
import type { UpdateQueue } from './update-queue.ts';

export interface Polls {
  /** Waits up to `timeout` seconds (0 to 50) for an update. `gone` aborts when the caller has left. */
  poll(
    asked: { offset: number; limit: number; timeout: number },
    gone: AbortSignal,
  ): Promise<Update[]>;
  /** Ends the waiting poll with a refusal. */
  end(refusal: Refusal): void;
  stop(): void;
  /** Somebody waits now. */
  readonly waiting: boolean;
}

interface Waiting {
  wake(): void;
  refuse(refusal: Refusal): void;
}

const longest = 50;

export function newPolls(queue: UpdateQueue, clock: Clock): Polls {
  let waiting: Waiting | undefined;
  queue.onPush(() => waiting?.wake());
  return {
    poll,
    end: (refusal) => waiting?.refuse(refusal),
    stop: () => waiting?.refuse(new Refusal(500, 'Internal Server Error: restart')),
    get waiting() {
      return waiting !== undefined;
    },
  };

  async function poll(
    asked: { offset: number; limit: number; timeout: number },
    gone: AbortSignal,
  ): Promise<Update[]> {
    waiting?.refuse(
      conflict(
        'terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    const limit = asked.limit < 1 || asked.limit > 100 ? 100 : asked.limit;
    const timeout = Math.min(Math.max(asked.timeout, 0), longest);
    const ready = queue.take(asked.offset, limit);
    if (ready.length > 0 || timeout === 0) return ready;
    await untilUpdate(timeout, gone);
    return gone.aborted ? [] : queue.take(asked.offset, limit);
  }

  /** Resolves when an update has come, the time is over or the caller has left; rejects when the poll is ended. */
  function untilUpdate(timeout: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = new AbortController();
      const mine: Waiting = {
        wake: () => finish(resolve),
        refuse: (refusal) => finish(() => reject(refusal)),
      };
      waiting = mine;
      gone.addEventListener('abort', mine.wake, { once: true });
      clock.wait(timeout * 1000, over.signal).then(mine.wake, () => {});
      if (gone.aborted) mine.wake();

      function finish(settle: () => void): void {
        if (waiting === mine) waiting = undefined;
        gone.removeEventListener('abort', mine.wake);
        settle();
        over.abort();
      }
    });
  }
}
