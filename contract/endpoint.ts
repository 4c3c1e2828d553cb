/** Declares every HTTP endpoint once: the server registers by it, the web calls by it, the OpenAPI page is made from it. */
import type { z } from 'zod';

/**
 * Who may call an endpoint.
 * - `anyone`: no credentials
 * - `browser`: the browser that began the sign-up, known by its cookie
 * - `bot`: a bot of the company that runs elsewhere, by `Authorization: Bearer <BOT_SECRET>`
 * - `refresh`: a browser with a refresh cookie
 * - `client`: a signed-in client, by `Authorization: Bearer <token>`
 * - `viewer`: anybody signed in
 * - `operator`: loopback, or a token (metrics)
 * - `sandbox`: a page opened on this very machine while the sandbox runs
 */
export type Access =
  | 'anyone'
  | 'browser'
  | 'bot'
  | 'refresh'
  | 'client'
  | 'viewer'
  | 'operator'
  | 'sandbox';

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `:name`. */
  path: string;
  /** One English sentence for the OpenAPI page. */
  summary: string;
  access: Access;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The JSON body of a 200. Fields that it does not name never leave the server. */
  reply?: z.ZodType;
  /** Set instead of `reply` where the answer is a stream of server-sent events, each of this shape. */
  events?: z.ZodType;
}

/** Keeps the literal types of a declaration. */
export function endpoint<const E extends Endpoint>(declaration: E): E {
  return declaration;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler of the endpoint receives, after parsing. */
export interface ParsedRequest<E extends Endpoint> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}

/** What a handler of the endpoint gives back, before the reply schema has cut it to size. */
export type GivenReply<E extends Endpoint> = Given<E['reply']>;

/** What a caller of the endpoint receives. */
export type Reply<E extends Endpoint> = Parsed<E['reply']>;

/** What a caller of the endpoint sends as its body. */
export type Body<E extends Endpoint> = Given<E['body']>;

/** One server-sent event of the endpoint. */
export type StreamEvent<E extends Endpoint> = Parsed<E['events']>;
