/** What is counted of the receiving. */
import { Counter } from 'prom-client';
import type { Metrics } from '../platform/metrics.ts';

export type TelegramMetrics = ReturnType<typeof newTelegramMetrics>;

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
