/** Live events: they leave after the commit, in batches and in order, and reach the pages open on every instance. */
import { setImmediate } from 'node:timers';
import { afterCommit, type Database, type Tx } from './database.ts';
import type { Log } from './log.ts';

export interface Live {
  /** Tells everybody who listens to this topic, once the transaction is committed; the detail says what of it has changed. */
  publish(tx: Tx, topic: string, detail?: string): void;
  /**
   * Calls `hear` at each event of the topic with its detail, and without one also when events may
   * have been missed. Gives back how to stop.
   */
  subscribe(topic: string, hear: (detail?: string) => void): () => void;
}

const channel = 'otklik_live';
// PostgreSQL allows 8,000 bytes in one NOTIFY.
const topicsInOne = 60;

/** Topics and details are ASCII words without spaces, together up to 100 characters: `desk`, `ticket:<id>`. They carry no data. */
export async function startLive(database: Database, log: Log): Promise<Live> {
  const subscribers = new Map<string, Set<(detail?: string) => void>>();
  const waiting = new Set<string>();
  let announcing = false;
  await database.listen(
    channel,
    (payload) => {
      for (const event of JSON.parse(payload) as string[]) tell(...split(event));
    },
    () => {
      for (const topic of subscribers.keys()) tell(topic);
    },
  );
  return { publish, subscribe };

  function publish(tx: Tx, topic: string, detail?: string): void {
    afterCommit(tx, () => {
      waiting.add(detail === undefined ? topic : `${topic} ${detail}`);
      if (announcing) return;
      announcing = true;
      setImmediate(() => void announce());
    });
  }

  function subscribe(topic: string, hear: (detail?: string) => void): () => void {
    const hearing = subscribers.get(topic) ?? new Set();
    subscribers.set(topic, hearing.add(hear));
    return () => {
      hearing.delete(hear);
      if (hearing.size === 0 && subscribers.get(topic) === hearing) subscribers.delete(topic);
    };
  }

  function tell(topic: string, detail?: string): void {
    for (const hear of subscribers.get(topic) ?? []) hear(detail);
  }

  /** One batch after the other: so events keep their order, and those of a busy moment gather. */
  async function announce(): Promise<void> {
    while (waiting.size > 0) {
      const topics = [...waiting].slice(0, topicsInOne);
      for (const topic of topics) waiting.delete(topic);
      try {
        await database.announce(channel, JSON.stringify(topics));
      } catch (error) {
        // Pages ask again by themselves; a lost event costs them seconds, not data.
        log.warn({ err: error }, 'A batch of live events could not be announced.');
      }
    }
    announcing = false;
  }
}

function split(event: string): [topic: string, detail?: string] {
  const space = event.indexOf(' ');
  return space < 0 ? [event] : [event.slice(0, space), event.slice(space + 1)];
}
