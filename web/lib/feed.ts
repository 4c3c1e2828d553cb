/** A shared stream as components follow it: open while somebody looks, silent otherwise. */
import type { SharedStream } from './shared-stream.ts';
import type { StreamState } from './stream.ts';

export interface Feed {
  subscribe(hear: () => void): () => void;
  state(): StreamState;
}

/** Follows the stream for as long as a component is subscribed; `hear` gets every event, `refused` is told of the end. */
export function feed<Event>(
  shared: SharedStream<Event>,
  hear: (event: Event) => void,
  refused: () => void,
): Feed {
  const listeners = new Set<() => void>();
  let state: StreamState = 'connecting';
  let leave: (() => void) | undefined;

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      leave ??= shared.join({ hear, state: move });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        leave = undefined;
        state = 'connecting';
      };
    },
  };

  function move(to: StreamState): void {
    state = to;
    for (const listener of listeners) listener();
    if (to === 'refused') refused();
  }
}
