/** A clock that runs like the real one and can be moved on besides: for a product that a browser looks at. */
import { sql } from 'drizzle-orm';
import type { Clock } from '../server/platform/clock.ts';
import { type Database, rows } from '../server/platform/database.ts';

export class MovableClock implements Clock {
  #ahead: number;
  #sleepers = new Set<() => void>();

  constructor(ahead = 0) {
    this.#ahead = ahead;
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const wakesAt = this.now().getTime() + milliseconds;
      const sleepers = this.#sleepers;
      const left = () => wakesAt - this.now().getTime();
      let timer = setTimeout(look, milliseconds);
      sleepers.add(look);
      signal?.addEventListener('abort', abort, { once: true });

      // Called by its own timer, and whenever the clock has been moved.
      function look(): void {
        clearTimeout(timer);
        if (left() > 0) {
          timer = setTimeout(look, left());
          return;
        }
        sleepers.delete(look);
        signal?.removeEventListener('abort', abort);
        resolve();
      }
      function abort(): void {
        clearTimeout(timer);
        sleepers.delete(look);
        reject(signal?.reason);
      }
    });
  }

  /** Moves the database's time first, so that whoever wakes finds it moved, and then this clock. */
  async advance(database: Database, milliseconds: number): Promise<void> {
    await database.handle.execute(
      sql`update clock_shift set shift = shift + make_interval(secs => ${milliseconds / 1000})`,
    );
    this.#ahead += milliseconds;
    for (const look of [...this.#sleepers]) look();
  }
}

/** A clock that is as far ahead as the database has been moved: whoever comes back stays in the same time. */
export async function movableClockFor({ handle }: Database): Promise<MovableClock> {
  const [row] = await rows<{ ahead: string }>(
    handle,
    sql`select (extract(epoch from shift) * 1000)::bigint::text as ahead from clock_shift`,
  );
  return new MovableClock(Number(row?.ahead));
}
