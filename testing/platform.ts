/** A whole platform on a test database and a test clock. */
import { randomUUID } from 'node:crypto';
import { parseConfig } from '../server/platform/config.ts';
import { newJobs } from '../server/platform/jobs.ts';
import { startLive } from '../server/platform/live.ts';
import { newLog } from '../server/platform/log.ts';
import { newMetrics } from '../server/platform/metrics.ts';
import type { Platform } from '../server/platform/platform.ts';
import { secretsFrom } from '../server/platform/secrets.ts';
import type { TestClock } from './clock.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

export interface TestPlatform extends Platform {
  clock: TestClock;
  /** Everything that was logged, a line each. */
  logged: string[];
  filesDir: string;
  /** Moves the clock and the database's time together. */
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** `environment` is read as the real one would be. A given `on` shares its database: a second instance. */
export async function testPlatform(
  environment: Record<string, string> = {},
  on?: TestDatabase,
): Promise<TestPlatform> {
  const opened = on ?? (await openTestDatabase());
  const { database, clock } = opened;
  const logged: string[] = [];
  const log = newLog('debug', { write: (line: string) => void logged.push(line) });
  return {
    config: parseConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'debug',
      FILES_DIR: opened.filesDir,
      ...environment,
    }),
    database,
    clock,
    log,
    logged,
    filesDir: opened.filesDir,
    live: await startLive(database, log),
    secrets: secretsFrom('a master secret that only tests know'),
    metrics: newMetrics(),
    jobs: newJobs(database, log),
    instanceId: randomUUID(),
    advance: (milliseconds) => clock.advance(database, milliseconds),
    close: async () => {
      if (!on) await opened.close();
    },
  };
}
