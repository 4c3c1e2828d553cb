/** What only Telegram itself can tell: whose token it is, where it delivers, what time it is there. */
import type { Api } from 'grammy';
import type { UserFromGetMe, WebhookInfo } from 'grammy/types';
import type { Clock } from '../../platform/clock.ts';
import { signalFor } from '../api.ts';
import { judge } from '../telegram-errors.ts';

export type Answered<T> =
  | { ok: true; value: T }
  /** `refused`: Telegram has answered, with a no. */
  | { ok: false; refused: boolean; reason: string };

export interface TelegramSays {
  me: Answered<UserFromGetMe>;
  webhook: Answered<WebhookInfo>;
  /** By how much this server's clock is ahead. */
  aheadSeconds?: number;
}

/** Somebody looks at the page meanwhile. */
const patience = 5_000;

/** Asks everything side by side; never throws. */
export async function askTelegram({
  api,
  apiRoot,
  clock,
}: {
  api: Api;
  apiRoot: string;
  clock: Clock;
}): Promise<TelegramSays> {
  const [me, webhook, aheadSeconds] = await Promise.all([
    answered(() => api.getMe(signalFor(AbortSignal.timeout(patience)))),
    answered(() => api.getWebhookInfo(signalFor(AbortSignal.timeout(patience)))),
    readAhead(apiRoot, clock),
  ]);
  return { me, webhook, ...(aheadSeconds !== undefined && { aheadSeconds }) };
}

async function answered<T>(ask: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    const { kind, reason } = judge(error);
    return { ok: false, refused: kind === 'refused', reason };
  }
}

/** Every answer over HTTP carries the time; this one needs no token. */
async function readAhead(apiRoot: string, clock: Clock): Promise<number | undefined> {
  try {
    const { headers } = await fetch(apiRoot, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    const there = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(there) ? undefined : Math.round((clock.now().getTime() - there) / 1000);
  } catch {
    return undefined;
  }
}
