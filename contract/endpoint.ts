/** Declares every HTTP endpoint once: the server registers by it, the web calls by it, the OpenAPI page is made from it. */
import type { z } from 'zod';
import type { Action } from './permissions.ts';

/**
 * Who may call an endpoint: a door that is not a person's, or an action of the table of permissions.
 * - `anyone`: no credentials
 * - `browser`: the browser that began the sign-up, known by its cookie
 * - `bot`: a bot of the company that runs elsewhere, by `Authorization: Bearer <BOT_SECRET>`
 * - `refresh`: a browser with a refresh cookie
 * - `operator`: loopback, or a token (metrics)
 * - `sandbox`: a page opened on this very machine while the sandbox runs
 * - an action: whoever may do that, signed in or with an integration token, by `Authorization: Bearer <token>`
 */
export type Access = 'anyone' | 'browser' | 'bot' | 'refresh' | 'operator' | 'sandbox' | Action;

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `:name`. */
  path: string;
  /** One English sentence for the OpenAPI page. */
  summary: string;
  access: Access;
  /** Staff must have given their password within the last minutes (`POST /api/me/confirm`). */
  sensitive?: true;
  /**
   * Writes under /api may be repeated with an `Idempotency-Key` (1 to 255 visible ASCII characters): the
   * first answer is kept for a day and given again, with the header `idempotency-replayed: true`. False
   * where the reply or the body holds a secret that is not to be kept, or the body is no JSON: there, and
   * at everything sensitive, the key changes nothing.
   */
  repeatable?: false;
  /** Bytes, where a body may be larger than the usual 64 kB. */
  bodyLimit?: number;
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
