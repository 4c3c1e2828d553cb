/** A rest that can be cut short; a call to wake that comes before the rest is not lost. */
import type { Clock } from '../platform/clock.ts';

export interface Sleeper {
  wake(): void;
  /** Somebody has called since the last rest began. */
  woken(): boolean;
  /** Rests so many milliseconds, or until `wake` or `stop`. */
  rest(milliseconds: number): Promise<void>;
  /** Rests whoever calls; only `stop` cuts it short. */
  pause(milliseconds: number): Promise<void>;
  stop(): void;
}

export function newSleeper(clock: Clock): Sleeper {
  const stopped = new AbortController();
  let woken = false;
  let resting: AbortController | undefined;
  return { wake, woken: () => woken, rest, pause, stop: () => stopped.abort() };

  function wake(): void {
    woken = true;
    resting?.abort();
  }

  async function rest(milliseconds: number): Promise<void> {
    if (!woken) {
      resting = new AbortController();
      await waitUnless(milliseconds, AbortSignal.any([resting.signal, stopped.signal]));
      resting = undefined;
    }
    woken = false;
  }

  function pause(milliseconds: number): Promise<void> {
    return waitUnless(milliseconds, stopped.signal);
  }

  async function waitUnless(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      await clock.wait(milliseconds, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
