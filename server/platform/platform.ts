/** What every slice stands on: configuration, data, time, words, log. No business words here. */
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Jobs } from './jobs.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Secrets } from './secrets.ts';

export interface Platform {
  config: Config;
  database: Database;
  clock: Clock;
  log: Log;
  /** Tells open pages, on every instance, that something has changed. */
  live: Live;
  secrets: Secrets;
  metrics: Metrics;
  /** Scheduled work, once across all instances. */
  jobs: Jobs;
  /** Names this running process among the instances. */
  instanceId: string;
}
