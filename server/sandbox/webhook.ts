/** Brings updates to the bot's address: in order in each lane, again and again until it says 2xx (server source, WebhookActor). */
import { randomInt } from 'node:crypto';
import type { Update, WebhookInfo } from '@grammyjs/types';
import type { Clock } from '../platform/clock.ts';
import { type Delivery, deliverUpdate } from './deliver-update.ts';
import type { Store } from './store.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export interface Webhook {
  settings(): WebhookSettings | undefined;
  set(settings: WebhookSettings | undefined): void;
  info(): WebhookInfo;
  stop(): void;
}

/** Runs a method call that came in the answer to an update; its result is lost. */
export type CallMethod = (call: Record<string, unknown>) => Promise<void>;

const firstPause = 1;
const hour = 60 * 60 * 1000;

export function newWebhook(given: {
  store: Store;
  queue: UpdateQueue;
  clock: Clock;
  call: CallMethod;
}): Webhook {
  const { store, queue, clock, call } = given;
  const running = new Set<string>();
  const idle: (() => void)[] = [];
  let active = store.readSetting('webhook') as WebhookSettings | undefined;
  let inFlight = 0;
  let over = new AbortController();
  let goneSince: number | undefined;
  let lastError: { at: number; message: string } | undefined;
  queue.onPush((lane) => void work(lane));
  for (const lane of queue.lanes()) void work(lane);
  return { settings: () => active, set, info, stop: () => over.abort() };

  function set(settings: WebhookSettings | undefined): void {
    over.abort();
    over = new AbortController();
    active = settings;
    lastError = undefined;
    goneSince = undefined;
    store.writeSetting('webhook', settings);
    running.clear();
    inFlight = 0;
    for (const wake of idle.splice(0)) wake();
    for (const lane of queue.lanes()) void work(lane);
  }

  function info(): WebhookInfo {
    const allowed = queue.allowed();
    return {
      url: active?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.count(),
      ...(active && { max_connections: active.maxConnections, ip_address: '127.0.0.1' }),
      ...(lastError && { last_error_date: lastError.at, last_error_message: lastError.message }),
      ...(allowed && { allowed_updates: allowed as WebhookInfo['allowed_updates'] }),
    } as WebhookInfo;
  }

  /** Works a lane off until it is empty; the next update waits until the one before was taken. */
  async function work(lane: string): Promise<void> {
    if (!active || running.has(lane)) return;
    const { signal } = over;
    running.add(lane);
    let pause = firstPause;
    try {
      for (;;) {
        const update = queue.first(lane);
        if (!update || signal.aborted) break;
        const delivery = await deliver(update, signal);
        if (signal.aborted) return;
        if (delivery.taken) {
          queue.remove(update.update_id);
          pause = firstPause;
          if (delivery.call) await call(delivery.call);
        } else {
          note(delivery);
          await clock.wait((delivery.retryAfter ?? pause) * 1000, signal);
          pause = Math.min(pause * 2, randomInt(60, 121));
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (!signal.aborted) running.delete(lane);
    }
  }

  async function deliver(update: Update, signal: AbortSignal): Promise<Delivery> {
    const settings = active as WebhookSettings;
    while (inFlight >= settings.maxConnections) {
      await new Promise<void>((resolve) => idle.push(resolve));
      signal.throwIfAborted();
    }
    inFlight++;
    try {
      return await deliverUpdate(settings, update, clock, signal);
    } finally {
      if (!signal.aborted) {
        inFlight--;
        idle.shift()?.();
      }
    }
  }

  /** After 23 hours of "410 Gone" the webhook is given up. */
  function note({ error, gone }: Delivery & { taken: false }): void {
    const now = clock.now().getTime();
    lastError = { at: Math.floor(now / 1000), message: error };
    goneSince = gone ? (goneSince ?? now) : undefined;
    if (goneSince !== undefined && now - goneSince >= 23 * hour) set(undefined);
  }
}
