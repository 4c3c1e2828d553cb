/** A clock that stands still until a test moves it; the database's time moves with it. */
import { sql } from 'drizzle-orm';
import type { Clock } from '../server/platform/clock.ts';
import { type Database, readDatabaseTime } from '../server/platform/database.ts';

interface Sleeper {
  wakesAt: number;
  wake(): void;
}

export class TestClock implements Clock {
  #now: number;
  #sleepers = new Set<Sleeper>();

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const sleeper: Sleeper = { wakesAt: this.#now + milliseconds, wake: done(resolve) };
      const abort = () => done(reject)(signal?.reason);
      const sleepers = this.#sleepers;
      signal?.addEventListener('abort', abort, { once: true });
      sleepers.add(sleeper);

      function done<T>(settle: (value: T) => void) {
        return (value?: unknown) => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          settle(value as T);
        };
      }
    });
  }

  /** How many wait for this clock now. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /** Moves on and wakes, in order, everybody whose time has come. */
  tick(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = [...this.#sleepers]
        .filter(({ wakesAt }) => wakesAt <= end)
        .sort((one, other) => one.wakesAt - other.wakesAt)[0];
      if (!next) break;
      this.#now = Math.max(this.#now, next.wakesAt);
      next.wake();
    }
    this.#now = end;
  }

  /** Moves the database's time first, so that whoever wakes finds it moved, and then this clock. */
  async advance(database: Database, milliseconds: number): Promise<void> {
    await database.handle.execute(
      sql`update clock_shift set shift = shift + make_interval(secs => ${milliseconds / 1000})`,
    );
    this.tick(milliseconds);
  }
}

/** A test clock that begins at the database's present. */
export async function testClockFor(database: Database): Promise<TestClock> {
  return new TestClock(await readDatabaseTime(database.handle));
}

/** The database's time stands still as the test clock does, so that no limit's window ends because a machine is slow. */
export async function holdTime({
  database,
  clock,
}: {
  database: Database;
  clock: TestClock;
}): Promise<void> {
  const start = clock.now().toISOString();
  await database.handle.execute(
    sql.raw(`create or replace function otklik_now() returns timestamptz language sql stable as
      $$ select timestamptz '${start}' + (select "shift" from public."clock_shift") $$`),
  );
}
