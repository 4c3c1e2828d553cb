/** The present moment on a screen that says how long ago, or how soon, things are. */
import { useSyncExternalStore } from 'react';
import { serverNow } from './clock.ts';

const step = 30_000;

/** The server's time in milliseconds as of `Date.now()`, to the half minute; the component follows it. */
export function useNow(): number {
  return useSyncExternalStore(everyStep, () => Math.floor(serverNow() / step) * step);
}

function everyStep(hear: () => void): () => void {
  const timer = setInterval(hear, step);
  return () => clearInterval(timer);
}
