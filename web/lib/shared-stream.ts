/** One stream for all tabs of the browser: the tab that holds the lock reads it and passes everything on. */
import { alone } from './browser.ts';
import type { Listening, StreamState } from './stream.ts';

export interface SharedTools {
  alone(name: string, work: () => Promise<void>, signal: AbortSignal): Promise<void>;
  channel(name: string): Channel;
}

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;
type Word<Event> = { event: Event } | { state: StreamState } | { hello: true };

export interface SharedStream<Event> {
  /** Joins; the first to join opens the stream, a follower takes over when its tab closes. Gives back how to leave. */
  join(listening: Omit<Listening<Event>, 'signal'>): () => void;
}

const browser: SharedTools = { alone, channel: (name) => new BroadcastChannel(name) };

/** Shares what `read` hears under this name: tabs that use the same name must read the same thing. */
export function sharedStream<Event>(
  name: string,
  read: (listening: Listening<Event>) => Promise<void>,
  tools: SharedTools = browser,
): SharedStream<Event> {
  return { join };

  function join(mine: Omit<Listening<Event>, 'signal'>): () => void {
    const left = new AbortController();
    const channel = tools.channel(name);
    let leading: StreamState | undefined;

    channel.addEventListener('message', (message: MessageEvent<Word<Event>>) => {
      const word = message.data;
      if ('hello' in word) {
        if (leading) tell({ state: leading });
      } else if (!leading) {
        if ('event' in word) mine.hear(word.event);
        else mine.state(word.state);
      }
    });
    tell({ hello: true });
    void tools.alone(name, lead, left.signal).catch(() => undefined);

    return () => {
      left.abort();
      channel.close();
    };

    function lead(): Promise<void> {
      leading = 'connecting';
      return read({
        signal: left.signal,
        hear(event) {
          tell({ event });
          if (!left.signal.aborted) mine.hear(event);
        },
        state(state) {
          leading = state;
          tell({ state });
          if (!left.signal.aborted) mine.state(state);
        },
      }).finally(() => {
        leading = undefined;
      });
    }

    function tell(word: Word<Event>): void {
      if (!left.signal.aborted) channel.postMessage(word);
    }
  }
}
