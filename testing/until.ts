/** Waiting in tests of the whole app: for what phones and the bot have under way, and for what only comes with time. */
import { vi } from 'vitest';
import type { TestApp } from './app.ts';

type Waiting = Pick<TestApp, 'sandbox' | 'telegram' | 'advance'>;

/**
 * Resolves once all that the phones have done has come in and is worked off, and all that may go out now
 * is out. The bot must be able to poll: what Telegram is kept from handing over is waited for 20 s.
 */
export async function settled({ sandbox, telegram }: Waiting): Promise<void> {
  do {
    // Telegram keeps an update until the poll after the commit that stored it.
    await vi.waitFor(
      () => {
        if (sandbox.state().waitingUpdates > 0) throw new Error('Updates wait at Telegram.');
      },
      { timeout: 20_000, interval: 5 },
    );
    await workedOff(telegram);
  } while (sandbox.state().waitingUpdates > 0);
}

/**
 * Checks again and again until it does not throw; the clock moves meanwhile, past pauses and holds, but
 * never while a message is under way, which would run into its time limit. `hasty` moves it even then:
 * where the bot is broken, nothing comes to an end by itself.
 */
export function until<T>(
  app: Waiting,
  check: () => T | Promise<T>,
  { step = 500, hasty = false }: { step?: number; hasty?: boolean } = {},
): Promise<T> {
  const look = async () => {
    if (!hasty) await workedOff(app.telegram);
    try {
      return await check();
    } catch (error) {
      await app.advance(step);
      throw error;
    }
  };
  return vi.waitFor(look, { timeout: 25_000, interval: 25 });
}

async function workedOff(telegram: TestApp['telegram']): Promise<void> {
  await telegram.idle();
  await telegram.delivery.idle();
}
