/** Receiving by webhook: Telegram calls us, and shows the secret with each call. */
import type { Api } from 'grammy';
import type { Config } from '../../platform/config.ts';
import { StartRefused } from '../../platform/errors.ts';
import { scrub } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import { signalFor } from '../api.ts';
import { judge } from '../telegram-errors.ts';
import type { TelegramMetrics } from '../telegram-metrics.ts';
import { pauseAfter } from './back-off.ts';
import { noteAnswer, noteTrouble } from './poller-state.ts';
import { allowedUpdates } from './updates.ts';

export const webhookPath = '/telegram/webhook';

export interface Webhook {
  /** Resolves at the end of the first try to set it, good or bad. */
  begun: Promise<void>;
  stop(): Promise<void>;
}

/** Telegram would open 40: a crowd in the bot would then keep the database from everybody on the pages. */
const callsAtOnce = 8;

/** Somebody else may have changed it (a bot started elsewhere with this token): looked at so often. */
const lookMilliseconds = 60_000;

/** Throws StartRefused when Telegram could not call us at APP_URL, or when there is no secret. */
export function assertWebhookPossible({ appUrl, telegram }: Config): void {
  if (!telegram.webhookSecret) {
    throw new StartRefused('TELEGRAM_WEBHOOK_SECRET must be set in the mode `webhook`.');
  }
  if (!appUrl.startsWith('https:') && !isLoopback(telegram.apiRoot)) {
    throw new StartRefused(
      'APP_URL must be an https address in the mode `webhook`: Telegram calls no other.',
    );
  }
}

/** Sets the webhook, and looks after it until it is stopped. */
export function keepWebhook(
  platform: Platform,
  { botId, api, metrics }: { botId: number; api: Api; metrics: TelegramMetrics },
): Webhook {
  const { config, clock, log, database, instanceId } = platform;
  const { webhookSecret: secret } = config.telegram;
  const url = `${config.appUrl}${webhookPath}`;
  const stopping = new AbortController();
  const signal = signalFor(stopping.signal);
  const began = Promise.withResolvers<void>();
  const running = run();
  return { begun: began.promise, stop };

  async function stop(): Promise<void> {
    stopping.abort();
    await running;
  }

  async function run(): Promise<void> {
    let troubles = 0;
    let ours = false;
    while (!stopping.signal.aborted) {
      let pause = lookMilliseconds;
      try {
        if (!ours) await set();
        ours = await look();
        troubles = 0;
      } catch (error) {
        if (stopping.signal.aborted) break;
        troubles++;
        const verdict = judge(error);
        pause = pauseAfter(verdict, troubles, Math.random());
        metrics.pollErrors.inc({ kind: verdict.kind });
        await tell(verdict.reason);
      }
      began.resolve();
      await clock.wait(pause, stopping.signal).catch(() => {});
    }
    began.resolve();
  }

  async function set(): Promise<void> {
    await api.setWebhook(
      url,
      {
        secret_token: secret,
        allowed_updates: [...allowedUpdates],
        max_connections: callsAtOnce,
      },
      signal,
    );
    log.info('The webhook is set.');
  }

  /** Says whether the webhook is ours or somebody else's; one that is gone is set again the next time. */
  async function look(): Promise<boolean> {
    const info = await api.getWebhookInfo(signal);
    await database.transaction((tx) => noteAnswer(tx, botId, instanceId));
    if (!info.url) return false;
    // Two deployments that take it from each other would help nobody.
    if (info.url !== url) await tell('The webhook of this bot points to another address.');
    const { last_error_message: message, last_error_date: seconds = 0 } = info;
    const age = clock.now().getTime() - seconds * 1000;
    if (message && age < 2 * lookMilliseconds) await tell(`Webhook: ${scrub(message)}`);
    return true;
  }

  async function tell(reason: string): Promise<void> {
    log.warn({ reason }, 'Telegram has trouble with the webhook.');
    try {
      await noteTrouble(database.handle, { botId, error: reason });
    } catch (error) {
      log.error({ err: error }, 'The trouble with the webhook could not be noted.');
    }
  }
}

function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
