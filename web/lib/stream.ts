/** Listens to an endpoint's stream of server-sent events: typed by the contract, signed in where it asks for that. */
import type { Endpoint, StreamEvent } from '../../contract/endpoint.ts';
import { withToken } from './call.ts';
import { language } from './i18n.ts';
import { keepOpen, type StreamState } from './keep-open.ts';
import { type Input, send } from './request.ts';

export type { StreamState } from './keep-open.ts';

export interface Listening<Event> {
  hear(event: Event): void;
  state(state: StreamState): void;
  signal: AbortSignal;
}

/**
 * Listens until the signal ends it or the server refuses for good; reconnects by itself.
 * Each event has been parsed by the endpoint's schema; what does not fit is passed over.
 */
export function stream<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  { hear, state, signal }: Listening<StreamEvent<E>>,
): Promise<void> {
  return keepOpen({
    state,
    signal,
    open: (connection) =>
      withToken(endpoint, (token) =>
        send(endpoint, input, {
          token,
          language: language(),
          accept: 'text/event-stream',
          signal: connection,
        }),
      ),
    take(data) {
      const event = parsed(endpoint, data);
      if (event === undefined) return false;
      hear(event);
      return true;
    },
  });
}

function parsed<E extends Endpoint>(endpoint: E, data: string): StreamEvent<E> | undefined {
  try {
    return endpoint.events?.parse(JSON.parse(data)) as StreamEvent<E>;
  } catch {
    return undefined;
  }
}
