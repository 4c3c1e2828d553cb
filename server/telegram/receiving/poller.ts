/** Our own getUpdates loop: an offset moves on only when what is below it has been committed. */
import { type Api, GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { HeldLock } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { signalFor } from '../api.ts';
import { judge, type Verdict } from '../telegram-errors.ts';
import type { TelegramMetrics } from '../telegram-metrics.ts';
import { pauseAfter } from './back-off.ts';
import { noteAnswer, noteTrouble } from './poller-state.ts';
import { allowedUpdates, storeUpdates } from './updates.ts';

export interface Poller {
  /** Whether this instance is the one that polls. */
  polling(): boolean;
  /** Resolves at the end of the first poll, good or bad, or when another instance is found to poll. */
  begun: Promise<void>;
  /** Aborts the poll and gives the lock back. */
  stop(): Promise<void>;
}

interface Given {
  botId: number;
  /** Gives up after 60 s. */
  pollingApi: Api;
  metrics: TelegramMetrics;
  /** Called after each commit that stored something new. */
  onStored(): void;
}

/** Telegram allows 50; health calls the bot deaf after 90 s without an answer. */
const pollSeconds = 30;
/** A standby takes over well within 15 s of the poller's end. */
const standbyMilliseconds = 3_000;

export function startPoller(platform: Platform, given: Given): Poller {
  const { database, clock, log, instanceId } = platform;
  const { botId, pollingApi: api, metrics, onStored } = given;
  const stopping = new AbortController();
  const began = Promise.withResolvers<void>();
  let held: HeldLock | undefined;
  const running = run();
  return { polling: () => held !== undefined, begun: began.promise, stop };

  async function stop(): Promise<void> {
    stopping.abort();
    await running;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        held = await database.tryLock(`poller:${botId}`);
        if (held) await pollWhileHeld(held);
        if (held?.lost.aborted) log.warn('The lock was lost: another instance may poll now.');
      } catch (error) {
        log.error({ err: error }, 'Polling was interrupted.');
      } finally {
        await release();
      }
      began.resolve();
      await pause(standbyMilliseconds, stopping.signal);
    }
    began.resolve();
  }

  async function release(): Promise<void> {
    const releasing = held;
    held = undefined;
    await releasing?.release().catch(() => {});
  }

  async function pollWhileHeld({ lost }: HeldLock): Promise<void> {
    const ended = AbortSignal.any([stopping.signal, lost]);
    log.info('This instance polls Telegram.');
    let offset = 0;
    let troubles = 0;
    // After a start and after trouble a poll does not linger: it is to say soon whether all is well.
    let linger = false;
    let webhookGone = false;
    while (!ended.aborted) {
      try {
        if (!webhookGone) await deleteForeignWebhook(ended);
        webhookGone = true;
        const updates = await api.getUpdates(
          {
            offset,
            limit: 100,
            timeout: linger ? pollSeconds : 0,
            allowed_updates: [...allowedUpdates],
          },
          signalFor(ended),
        );
        if (ended.aborted) return;
        await commit(updates);
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
        troubles = 0;
        linger = true;
      } catch (error) {
        if (ended.aborted) return;
        troubles++;
        linger = false;
        await recover(error, troubles, ended);
      }
      began.resolve();
    }
  }

  async function commit(updates: readonly Update[]): Promise<void> {
    const fresh = await database.transaction(async (tx) => {
      const stored = await storeUpdates(tx, botId, updates);
      await noteAnswer(tx, botId, instanceId);
      return stored;
    });
    if (fresh === 0) return;
    metrics.updates.inc({ event: 'received' }, fresh);
    onStored();
  }

  /** A webhook keeps getUpdates from answering; what waits at Telegram stays. */
  async function deleteForeignWebhook(ended: AbortSignal): Promise<void> {
    const { url } = await api.getWebhookInfo(signalFor(ended));
    if (url) {
      await api.deleteWebhook({ drop_pending_updates: false }, signalFor(ended));
      log.warn('A webhook was set for this bot; it was removed, because TELEGRAM_MODE is polling.');
    }
  }

  async function recover(error: unknown, times: number, ended: AbortSignal): Promise<void> {
    const fromTelegram = error instanceof GrammyError || error instanceof HttpError;
    const verdict = fromTelegram ? judge(error) : undefined;
    const milliseconds = verdict ? pauseAfter(verdict, times, Math.random()) : 1_000;
    metrics.pollErrors.inc({ kind: verdict?.kind ?? 'database' });
    if (verdict) {
      log.warn({ reason: verdict.reason, times, milliseconds }, 'Telegram could not be polled.');
      await tell(verdict);
    } else {
      log.error(
        { err: error, times },
        'Updates could not be stored; they will be asked for again.',
      );
    }
    began.resolve();
    await pause(milliseconds, ended);
  }

  async function tell({ reason }: Verdict): Promise<void> {
    try {
      await noteTrouble(database.handle, { botId, error: reason });
    } catch (error) {
      log.error({ err: error }, 'The trouble with Telegram could not be noted.');
    }
  }

  async function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
    if (ended.aborted) return;
    await clock.wait(milliseconds, ended).catch(() => {});
  }
}
