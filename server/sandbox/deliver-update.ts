/** One attempt to bring an update to the bot's address. */
import type { Update } from '@grammyjs/types';
import type { Clock } from '../platform/clock.ts';
import { isRecord } from './params.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export type Delivery =
  | { taken: true; call?: Record<string, unknown> }
  /** `retryAfter` in seconds, where the answer names it. */
  | { taken: false; error: string; retryAfter?: number; gone: boolean };

const longestPause = 3600;
const patience = 60_000;

export async function deliverUpdate(
  { url, secretToken }: WebhookSettings,
  update: Update,
  clock: Clock,
  stopped: AbortSignal,
): Promise<Delivery> {
  const answered = new AbortController();
  const late = new AbortController();
  clock.wait(patience, AbortSignal.any([answered.signal, stopped])).then(
    () => late.abort(),
    () => {},
  );
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(secretToken !== undefined && { 'x-telegram-bot-api-secret-token': secretToken }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([late.signal, stopped]),
    });
    const body = await response.text();
    if (response.ok) return { taken: true, call: methodCall(body) };
    const { status, statusText } = response;
    return {
      taken: false,
      error: `Wrong response from the webhook: ${status} ${statusText}`,
      retryAfter: pauseOf(response.headers.get('retry-after')),
      gone: status === 410,
    };
  } catch (error) {
    return {
      taken: false,
      error: late.signal.aborted ? 'Read timeout expired' : reason(error),
      gone: false,
    };
  } finally {
    answered.abort();
  }
}

function methodCall(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) && typeof value.method === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function pauseOf(header: string | null): number | undefined {
  if (header === null || !/^\d+$/.test(header)) return undefined;
  return Math.min(Number(header), longestPause);
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const refused = isRecord(cause) && cause.code === 'ECONNREFUSED';
  return refused ? 'Connection refused' : 'Connection failed';
}
