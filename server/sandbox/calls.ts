/** Every call that the bot has made, without its token. The latest are kept, in memory. */
import type { BotCall } from '../../contract/sandbox-shapes.ts';

export interface Calls {
  add(call: Omit<BotCall, 'number'>): BotCall;
  /** The oldest first. */
  list(): readonly BotCall[];
  clear(): void;
}

export function newCalls(keep: number): Calls {
  let kept: BotCall[] = [];
  let number = 0;
  return {
    add(call) {
      const numbered = { number: ++number, ...call };
      kept.push(numbered);
      // Cut rarely: moving the whole list at every call would be slow.
      if (kept.length > keep * 2) kept = kept.slice(-keep);
      return numbered;
    },
    list: () => (kept.length > keep ? kept.slice(-keep) : kept),
    clear() {
      kept = [];
    },
  };
}
