/** How long to stay away from Telegram after trouble. */
import type { Verdict } from '../telegram-errors.ts';

type Trouble = Verdict['kind'];

const ladders: Partial<Record<Trouble, readonly number[]>> = {
  // Two processes during a rolling deploy meet for seconds; a second bot for ever.
  conflict: [5, 10, 15, 30],
  // A revoked token does not heal by itself.
  refused: [30, 60, 120, 300],
};
const passing = [1, 2, 5, 10, 15, 30];

/**
 * Milliseconds to wait at the `times`-th trouble in a row (1 at the first). `random` spreads it by up
 * to a fifth; what Telegram asks for itself (429) is never shortened.
 */
export function pauseAfter(verdict: Verdict, times: number, random: number): number {
  const ladder = ladders[verdict.kind] ?? passing;
  const asked = verdict.kind === 'rate_limit' ? verdict.afterSeconds : 0;
  const seconds = asked || (ladder[Math.min(times, ladder.length) - 1] ?? 1);
  return Math.round(seconds * 1000 * (1 + 0.2 * random));
}
