/** One request by an endpoint's declaration, with no session: addresses, headers, parsing, and the three errors. */
import type { z } from 'zod';
import type { Endpoint, Reply } from '../../contract/endpoint.ts';
import { errorReply } from '../../contract/errors.ts';
import { noteDate } from './clock.ts';
import { ApiError, NetworkError, UnexpectedReply } from './errors.ts';

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> = E[K] extends z.ZodType
  ? { [P in K]: z.input<E[K]> }
  : { [P in K]?: undefined };

/** What a call of the endpoint must bring: exactly the parts that its declaration names. */
export type Input<E extends Endpoint> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>;

export interface Sending {
  token?: string | undefined;
  language: string;
  signal?: AbortSignal | undefined;
  accept?: string;
  /** By it a write may be repeated without being done twice. */
  idempotencyKey?: string | undefined;
  fetch?: typeof fetch;
}

/** Sends the request and gives back an answer in the 200s; everything else is thrown. */
export async function send<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  {
    token,
    language,
    signal,
    accept = 'application/json',
    idempotencyKey,
    fetch = globalThis.fetch,
  }: Sending,
): Promise<Response> {
  const headers = new Headers({ Accept: accept, 'Accept-Language': language });
  if (token) headers.set('Authorization', `Bearer ${token}`);
  if (idempotencyKey) headers.set('Idempotency-Key', idempotencyKey);
  if (input.body !== undefined) headers.set('Content-Type', 'application/json');
  const response = await reach(() =>
    fetch(address(endpoint.path, input.params, input.query), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(signal ? { signal } : {}),
    }),
  );
  noteDate(response.headers.get('date'));
  if (response.ok) return response;
  const refusal = errorReply.safeParse(await reach(() => response.json().catch(() => undefined)));
  if (!refusal.success) throw new UnexpectedReply(response.status);
  throw new ApiError(response.status, refusal.data);
}

/** Reads the JSON of an answer in the shape that the endpoint promises. */
export async function read<E extends Endpoint>(endpoint: E, response: Response): Promise<Reply<E>> {
  const text = await reach(() => response.text());
  try {
    return endpoint.reply?.parse(JSON.parse(text)) as Reply<E>;
  } catch (cause) {
    throw new UnexpectedReply(response.status, { cause });
  }
}

/** The path with its parameters filled in and the query behind it. */
export function address(path: string, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function reach<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NetworkError('No answer came.', { cause });
  }
}
