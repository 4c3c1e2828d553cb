/** Keeps one stream of server-sent events open: opens it again after growing pauses, until told to stop. */
import { ApiError } from './errors.ts';
import { sseParser } from './sse.ts';

export type StreamState = 'connecting' | 'open' | 'retrying' | 'refused';

export interface Opening {
  /** Opens the stream; throws ApiError where the server refuses. */
  open(signal: AbortSignal): Promise<Response>;
  /** Takes the data of one event; false when it makes no sense. */
  take(data: string): boolean;
  state(state: StreamState): void;
  signal: AbortSignal;
  pause?: typeof pause;
}

// The server sends a sign of life every 15 to 30 seconds; a phone that slept through them has a dead connection.
const silence = 70_000;
const pauses = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** Listens until the signal ends it or the server refuses for good (4xx: the thing is gone, the session is over). */
export async function keepOpen({ open, take, state, signal, ...tools }: Opening): Promise<void> {
  let failures = 0;
  state('connecting');
  while (!signal.aborted) {
    const connection = new AbortController();
    const together = AbortSignal.any([signal, connection.signal]);
    try {
      const response = await open(together);
      state('open');
      const parse = sseParser((data) => {
        if (take(data)) failures = 0;
      });
      await drain(response, parse, () => connection.abort());
    } catch (error) {
      if (!signal.aborted && refusedForGood(error)) {
        state('refused');
        return;
      }
    }
    if (signal.aborted) return;
    state('retrying');
    await (tools.pause ?? pause)(pauses[Math.min(failures, pauses.length - 1)] ?? 0, signal);
    failures += 1;
  }
}

/** Reads to the end; `cut` is called when nothing has come for too long. */
async function drain(
  response: Response,
  take: (piece: string) => void,
  cut: () => void,
): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  for (;;) {
    const timer = setTimeout(cut, silence);
    try {
      const { done, value } = await reader.read();
      if (done) return;
      take(value);
    } finally {
      clearTimeout(timer);
    }
  }
}

function refusedForGood(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

/** Waits, but not longer than until the browser is online again or the page is looked at again. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === 'visible') end();
    };
    // Spread, so that the browsers of a restarted server do not all come back in one moment.
    const timer = setTimeout(end, milliseconds * (0.75 + Math.random() / 2));
    signal.addEventListener('abort', end, { signal: over.signal });
    addEventListener('online', end, { signal: over.signal });
    document.addEventListener('visibilitychange', seen, { signal: over.signal });
  });
}
