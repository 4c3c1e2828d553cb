/** Opens everything that slices stand on, in order, and closes it in reverse. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { newId } from './ids.ts';
import { newJobs } from './jobs.ts';
import { startLive } from './live.ts';
import { newLog } from './log.ts';
import { keptSecret } from './made-secrets.ts';
import { newMetrics } from './metrics.ts';
import { openDatabase } from './open-database.ts';
import type { Platform } from './platform.ts';
import { secretsFrom } from './secrets.ts';

/** Throws StartRefused when the data folder is in use. */
export async function openPlatform(config: Config): Promise<Platform> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const log = newLog(config.logLevel);
  const secrets = secretsFrom(config.jwtSecret ?? keptSecret(config.dataDir, 'jwt-secret'));
  const database = await openDatabase({
    url: config.databaseUrl,
    folder: join(config.dataDir, 'database'),
  });
  return {
    config,
    database,
    clock: systemClock,
    log,
    live: await startLive(database, log),
    secrets,
    metrics: newMetrics(),
    jobs: newJobs(database, log),
    instanceId: newId(),
  };
}
