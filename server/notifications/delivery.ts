/** The delivery worker: claims the heads of lanes, has their sends run side by side, records what became of them. */

import { setTimeout as delay } from 'node:timers/promises';
import { type HeldLock, outsideTransaction } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { attemptDelivery } from './attempt.ts';
import { openBucket } from './bot-hold.ts';
import type { Channel, RecordedOutcome } from './channel.ts';
import { deliveryMetrics } from './delivery-metrics.ts';
import { type Attempt, admitFresh, claimHeads, lookAhead, type Prospect } from './lanes.queries.ts';
import { noticesTopic } from './notice.ts';
import { allowanceOf, type Rates, telegramRates, unlimited, untilToken } from './rates.ts';
import { startRecorder } from './recorder.ts';
import { newSleeper } from './sleeper.ts';
import { expireNotices, findLapsed, freeOrphanedLanes, ownerLock } from './sweep.ts';

export interface DeliveryOptions {
  channel: Channel;
  /** Telegram's when nothing is said: 25 a second, 1 a second in one chat. */
  rates?: Partial<Rates> | 'unlimited';
  /** How many sends may be under way side by side in this process. */
  concurrency?: number;
  /** A number from 0 to 1 that spreads the back-off. */
  random?: () => number;
}

export interface DeliveryState {
  /** The whole bot is held, and why: `rate_limit`, `connect`, `server`, `many_unreachable`, `refused: …`. */
  held?: { until: Date; reason: string };
  /** How many times in a row the database has refused the worker. */
  databaseFailures: number;
  /** How many sends are under way in this process. */
  inFlight: number;
}

export interface Delivery {
  wake(): void;
  /** Resolves when nothing can be sent at this moment and every outcome is recorded. */
  idle(): Promise<void>;
  /** Takes nothing new, finishes what is under way, records it. */
  stop(): Promise<void>;
  state(): DeliveryState;
}

/** A send's time-out is shorter than its lease, so that a lease that ran out means that nobody is sending. */
const times = { sendSeconds: 10, leaseSeconds: 30 };
/** What carries a file has to be uploaded. */
const fileTimes = { sendSeconds: 60, leaseSeconds: 120 };
const sweepEvery = 2000;
const longestRest = 1000;
const breath = 10;

