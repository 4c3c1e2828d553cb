/** Who this tab is signed in as: the token lives in memory, tabs take turns to refresh it and tell each other. */
import { refusedWith } from './errors.ts';

/** `unknown` until the first refresh has answered. */
export type Standing = 'unknown' | 'in' | 'out';

export interface SessionTools {
  /** Trades the refresh cookie for a token. */
  refresh(): Promise<string>;
  /** Runs the work while no other tab runs work under this name. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Between the tabs of this browser. */
  tabs: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;
  /** Remembers across reloads that a refresh is likely to succeed. */
  hint: { get(): boolean; set(signedIn: boolean): void };
}

export interface Session {
  token(): string | undefined;
  standing(): Standing;
  /** Grows with every sign-in: what was loaded for one person is never shown to the next. */
  era(): number;
  subscribe(hear: () => void): () => void;
  /** Whether this browser was signed in when it was last seen. */
  likely(): boolean;
  signedIn(token: string): void;
  signedOut(): void;
  /** A token other than `stale`, or nothing when the session is over. Throws when no answer came. */
  refresh(stale?: string): Promise<string | undefined>;
}

type Word = { token: string; anew?: true } | { over: true };

const turn = 'refresh';

/** Makes the session of one tab. */
export function makeSession(tools: SessionTools): Session {
  const listeners = new Set<() => void>();
  let token: string | undefined;
  let standing: Standing = 'unknown';
  let era = 0;
  let refreshing: Promise<string | undefined> | undefined;

  tools.tabs.addEventListener('message', (event: MessageEvent<Word>) => {
    if ('token' in event.data) adopt(event.data.token, event.data.anew);
    else leave();
  });

  return {
    token: () => token,
    standing: () => standing,
    era: () => era,
    subscribe(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    likely: () => standing === 'in' || (standing === 'unknown' && tools.hint.get()),
    signedIn(given) {
      adopt(given, true);
      tools.tabs.postMessage({ token: given, anew: true } satisfies Word);
    },
    signedOut() {
      leave();
      tools.tabs.postMessage({ over: true } satisfies Word);
    },
    refresh(stale = token) {
      refreshing ??= tools
        .alone(turn, () => trade(stale))
        .finally(() => {
          refreshing = undefined;
        });
      return refreshing;
    },
  };

  async function trade(stale: string | undefined): Promise<string | undefined> {
    // Another tab had its turn first and has told us.
    if (token && token !== stale) return token;
    try {
      const fresh = await tools.refresh();
      adopt(fresh);
      tools.tabs.postMessage({ token: fresh } satisfies Word);
      return fresh;
    } catch (error) {
      if (!refusedWith(error, 'session.required', 'session.ended')) throw error;
      // Somebody signed in on another tab while the old cookie was being refused.
      if (token && token !== stale) return token;
      // The other tabs are not told: each finds out by itself, and one may have just signed in anew.
      leave();
      return undefined;
    }
  }

  function adopt(given: string, anew = false): void {
    token = given;
    if (anew) era += 1;
    move('in', anew);
  }

  function leave(): void {
    token = undefined;
    move('out', false);
  }

  function move(to: 'in' | 'out', anew: boolean): void {
    tools.hint.set(to === 'in');
    if (standing === to && !anew) return;
    standing = to;
    for (const hear of listeners) hear();
  }
}
