/** How often a Telegram user may do something: the bot answers instead of throwing. */
import { CodedError } from '../platform/errors.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { BotContext } from './bot-context.ts';

/**
 * Counts one use by whoever wrote or pressed; the seconds to wait when none is left. The count shares
 * the update's transaction: where that is rolled back, nothing was done either.
 */
export async function secondsOver(
  { tx, platform, from }: Pick<BotContext, 'tx' | 'platform'> & { from: { id: number } },
  limits: readonly Limit[],
): Promise<number> {
  try {
    await takeFromLimits(tx, platform.secrets, { limits, who: String(from.id) });
    return 0;
  } catch (error) {
    if (error instanceof CodedError) return error.details.retryAfter ?? 1;
    throw error;
  }
}
