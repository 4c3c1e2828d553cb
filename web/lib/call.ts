/** Calls an endpoint of the contract from a page: typed by its declaration, signed in where it asks for that. */
import type { Endpoint, Reply } from '../../contract/endpoint.ts';
import { isAction } from '../../contract/permissions.ts';
import { refusedWith } from './errors.ts';
import { language } from './i18n.ts';
import { type Input, read, send } from './request.ts';
import { sessionHere } from './signed-in.ts';

/**
 * Calls the endpoint and gives back its parsed reply.
 * Throws ApiError (the server refused), NetworkError (no answer) or UnexpectedReply.
 * A token that has run out is renewed once, without the caller noticing.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  options: { signal?: AbortSignal; idempotencyKey?: string } = {},
): Promise<Reply<E>> {
  const response = await withToken(endpoint, (token) =>
    send(endpoint, input, { token, language: language(), ...options }),
  );
  return read(endpoint, response);
}

/** Runs the attempt with a token where the endpoint needs one, and once more with a new one when it was refused. */
export async function withToken<T>(
  endpoint: Endpoint,
  attempt: (token: string | undefined) => Promise<T>,
): Promise<T> {
  if (!isAction(endpoint.access)) return attempt(undefined);
  const session = sessionHere();
  const token = session.token() ?? (await session.refresh());
  try {
    return await attempt(token);
  } catch (error) {
    if (!refusedWith(error, 'session.required', 'session.ended') || !token) throw error;
    const fresh = await session.refresh(token);
    if (!fresh) throw error;
    return attempt(fresh);
  }
}
