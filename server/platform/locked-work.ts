/** Work that lies in a table, done by one instance at a time, whoever comes first. */
import { outsideTransaction } from './database.ts';
import type { Platform } from './platform.ts';

export interface LockedWork {
  /** Works on whatever is under way, unless another instance does; resolves when nothing is left to do here. */
  work(): Promise<void>;
  /** Tells `make` that it is over, and waits until it has ended. */
  stop(): Promise<void>;
}

interface Given<Next> {
  /** The name of the lock that all instances share. */
  lock: string;
  /** What the log says when it broke off. */
  complaint: string;
  /** What comes next; undefined when nothing is left. */
  next(): Promise<Next | undefined>;
  /** Does it, or as much of it as there is time for: `over` ends it early. */
  make(next: Next, over: AbortSignal): Promise<void>;
}

export function newLockedWork<Next>(
  { database, log }: Platform,
  { lock: name, complaint, next, make }: Given<Next>,
): LockedWork {
  const stopping = new AbortController();
  let again = false;
  let working: Promise<void> | undefined;
  return { work, stop };

  function work(): Promise<void> {
    again = true;
    working ??= outsideTransaction(workOn);
    return working;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await working;
  }

  async function workOn(): Promise<void> {
    while (again && !stopping.signal.aborted) {
      again = false;
      try {
        await workLocked();
      } catch (error) {
        log.error({ err: error }, complaint);
      }
    }
    working = undefined;
  }

  /** Looks again after the release: whoever asked before it was told that somebody works already. */
  async function workLocked(): Promise<void> {
    do {
      const lock = await database.tryLock(name);
      if (!lock) return;
      try {
        const over = AbortSignal.any([stopping.signal, lock.lost]);
        while (!over.aborted) {
          const found = await next();
          if (found === undefined) break;
          await make(found, over);
        }
      } finally {
        await lock.release();
      }
    } while (!stopping.signal.aborted && (await next()) !== undefined);
  }
}