/** Starts delivering this channel's notices. Rejects when the database cannot be reached. */
export async function startDelivery(
  platform: Platform,
  options: DeliveryOptions,
): Promise<Delivery> {
  const { database, clock, log, secrets } = platform;
  const { channel, concurrency = 100, random = Math.random } = options;
  const rates = ratesOf(options.rates);
  const owner = `${platform.instanceId}/${newId()}`;
  const metrics = deliveryMetrics(platform);
  const sleeper = newSleeper(clock);
  const recorder = startRecorder(platform, { channel, rates, random, metrics, recorded: wake });
  const sends = new Set<Promise<void>>();
  const idlers: { since: number; resolve: () => void }[] = [];
  let stopping = false;
  let databaseFailures = 0;
  let rounds = 0;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let held: DeliveryState['held'];
  /** How many attempts were begun, and when a round last looked for more. */
  let begun = 0;
  let lookedAt = 0;

  await database.transaction((tx) => openBucket(tx, channel.name, rates.capacity));
  let lock: HeldLock | undefined = await database.tryLock(ownerLock(owner));
  const unsubscribe = platform.live.subscribe(noticesTopic, wake);
  const running = outsideTransaction(() => run());
  return { wake, idle, stop, state };

  function wake(): void {
    sleeper.wake();
  }

  function idle(): Promise<void> {
    if (stopping) return Promise.resolve();
    return new Promise((resolve) => {
      idlers.push({ since: rounds, resolve });
      wake();
    });
  }

  async function stop(): Promise<void> {
    stopping = true;
    unsubscribe();
    sleeper.stop();
    await running;
    await Promise.all(sends);
    await recorder.stop();
    await lock?.release();
    for (const { resolve } of idlers.splice(0)) resolve();
  }

  function state(): DeliveryState {
    return { ...(held && { held }), databaseFailures, inFlight: sends.size };
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        const began = ++rounds;
        await sweepWhenDue();
        const before = begun;
        const rest = await sendWhatMay();
        databaseFailures = 0;
        if (rest > 0) {
          if (sends.size === 0 && !recorder.busy() && !sleeper.woken()) nothingToDo(began);
          await sleeper.rest(Math.min(rest, longestRest));
        }
        if (begun === before && idlers.length === 0) await breathe();
      } catch (err) {
        databaseFailures++;
        log.error({ err, times: databaseFailures }, 'Delivery could not work and tries again.');
        await sleeper.pause(Math.min(30_000, 250 * 2 ** Math.min(databaseFailures, 8)));
      }
    }
  }

  /**
   * After a round that found nothing to send the next one is a moment away, whatever comes: to look at
   * every commit of others would slow down those who write. Real time, since nothing is decided by it.
   */
  async function breathe(): Promise<void> {
    const since = performance.now() - lookedAt;
    if (since < breath) await delay(breath - since);
  }

  /** Who began to wait before this round has seen a whole one. */
  function nothingToDo(began: number): void {
    for (const idler of idlers.splice(0)) {
      if (idler.since < began) idler.resolve();
      else idlers.push(idler);
    }
  }

  /** One round. Gives the milliseconds until there may be more to do. */
  async function sendWhatMay(): Promise<number> {
    const places = concurrency - sends.size;
    if (places <= 0) return longestRest;
    lookedAt = performance.now();
    const prospect = await lookAhead(database.handle, channel.name, rates);
    noteHold(prospect);
    const wait = waitFor(prospect, rates);
    // Without a token not even a code may leave: to take in what is new can wait as well.
    const tokenIn = untilToken(prospect.tokens, rates, true);
    if (prospect.fresh && tokenIn > 0) return tokenIn;
    if (!prospect.fresh && wait > 0) return wait;
    if (!(await provenAlive())) return longestRest;
    const claimedAt = clock.now().getTime();
    const attempts = await database.transaction(async (tx) => {
      await admitFresh(tx, channel.name, rates);
      return claimHeads(tx, {
        channel: channel.name,
        owner,
        rates,
        most: places,
        leaseSeconds: times.leaseSeconds,
        fileLeaseSeconds: fileTimes.leaseSeconds,
        allowance: (tokens) => allowanceOf(tokens, rates),
      });
    });
    for (const attempt of attempts) begin(attempt, claimedAt);
    begun += attempts.length;
    // A lane that was ready and gave nothing is in somebody else's hands for a moment.
    return attempts.length > 0 || prospect.fresh ? 0 : 20;
  }

  function begin(attempt: Attempt, claimedAt: number): void {
    const lockThen = lock;
    const rules = {
      ...{ channel, database, clock, log, secrets },
      ...(attempt.notice.content.file ? fileTimes : times),
      fenced: () => lockThen === undefined || lockThen.lost.aborted,
    };
    const result = { noticeId: attempt.notice.id, token: attempt.token };
    const sending = attemptDelivery({ ...attempt, claimedAt }, rules, (outcome) =>
      recorder.add({ ...result, outcome }),
    )
      .catch((err: unknown): RecordedOutcome => {
        // The channel's own errors are caught closer to it: this came before anything was written.
        log.error({ err, notice: result.noticeId }, 'A notice could not be made ready to send.');
        return { kind: 'failed', reason: 'notice.malformed' };
      })
      .then((outcome) => {
        sends.delete(sending);
        recorder.add({ ...result, outcome });
      });
    sends.add(sending);
  }

  /** While others may think us dead they may take our leases, so nothing new is begun. */
  async function provenAlive(): Promise<boolean> {
    if (lock && !lock.lost.aborted) return true;
    lock = await database.tryLock(ownerLock(owner));
    return lock !== undefined;
  }

  async function sweepWhenDue(): Promise<void> {
    const now = clock.now().getTime();
    // The clock may have been set back.
    if (now >= sweptAt && now - sweptAt < sweepEvery) return;
    await freeOrphanedLanes(database.handle, channel.name);
    for (const lapsed of await findLapsed(database, { channel: channel.name, owner })) {
      recorder.add(lapsed);
    }
    for (const { facts, outcome } of await expire()) {
      metrics.count(facts, outcome);
      log.info(
        { notice: facts.id, kind: facts.kind, outcome: facts.state, tries: facts.tries },
        'A notice has ended unsent.',
      );
    }
    sweptAt = now;
  }

  /** A hook that throws must neither keep notices alive nor end the worker. */
  async function expire() {
    try {
      return await database.transaction((tx) =>
        expireNotices(tx, channel.name, channel.recordOutcome?.bind(channel)),
      );
    } catch (err) {
      log.error({ err }, 'Expired notices could not be told to the channel.');
      return database.transaction((tx) => expireNotices(tx, channel.name, undefined));
    }
  }

  function noteHold({ heldFor, holdReason }: Prospect): void {
    const before = held?.reason;
    held =
      heldFor > 0
        ? { until: new Date(clock.now().getTime() + heldFor), reason: holdReason ?? 'held' }
        : undefined;
    if (held && held.reason !== before) {
      log.error({ reason: held.reason, until: held.until }, 'The whole bot is held.');
    }
  }
}

/** Milliseconds until some lane may send: it must be ready, the bucket hold enough, and the bot not be held. */
function waitFor({ urgentIn, ordinaryIn, tokens, heldFor }: Prospect, rates: Rates): number {
  const urgent = waitOf(urgentIn, untilToken(tokens, rates, true));
  const ordinary = waitOf(ordinaryIn, untilToken(tokens, rates, false));
  return Math.max(heldFor, Math.min(urgent, ordinary));
}

function waitOf(readyIn: number | null, tokenIn: number): number {
  return readyIn === null ? longestRest : Math.max(readyIn, tokenIn);
}

function ratesOf(given: DeliveryOptions['rates']): Rates {
  return given === 'unlimited' ? unlimited : { ...telegramRates, ...given };
}
