/** Endpoints that answer with server-sent events. */
import type { Endpoint, StreamEvent } from '../../contract/endpoint.ts';
import { CodedError } from './errors.ts';
import { type Call, callOf, type Http, schemaOf } from './http.ts';
import { errorBody } from './http-errors.ts';
import type { Live } from './live.ts';

/** A browser needs one; each more costs queries at every change. The oldest ends where somebody opens more. */
export const mostStreams = 10;

/**
 * Registers a stream. The handler may refuse with a coded error before it gives its events;
 * each event is cut to the endpoint's schema. `gone` aborts when the reader leaves, the server stops,
 * or the same owner (a session, a sign-up) has opened `mostStreams` newer ones.
 */
export function stream<E extends Endpoint>(
  http: Http,
  endpoint: E,
  handler: (call: Call<E>, gone: AbortSignal) => Promise<AsyncIterable<StreamEvent<E>>>,
  ownerOf?: (call: Call<E>) => string,
): void {
  const open = openStreams(http);
  const owned = new Map<string, Set<AbortController>>();
  http.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: schemaOf(endpoint),
    config: { access: endpoint.access, sensitive: false },
    sse: 'only',
    // Its twin would run the handler without a reader and never answer.
    exposeHeadRoute: false,
    // Those who take no stream are refused by the plug-in, in its own words.
    onSend: async (request, reply, payload) =>
      reply.statusCode === 406
        ? JSON.stringify(errorBody(request, new CodedError('request.not_acceptable')))
        : payload,
    handler: async (request, reply) => {
      const gone = new AbortController();
      open.add(gone);
      request.raw.once('close', () => gone.abort());
      reply.raw.once('close', () => gone.abort());
      const call = callOf<E>(request, reply);
      let leave = () => {};
      try {
        const events = await handler(call, gone.signal);
        if (ownerOf) leave = makeRoom(owned, ownerOf(call), gone);
        reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no');
        for await (const event of events) {
          if (gone.signal.aborted) break;
          await reply.sse.send({ data: endpoint.events?.parse(event) });
        }
      } finally {
        leave();
        open.delete(gone);
      }
    },
  });
}

/** Ends the owner's oldest stream where this one is too many, and gives back how to leave. */
function makeRoom(
  owned: Map<string, Set<AbortController>>,
  owner: string,
  gone: AbortController,
): () => void {
  const streams = owned.get(owner) ?? new Set();
  owned.set(owner, streams.add(gone));
  const [oldest] = streams;
  if (streams.size > mostStreams && oldest) {
    streams.delete(oldest);
    oldest.abort();
  }
  return () => {
    streams.delete(gone);
    if (streams.size === 0 && owned.get(owner) === streams) owned.delete(owner);
  };
}

/** What has changed: a topic, and which of its details; `all` when any of it may have. */
export interface Change {
  topic: string;
  details: ReadonlySet<string> | 'all';
}

/** More details of one topic than this, while the reader is busy, count as `all`. */
const mostDetails = 50;

/**
 * The topics as they change, each with its first reading at once (`all`); several changes while the
 * reader is busy count as one. Ends when `gone` aborts.
 */
export async function* changesOf(
  live: Live,
  topics: readonly string[],
  gone: AbortSignal,
): AsyncGenerator<Change> {
  const changed = new Map<string, Set<string> | 'all'>(topics.map((topic) => [topic, 'all']));
  let wake = () => {};
  const stops = topics.map((topic) =>
    live.subscribe(topic, (detail) => {
      changed.set(topic, added(changed.get(topic), detail));
      wake();
    }),
  );
  const stir = () => wake();
  gone.addEventListener('abort', stir);
  try {
    while (!gone.aborted) {
      const [next] = changed;
      if (next) {
        const [topic, details] = next;
        changed.delete(topic);
        yield { topic, details };
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    gone.removeEventListener('abort', stir);
    for (const stop of stops) stop();
  }
}

function added(known: Set<string> | 'all' | undefined, detail: string | undefined) {
  if (known === 'all' || detail === undefined) return 'all' as const;
  const details = (known ?? new Set<string>()).add(detail);
  return details.size > mostDetails ? ('all' as const) : details;
}

const streamsOf = new WeakMap<Http, Set<AbortController>>();

/** All open streams of a server, which end first when it stops. */
function openStreams(http: Http): Set<AbortController> {
  const known = streamsOf.get(http);
  if (known) return known;
  const open = new Set<AbortController>();
  streamsOf.set(http, open);
  http.addHook('preClose', async () => {
    for (const gone of open) gone.abort();
  });
  return open;
}
