/** Tells pages and tests what has changed on the phones. */
import type { SandboxEvent } from '../../contract/sandbox-shapes.ts';

export interface Events {
  /** Nobody listens: what an event would hold need not be made. */
  readonly idle: boolean;
  emit(event: SandboxEvent): void;
  /** Gives back how to stop. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}

export function newEvents(): Events {
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    get idle() {
      return listeners.size === 0;
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      // Wrapped, so that one function may listen twice.
      const own = (event: SandboxEvent) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
