/** Scheduled work, by pg-boss: each job runs once across all instances. */
import { PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import type { Log } from './log.ts';

export interface Jobs {
  /** Declares a job before `start`: `cron` in five fields, UTC. It must be safe to run twice. */
  schedule(name: string, cron: string, run: () => Promise<void>): void;
  /** Runs a declared job now, in this process. */
  runNow(name: string): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function newJobs(database: Database, log: Log): Jobs {
  const declared = new Map<string, { cron: string; run: () => Promise<void> }>();
  let boss: PgBoss | undefined;
  return { schedule, runNow, start, stop };

  function schedule(name: string, cron: string, run: () => Promise<void>): void {
    declared.set(name, { cron, run });
  }

  async function runNow(name: string): Promise<void> {
    const job = declared.get(name);
    if (!job) throw new Error(`There is no job named ${name}.`);
    await job.run();
  }

  async function start(): Promise<void> {
    boss = new PgBoss({ ...database.jobs(), schema: 'jobs' });
    boss.on('error', (error) => log.error({ err: error }, 'Scheduled work failed.'));
    await boss.start();
    for (const [name, { cron, run }] of declared) {
      await boss.createQueue(name);
      await boss.schedule(name, cron);
      await boss.work(name, { pollingIntervalSeconds: 20 }, () => run());
    }
  }

  async function stop(): Promise<void> {
    await boss?.stop({ graceful: true, timeout: 5_000 });
    boss = undefined;
  }
}
