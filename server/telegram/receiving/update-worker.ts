/** Works off stored updates: each chat in its order, many chats side by side, by as many instances as there are. */
import { savepoint, type Tx } from '../../platform/database.ts';
import { describeError } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import { startWorkLoop, type WorkLoop } from '../../platform/work-loop.ts';
import type { Effect, UpdateHandler } from '../bot-context.ts';
import type { TelegramMetrics } from '../telegram-metrics.ts';
import { newCrowding } from './crowding.ts';
import { type ClaimedUpdate, claimUpdate, countFailure, markDone } from './updates.queries.ts';

export type UpdateWorker = Pick<WorkLoop, 'wake' | 'idle' | 'stop'>;

export function startUpdateWorker(
  platform: Platform,
  given: { botId: number; handler: UpdateHandler; metrics: TelegramMetrics },
): UpdateWorker {
  const { clock, database, log } = platform;
  const { botId, handler, metrics } = given;
  // PGlite has one connection: more would only queue for it.
  const concurrency = database.name === 'pglite' ? 1 : 4;
  const crowding = newCrowding(clock);
  const loop = startWorkLoop(platform, {
    concurrency,
    workOffOne,
    trouble: 'Updates cannot be worked off; trying again.',
  });
  return loop;

  /**
   * Says whether there was one, also when it failed. A failure is counted before the update's lock is
   * given up: so nobody else takes it in between and cuts its pause short.
   */
  async function workOffOne(): Promise<boolean> {
    const outcome = await database.transaction(async (tx) => {
      const claimed = await claimUpdate(tx, botId, crowding.chats());
      if (!claimed) return undefined;
      crowding.note(claimed.chatId);
      const { updateId } = claimed;
      try {
        return { effects: await handle(tx, claimed) };
      } catch (error) {
        const { type, message } = describeError(error);
        const reason = `${type}: ${message}`;
        return { error, ...(await countFailure(tx, { botId, updateId, reason })) };
      }
    });
    if (!outcome) return false;
    if ('parked' in outcome) report(outcome);
    else {
      metrics.updates.inc({ event: 'worked' });
      if (outcome.effects.length > 0) loop.track(perform(outcome.effects));
    }
    return true;
  }

  function handle(tx: Tx, { update, updateId }: ClaimedUpdate): Promise<Effect[]> {
    return savepoint(tx, async (tx) => {
      const effects: Effect[] = [];
      await handler({ tx, update, platform, after: (effect) => void effects.push(effect) });
      await markDone(tx, botId, updateId);
      return effects;
    });
  }

  function report({ error, parked }: { error: unknown; parked: boolean }): void {
    metrics.updates.inc({ event: parked ? 'parked' : 'failed' });
    if (parked) log.error({ err: error }, 'An update has failed five times and is parked.');
    else log.warn({ err: error }, 'An update could not be worked off; it will be tried again.');
  }

  /** In their order; one that fails does not keep the next from its turn. */
  async function perform(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      try {
        await effect();
      } catch (error) {
        log.info({ err: error }, 'An effect of an update did not take place.');
      }
    }
  }
}
