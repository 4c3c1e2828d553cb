/** Keys by which a write may be repeated: the same words get the same key until they have arrived. */

export interface AttemptKey {
  /** The key for this body: the one of the last attempt if nothing has changed since. */
  for(body: unknown): string;
  /** The attempt has succeeded: the same words written again are new ones. */
  done(): void;
}

/** Keeps the key of one form; a lost answer can be asked for again without the thing being done twice. */
export function makeAttemptKey(make: () => string = newKey): AttemptKey {
  let last: { said: string; key: string } | undefined;
  return {
    for(body) {
      const said = JSON.stringify(body);
      if (last?.said !== said) last = { said, key: make() };
      return last.key;
    },
    done() {
      last = undefined;
    },
  };
}

// randomUUID exists only on https and localhost, and the product may be served in a plain office network.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
