/** Work of one kind, for many: whoever asks for more than their share waits behind their own. */

export type Turns = <T>(who: string, work: () => Promise<T>) => Promise<T>;

interface Line {
  underWay: number;
  waiting: (() => void)[];
}

/** What one asks for is begun in the order of asking, so many `atOnce`; nobody waits for others here. */
export function newTurns(atOnce = 1): Turns {
  const lines = new Map<string, Line>();
  return async (who, work) => {
    const line = lines.get(who) ?? { underWay: 0, waiting: [] };
    lines.set(who, line);
    // Whoever ends hands the place over, so it is never free in between.
    if (line.underWay < atOnce) line.underWay += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else {
        line.underWay -= 1;
        if (line.underWay === 0) lines.delete(who);
      }
    }
  };
}
