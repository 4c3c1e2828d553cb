/** Live events: they leave after the commit, in batches, and reach the pages open on every instance. */
import { setImmediate } from 'node:timers';
import { afterCommit, type Database, type Tx } from './database.ts';
import type { Log } from './log.ts';

export interface Live {
  /** Tells everybody who listens to this topic, once the transaction is committed. */
  publish(tx: Tx, topic: string): void;
  /** Calls `hear` at each event of the topic, and also when events may have been missed. Gives back how to stop. */
  subscribe(topic: string, hear: () => void): () => void;
}

const channel = 'otklik_live';
// PostgreSQL allows 8,000 bytes in one NOTIFY.
const topicsInOne = 60;

/** Topics are ASCII words of up to 100 characters: `sign_up:<id>`. They carry no data. */
export async function startLive(database: Database, log: Log): Promise<Live> {
  const subscribers = new Map<string, Set<() => void>>();
  const waiting = new Set<string>();
  await database.listen(
    channel,
    (payload) => {
      for (const topic of JSON.parse(payload) as string[]) tell(topic);
    },
    () => {
      for (const topic of subscribers.keys()) tell(topic);
    },
  );
  return { publish, subscribe };

  function publish(tx: Tx, topic: string): void {
    afterCommit(tx, () => {
      if (waiting.size === 0) setImmediate(() => void announce());
      waiting.add(topic);
    });
  }

  function subscribe(topic: string, hear: () => void): () => void {
    const hearing = subscribers.get(topic) ?? new Set();
    subscribers.set(topic, hearing.add(hear));
    return () => {
      hearing.delete(hear);
      if (hearing.size === 0 && subscribers.get(topic) === hearing) subscribers.delete(topic);
    };
  }

  function tell(topic: string): void {
    for (const hear of subscribers.get(topic) ?? []) hear();
  }

  async function announce(): Promise<void> {
    const topics = [...waiting];
    waiting.clear();
    for (let start = 0; start < topics.length; start += topicsInOne) {
      try {
        await database.announce(channel, JSON.stringify(topics.slice(start, start + topicsInOne)));
      } catch (error) {
        // Pages ask again by themselves; a lost event costs them seconds, not data.
        log.warn({ err: error }, 'A batch of live events could not be announced.');
      }
    }
  }
}
