/** The server's time on this screen: countdowns stay right where the browser's clock is wrong. */
import { useSyncExternalStore } from 'react';

const halfSecond = 500;
const trusted = 3000;

let ahead = 0;

/** Notes what the server's clock says now. */
export function setClock(serverNow: string, here = Date.now()): void {
  const there = Date.parse(serverNow);
  if (Number.isFinite(there)) ahead = there - here;
}

/**
 * Notes the `Date` that an answer came with. It has whole seconds and says when the answer left: it
 * corrects only what is wrong by more than that.
 */
export function noteDate(header: string | null, here = Date.now()): void {
  const there = Date.parse(header ?? '') + halfSecond;
  if (Math.abs(there - serverNow(here)) > trusted) ahead = there - here;
}

/** The server's time, as `Date.now()` counts. */
export function serverNow(here = Date.now()): number {
  return here + ahead;
}

/** Whole seconds until then by the server's clock, never below 0. */
export function secondsUntil(then: string, here = Date.now()): number {
  return Math.max(0, Math.ceil((Date.parse(then) - serverNow(here)) / 1000));
}

/** `9:05`, and `1:02:03` above the hour. */
export function clockFace(seconds: number): string {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : `${Number(parts[0])}:${parts[1]}`;
}

/** Whole seconds until then, counting down on the screen; 0 when there is nothing to wait for. */
export function useSecondsUntil(then: string | undefined): number {
  return useSyncExternalStore(everySecond, () => (then ? secondsUntil(then) : 0));
}

function everySecond(hear: () => void): () => void {
  // Faster than a second, so that no second is seen to be skipped.
  const timer = setInterval(hear, 250);
  return () => clearInterval(timer);
}
