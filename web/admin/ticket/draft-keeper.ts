/** Keeps an unfinished answer on the server: a moment after the last key, in order, and at once when leaving. */

export interface Draft {
  kind: 'message' | 'note';
  text: string;
}

interface DraftTools {
  save(draft: Draft): Promise<unknown>;
  /** Milliseconds without a key before it is saved. */
  pause?: number;
}

export interface DraftKeeper {
  changed(draft: Draft): void;
  /** Saves now what has not been saved yet, and waits for it. */
  flush(): Promise<void>;
}

export function makeDraftKeeper({ save, pause = 800 }: DraftTools): DraftKeeper {
  let waiting: Draft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();

  return {
    changed(draft) {
      waiting = draft;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), pause);
    },
    flush,
  };

  function flush(): Promise<void> {
    clearTimeout(timer);
    saving = saving.then(bring);
    return saving;
  }

  async function bring(): Promise<void> {
    const draft = waiting;
    if (!draft) return;
    waiting = undefined;
    try {
      await save(draft);
    } catch {
      // The text is still on the screen; the next key tries again with all of it.
      waiting ??= draft;
    }
  }
}
