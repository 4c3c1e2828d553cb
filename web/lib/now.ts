/** The present moment on a screen that says how long ago, or how soon, things are. */
import { useSyncExternalStore } from 'react';

const step = 30_000;

/** Milliseconds as of `Date.now()`, to the half minute; the component follows it. */
export function useNow(): number {
  return useSyncExternalStore(everyStep, () => Math.floor(Date.now() / step) * step);
}

function everyStep(hear: () => void): () => void {
  const timer = setInterval(hear, step);
  return () => clearInterval(timer);
}
