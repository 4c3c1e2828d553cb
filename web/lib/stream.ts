/** Keeps a stream of server-sent events open: reconnects by itself, with growing pauses, until told to stop. */
import type { Endpoint, StreamEvent } from '../../contract/endpoint.ts';
import { withToken } from './call.ts';
import { ApiError } from './errors.ts';
import { language } from './i18n.ts';
import { type Input, send } from './request.ts';
import { sseParser } from './sse.ts';

export type StreamState = 'connecting' | 'open' | 'retrying' | 'refused';

export interface Listening<Event> {
  hear(event: Event): void;
  state(state: StreamState): void;
  signal: AbortSignal;
}

// The server sends a sign of life every 15 to 30 seconds; a phone that slept through them has a dead connection.
const silence = 70_000;
const pauses = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Listens until the signal ends it or the server refuses for good (4xx: the thing is gone, the session is over).
 * Each event has been parsed by the endpoint's schema; what does not fit is passed over.
 */
export async function stream<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  { hear, state, signal }: Listening<StreamEvent<E>>,
): Promise<void> {
  let failures = 0;
  state('connecting');
  while (!signal.aborted) {
    try {
      const connection = new AbortController();
      const together = AbortSignal.any([signal, connection.signal]);
      const response = await withToken(endpoint, (token) =>
        send(endpoint, input, {
          token,
          language: language(),
          accept: 'text/event-stream',
          signal: together,
        }),
      );
      state('open');
      const parse = sseParser((data) => {
        const event = parsed(endpoint, data);
        if (event === undefined) return;
        failures = 0;
        hear(event);
      });
      await drain(response, parse, () => connection.abort());
    } catch (error) {
      if (signal.aborted) return;
      if (refusedForGood(error)) return state('refused');
    }
    if (signal.aborted) return;
    state('retrying');
    await pause(pauses[Math.min(failures++, pauses.length - 1)] ?? 0, signal);
  }
}

function parsed<E extends Endpoint>(endpoint: E, data: string): StreamEvent<E> | undefined {
  try {
    return endpoint.events?.parse(JSON.parse(data)) as StreamEvent<E>;
  } catch {
    return undefined;
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
    // Spread, so that the browsers of a restarted server do not all come back in one moment.
    const timer = setTimeout(end, milliseconds * (0.75 + Math.random() / 2));
    signal.addEventListener('abort', end, { signal: over.signal });
    globalThis.addEventListener?.('online', end, { signal: over.signal });
    globalThis.document?.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && end(),
      { signal: over.signal },
    );
  });
}
