/** Time comes from here, so that tests can hold it still and move it. */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';

export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds of this clock, or rejects when the signal aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
};

/**
 * The database's time, which every instance shares; tests move it together with the injected clock.
 * Use it wherever two instances compare times. It is the start of the statement, not of the transaction.
 */
export const databaseNow = sql<Date>`otklik_now()`;
