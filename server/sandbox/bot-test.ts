/** A bot reduced to its calls, for the tests of the sandbox. */
import type { Sandbox } from './sandbox.ts';

export interface TestBot {
  /** POST with a JSON body; gives back the envelope. */
  call(method: string, params?: Record<string, unknown>): Promise<Envelope>;
  /** The result, or an error with the description. */
  result<T>(method: string, params?: Record<string, unknown>): Promise<T>;
  /** Any request, by its path after the token. */
  request(path: string, options?: RequestInit): Promise<Response>;
}

export interface Envelope {
  ok: boolean;
  result?: unknown;
  description?: string;
  error_code?: number;
  parameters?: Record<string, unknown>;
}

export function botOf(sandbox: Sandbox): TestBot {
  return { call, result, request };

  function request(path: string, options?: RequestInit): Promise<Response> {
    return fetch(`${sandbox.apiRoot}/bot${sandbox.token}/${path}`, options);
  }

  async function call(method: string, params: Record<string, unknown> = {}): Promise<Envelope> {
    const response = await request(method, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    return (await response.json()) as Envelope;
  }

  async function result<T>(method: string, params?: Record<string, unknown>): Promise<T> {
    const envelope = await call(method, params);
    if (!envelope.ok) throw new Error(envelope.description);
    return envelope.result as T;
  }
}
