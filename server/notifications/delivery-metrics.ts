/** What /metrics tells of delivery. */
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Platform } from '../platform/platform.ts';
import type { RecordedOutcome } from './channel.ts';
import type { NoticeFacts } from './notice.ts';
import { countDueNotices, secondsHeld } from './notifications.queries.ts';

export interface DeliveryMetrics {
  count(notice: NoticeFacts, outcome: RecordedOutcome): void;
  observe(notice: NoticeFacts, seconds: number): void;
}

/** Registers them once; a second worker in the process counts on the same ones. */
export function deliveryMetrics({ metrics, database }: Platform): DeliveryMetrics {
  const registers = [metrics];
  const tries =
    known(Counter<'kind' | 'outcome'>, 'otklik_notice_tries_total') ??
    new Counter({
      name: 'otklik_notice_tries_total',
      help: 'Attempts to deliver notices, by their outcome.',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    });
  const seconds =
    known(Histogram<'rank'>, 'otklik_notice_delivery_seconds') ??
    new Histogram({
      name: 'otklik_notice_delivery_seconds',
      help: 'From the commit of a notice to its delivery.',
      labelNames: ['rank'] as const,
      buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600, 3600],
      registers,
    });
  if (!metrics.getSingleMetric('otklik_notices_waiting')) {
    new Gauge({
      name: 'otklik_notices_waiting',
      help: 'Notices that wait to be sent.',
      registers,
      async collect() {
        this.set(await countDueNotices(database.handle));
      },
    });
  }
  if (!metrics.getSingleMetric('otklik_bot_held_seconds')) {
    new Gauge({
      name: 'otklik_bot_held_seconds',
      help: 'For how long nothing will be sent to anybody; 0 while the bot is free.',
      registers,
      async collect() {
        this.set(await secondsHeld(database.handle));
      },
    });
  }
  return {
    count: ({ kind }, outcome) => tries.inc({ kind, outcome: outcome.kind }),
    observe: ({ rank }, waited) => seconds.observe({ rank }, waited),
  };

  function known<T>(type: new (...given: never[]) => T, name: string): T | undefined {
    const metric: unknown = metrics.getSingleMetric(name);
    return metric instanceof type ? metric : undefined;
  }
}
