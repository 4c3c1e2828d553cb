/** What the browser offers to all its tabs together, with a stand-in where it offers nothing. */

/**
 * Runs the work while no other tab runs work under this name.
 * Web Locks exist only on https and localhost: elsewhere every tab works for itself.
 */
export function alone<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  return locks.request(name, signal ? { signal } : {}, work) as Promise<T>;
}

/** A value in localStorage that components can follow; other tabs follow it too. Where storage is refused it lives in memory. */
export interface Stored {
  get(): string | undefined;
  set(value: string | undefined): void;
  subscribe(hear: () => void): () => void;
}

export function stored(key: string): Stored {
  const listeners = new Set<() => void>();
  let memory: string | undefined;
  let refused = false;

  return {
    get() {
      try {
        if (!refused) return localStorage.getItem(key) ?? undefined;
      } catch {
        refused = true;
      }
      return memory;
    },
    set(value) {
      memory = value;
      try {
        if (value === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        refused = true;
      }
      for (const hear of listeners) hear();
    },
    subscribe(hear) {
      const overheard = (event: StorageEvent) => {
        if (event.key === key || event.key === null) hear();
      };
      listeners.add(hear);
      addEventListener('storage', overheard);
      return () => {
        listeners.delete(hear);
        removeEventListener('storage', overheard);
      };
    },
  };
}
