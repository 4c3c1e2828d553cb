/** Whether an account has just been deleted in this tab: the first page says goodbye, once. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let said = false;

export const goodbye = {
  say: () => move(true),
  /** The person has read it. */
  forget: () => move(false),
};

export function useGoodbye(): boolean {
  return useSyncExternalStore(subscribe, () => said);
}

function subscribe(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

function move(to: boolean): void {
  said = to;
  for (const hear of listeners) hear();
}
