/** How often one may do what is done often: counted in this process alone, for the database would work as hard at counting as at doing it. */
import type { Clock } from './clock.ts';
import { CodedError } from './errors.ts';
import type { Limit } from './limits.ts';

/**
 * Counts one use by `who`, in windows that are the same for everybody. Throws `request.too_many` with
 * the seconds to wait. With several instances so much is allowed on each.
 */
export function newLocalLimit(
  clock: Pick<Clock, 'now'>,
  { count, seconds }: Pick<Limit, 'count' | 'seconds'>,
): (who: string) => void {
  let used = new Map<string, number>();
  let endsAt = 0;
  return (who) => {
    const now = clock.now().getTime();
    if (now >= endsAt) {
      used = new Map();
      endsAt = now + seconds * 1000;
    }
    const mine = (used.get(who) ?? 0) + 1;
    used.set(who, mine);
    if (mine <= count) return;
    throw new CodedError('request.too_many', { retryAfter: Math.ceil((endsAt - now) / 1000) });
  };
}
