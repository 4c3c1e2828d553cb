/** Collects results while a transaction is under way and writes them together in the next one. */
import { setImmediate } from 'node:timers/promises';
import type { Platform } from '../platform/platform.ts';
import type { Channel } from './channel.ts';
import type { DeliveryMetrics } from './delivery-metrics.ts';
import type { Rates } from './rates.ts';
import { HookFailed, type Recorded, type Result, recordResults } from './record.ts';
import { newSleeper } from './sleeper.ts';

export interface Recorder {
  add(result: Result): void;
  busy(): boolean;
  /** Writes what is left, and gives up what the database refuses again and again: leases then tell of it. */
  stop(): Promise<void>;
}

const atOnce = 200;
const hookTries = 3;
const triesWhenStopping = 3;

export function startRecorder(
  { database, clock, log }: Platform,
  {
    recorded,
    metrics,
    ...rules
  }: {
    channel: Channel;
    rates: Rates;
    random: () => number;
    metrics: DeliveryMetrics;
    recorded: () => void;
  },
): Recorder {
  let waiting: Result[] = [];
  let writing: Promise<void> | undefined;
  let stopping = false;
  const sleeper = newSleeper(clock);
  const hookFailures = new Map<string, number>();
  return { add, busy: () => writing !== undefined, stop };

  function add(result: Result): void {
    waiting.push(result);
    write();
  }

  function write(): void {
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (waiting.length > 0 && !stopping) write();
      recorded();
    });
  }

  async function stop(): Promise<void> {
    stopping = true;
    sleeper.stop();
    await writing;
  }

  async function writeAll(): Promise<void> {
    let failures = 0;
    // Sends that end in the same moment are written together.
    await setImmediate();
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const written = await database.transaction((tx) => recordResults(tx, batch, rules));
        failures = 0;
        for (const one of written) note(one);
        recorded();
      } catch (err) {
        failures++;
        waiting = [...batch.map((result) => afterFailure(result, err)), ...waiting];
        log.error({ err, times: failures }, 'Outcomes could not be recorded and are tried again.');
        if (stopping && failures >= triesWhenStopping) return;
        if (!(err instanceof HookFailed)) {
          await sleeper.pause(Math.min(10_000, 100 * 2 ** Math.min(failures, 7)));
        }
      }
    }
  }

  /** One result a notice: a late answer is judged by what the earlier result has made of it. */
  function takeBatch(): Result[] {
    const batch = new Map<string, Result>();
    const later: Result[] = [];
    for (const result of waiting) {
      if (batch.size >= atOnce || batch.has(result.noticeId)) later.push(result);
      else batch.set(result.noticeId, result);
    }
    waiting = later;
    return [...batch.values()];
  }

  /** A hook that throws again and again must not keep the outcome of its notice, nor of others, from being kept. */
  function afterFailure(result: Result, error: unknown): Result {
    if (!(error instanceof HookFailed) || error.noticeId !== result.noticeId) return result;
    const times = (hookFailures.get(result.token) ?? 0) + 1;
    if (times < hookTries) {
      hookFailures.set(result.token, times);
      return result;
    }
    hookFailures.delete(result.token);
    return { ...result, withoutHook: true };
  }

  function note({ facts, outcome, late, seconds }: Recorded): void {
    metrics.count(facts, outcome);
    if (facts.state === 'delivered') metrics.observe(facts, seconds);
    const { id: notice, kind, tries, reason } = facts;
    const entry = { notice, kind, outcome: outcome.kind, state: facts.state, tries, late, reason };
    if (outcome.kind === 'failed' || outcome.kind === 'stop') {
      log.error(entry, 'A notice could not be sent.');
    } else {
      log.info(entry, 'A notice was tried.');
    }
  }
}
