/** The engine for a PostgreSQL server (15 or newer), shared by as many instances as wanted. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool } from 'pg';
import { assertOutsideTransaction, type Db, type Engine, type HeldLock } from './database.ts';
import { postgresListener } from './postgres-listen.ts';
import { poolTransactions } from './postgres-transactions.ts';

/** Connects; the connection pool opens lazily, so a wrong address shows at the first query. */
export async function openPostgres(url: string): Promise<Engine> {
  const pool = new GuardedPool({ connectionString: url, max: 10 });
  // An idle connection that the server closes is not an error of ours: the pool opens another.
  pool.on('error', () => {});
  // One that breaks at work tells whoever waits for its answer, and says so once more to nobody in
  // particular: unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const listener = postgresListener(url);
  const ours = Object.assign(drizzle(pool), { transaction: poolTransactions(pool) });
  const handle = ours as unknown as Db;
  return {
    name: 'postgres',
    handle,
    migrate: (folder) => migrateAlone(url, folder),
    async announce(channel, payload) {
      await handle.execute(sql`select pg_notify(${channel}, ${payload})`);
    },
    listen: listener.listen,
    tryLock: (name) => tryLock(url, name),
    jobs: () => ({
      db: { executeSql: (text, values) => pool.query(text, values) },
      backend: 'postgres',
    }),
    async close() {
      await listener.close();
      await pool.end();
    },
  };
}

class GuardedPool extends Pool {
  // The pool's overloads cannot be restated here, so both are replaced after construction.
  constructor(...given: ConstructorParameters<typeof Pool>) {
    super(...given);
    const connect = this.connect.bind(this) as (...given: unknown[]) => unknown;
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    Object.assign(this, {
      connect: (...given: unknown[]) => {
        assertOutsideTransaction();
        return connect(...given);
      },
      query: (...given: unknown[]) => {
        assertOutsideTransaction();
        return query(...given);
      },
    });
  }
}

/** Two instances that start together take turns: Drizzle itself takes no lock. */
async function migrateAlone(url: string, folder: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('otklik:migrations', 0))`);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}

/** A session lock on a connection of its own: whatever kills the holder frees it. */
async function tryLock(url: string, name: string): Promise<HeldLock | undefined> {
  const client = new Client({ connectionString: url, keepAlive: true });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  await client.connect();
  let held = false;
  try {
    const answer = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
      [`otklik:${name}`],
    );
    held = answer.rows[0]?.held ?? false;
  } finally {
    if (!held) await client.end();
  }
  return held ? { lost: lost.signal, release: () => client.end() } : undefined;
}
