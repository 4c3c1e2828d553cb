/** Counters and histograms of this process, in the Prometheus text format at /metrics. */
import { Registry } from 'prom-client';

export type Metrics = Registry;

/** A registry of its own for each app, so that two apps in one process (tests) do not share counts. */
export function newMetrics(): Metrics {
  return new Registry();
}
