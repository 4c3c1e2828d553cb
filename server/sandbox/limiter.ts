/** Telegram's limits on sending, as its FAQ gives them; the burst of 5 in one chat is a guess. */
import type { Clock } from '../platform/clock.ts';
import { tooManyRequests } from './refusal.ts';

export interface Limiter {
  readonly isOn: boolean;
  on(): void;
  off(): void;
  /** Counts one message to the chat, or throws 429 and counts nothing. Groups have negative ids. */
  take(chatId: number): void;
  reset(): void;
}

interface Rule {
  capacity: number;
  perSecond: number;
}

const perChat: Rule = { capacity: 5, perSecond: 1 };
const perGroup: Rule = { capacity: 20, perSecond: 20 / 60 };
const perBot: Rule = { capacity: 30, perSecond: 30 };

/** Full buckets are forgotten when there are more than this. */
const mostBuckets = 10_000;

interface Bucket {
  rule: Rule;
  tokens: number;
  at: number;
}

export function newLimiter(clock: Clock, onChange: () => void): Limiter {
  let isOn = true;
  const buckets = new Map<string, Bucket>();
  return {
    get isOn() {
      return isOn;
    },
    on: () => turn(true),
    off: () => turn(false),
    take(chatId) {
      if (!isOn) return;
      const now = clock.now().getTime();
      const needed = [fill('bot', perBot, now), fill(`chat:${chatId}`, perChat, now)];
      if (chatId < 0) needed.push(fill(`group:${chatId}`, perGroup, now));
      const wait = Math.max(...needed.map(secondsUntilToken));
      if (wait > 0) throw tooManyRequests(Math.ceil(wait));
      for (const bucket of needed) bucket.tokens -= 1;
      if (buckets.size > mostBuckets) forgetFull(now);
    },
    reset: () => buckets.clear(),
  };

  function turn(to: boolean): void {
    isOn = to;
    onChange();
  }

  function fill(key: string, rule: Rule, now: number): Bucket {
    const known = buckets.get(key);
    if (!known) {
      const made = { rule, tokens: rule.capacity, at: now };
      buckets.set(key, made);
      return made;
    }
    const gained = (Math.max(0, now - known.at) / 1000) * rule.perSecond;
    known.tokens = Math.min(rule.capacity, known.tokens + gained);
    known.at = now;
    return known;
  }

  function forgetFull(now: number): void {
    for (const [key, { rule }] of buckets) {
      if (fill(key, rule, now).tokens >= rule.capacity) buckets.delete(key);
    }
  }
}

function secondsUntilToken({ rule, tokens }: Bucket): number {
  // Sums of tenths fall a hair short of a whole token.
  return tokens >= 1 - 1e-9 ? 0 : (1 - tokens) / rule.perSecond;
}
