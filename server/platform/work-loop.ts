/** Works off what waits in a table, several at a time: when woken, while there is more, and by looking again. */
import type { Platform } from './platform.ts';

export interface WorkLoop {
  /** There is something to do: to be called after the commit that stored it. */
  wake(): void;
  /** Has `idle` and `stop` wait for this too. It must not reject. */
  track(work: Promise<void>): void;
  /** Resolves when nothing is under way and nothing is due. */
  idle(): Promise<void>;
  /** Finishes what is in hand and takes nothing more. */
  stop(): Promise<void>;
}

/** What another instance has left, or a pause has freed, is looked for so often. */
const lookMilliseconds = 1_000;

/** Begins at once. What `workOffOne` throws is logged with the sentence `trouble`, and tried again at the next look. */
export function startWorkLoop(
  { clock, log }: Pick<Platform, 'clock' | 'log'>,
  {
    concurrency,
    workOffOne,
    trouble,
  }: {
    concurrency: number;
    /** Says whether there was one. */
    workOffOne: () => Promise<boolean>;
    trouble: string;
  },
): WorkLoop {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let working = 0;
  let woken = false;
  const looking = look();
  wake();
  return { wake, track, idle, stop };

  function wake(): void {
    woken = true;
    if (working < concurrency && !stopping.signal.aborted) track(work());
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await looking;
    await idle();
  }

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.wait(lookMilliseconds, stopping.signal).catch(() => {});
      wake();
    }
  }

  async function work(): Promise<void> {
    working++;
    try {
      while (!stopping.signal.aborted) {
        woken = false;
        const worked = await workOffOne();
        // Where one was, more may be: another chat's can be taken at the same time.
        if (worked) wake();
        else if (!woken) return;
      }
    } catch (error) {
      log.error({ err: error }, trouble);
    } finally {
      working--;
    }
  }
}
