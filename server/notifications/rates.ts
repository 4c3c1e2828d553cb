/** How fast a bot and one chat may send. */

export interface Rates {
  /** Messages a second for the whole bot. */
  perSecond: number;
  /** How many may leave at once after a rest … */
  capacity: number;
  /** … the last so many of them only for codes and answers. */
  reserve: number;
  perLane: { perSecond: number; burst: number };
}

/**
 * Below Telegram's own 30 a second and 1 a second in one chat (core.telegram.org, "My bot is
 * hitting limits"), so that in no window of t seconds more than 25 t + 10 leave.
 */
export const telegramRates: Rates = {
  perSecond: 25,
  capacity: 10,
  reserve: 5,
  perLane: { perSecond: 1, burst: 3 },
};

/** No limits of ours: for a Bot API server that has none, and for measuring. */
export const unlimited: Rates = {
  perSecond: Number.POSITIVE_INFINITY,
  capacity: Number.POSITIVE_INFINITY,
  reserve: 0,
  perLane: { perSecond: Number.POSITIVE_INFINITY, burst: 1 },
};

export interface Allowance {
  /** So many may leave now … */
  urgent: number;
  /** … of which so many at most may be neither codes nor answers, and only while the reserve stays whole. */
  ordinary: number;
}

export function allowanceOf(tokens: number, rates: Rates): Allowance {
  return {
    urgent: Math.max(0, Math.floor(tokens)),
    ordinary: Math.max(0, Math.floor(tokens - rates.reserve)),
  };
}

// A tenth of a second of Telegram's limit: to claim three costs hardly more than to claim one.
const together = 3;

/**
 * Milliseconds until the bucket holds enough: nought where it does for one; an empty one fills up for
 * three, since whoever empties it has more to send.
 */
export function untilToken(tokens: number, rates: Rates, urgent: boolean): number {
  const kept = urgent ? 0 : rates.reserve;
  if (tokens >= kept + 1) return 0;
  const wanted = Math.max(kept + 1, Math.min(kept + together, rates.capacity));
  return Math.ceil(((wanted - tokens) / rates.perSecond) * 1000);
}

/** Seconds between two messages of a lane once its burst is used up. */
export function laneInterval(rates: Rates): number {
  return 1 / rates.perLane.perSecond;
}

/** How far ahead of its steady pace a lane may run, in seconds. */
export function laneBurst(rates: Rates): number {
  const interval = laneInterval(rates);
  return interval === 0 ? 0 : (rates.perLane.burst - 1) * interval;
}
