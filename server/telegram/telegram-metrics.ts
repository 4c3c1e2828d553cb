/** What is counted of the receiving. */
import { Counter, Gauge } from 'prom-client';
import type { Metrics } from '../platform/metrics.ts';
import type { Platform } from '../platform/platform.ts';
import { countBlocked } from './connections/count-blocked.ts';
import { countParked } from './receiving/updates.queries.ts';

export type TelegramMetrics = ReturnType<typeof newTelegramMetrics>;

/** Gauges of what needs somebody, read whenever they are asked for. */
export function measureTelegram({ metrics, database }: Platform, botId: number): void {
  const registers = [metrics];
  new Gauge({
    name: 'otklik_telegram_updates_parked',
    help: 'Updates that failed again and again and wait for the operator.',
    registers,
    async collect() {
      this.set(await countParked(database.handle, botId));
    },
  });
  new Gauge({
    name: 'otklik_telegram_people_blocked',
    help: 'People who have blocked the bot.',
    registers,
    async collect() {
      this.set(await countBlocked(database.handle));
    },
  });
}

export function newTelegramMetrics(metrics: Metrics) {
  const registers = [metrics];
  return {
    updates: new Counter({
      name: 'otklik_telegram_updates_total',
      help: 'Updates from Telegram: received (new ones), worked off, failed (to be tried again), parked.',
      labelNames: ['event'] as const,
      registers,
    }),
    pollErrors: new Counter({
      name: 'otklik_telegram_poll_errors_total',
      help: 'Receiving that went wrong, by its kind.',
      labelNames: ['kind'] as const,
      registers,
    }),
  };
}
