/** Work of one kind, for many: whoever asks for more waits behind their own. */

export type Turns = <T>(who: string, work: () => Promise<T>) => Promise<T>;

/** What one asks for is done one after the other, in the order of asking; nobody waits for others here. */
export function newTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (who, work) => {
    const mine = (last.get(who) ?? Promise.resolve()).then(work);
    const over = mine.catch(() => {});
    last.set(who, over);
    try {
      return await mine;
    } finally {
      if (last.get(who) === over) last.delete(who);
    }
  };
}
