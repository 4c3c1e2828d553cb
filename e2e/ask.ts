/** One request to the product by its contract, as a program makes it. */
import type { z } from 'zod';
import type { Body, Endpoint, Reply } from '../contract/endpoint.ts';

export interface Input<E extends Endpoint> {
  params?: z.input<NonNullable<E['params']>>;
  query?: Record<string, string>;
  body?: Body<E>;
  /** Of a session or of a program. */
  token?: string;
}

/** Throws with the answer when the product refuses. */
export async function ask<E extends Endpoint>(
  origin: string,
  { method, path, reply }: E,
  { params, query, body, token }: Input<E> = {},
): Promise<Reply<E>> {
  const values = (params ?? {}) as Record<string, unknown>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => String(values[name]));
  const response = await fetch(`${origin}${filled}?${new URLSearchParams(query)}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${filled}: ${response.status} ${text}`);
  return reply?.parse(JSON.parse(text)) as Reply<E>;
}
