/** After a restore nothing is sent until the operator says so: what waited may have been sent already, by what ran before. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import type { Config } from '../platform/config.ts';
import { type Database, rows, type Tx } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import { appliedMigrations } from '../platform/migrations.ts';
import { openAsItIs } from '../platform/open-database.ts';
import { askOperator } from './operator-client.ts';
import { asSentence } from './sentence.ts';
import { noData } from './snapshot.ts';

/** In `send_buckets.hold_reason`: no restart lifts this one. */
const restored = 'restored';

export interface Released {
  /** Whether anything was held. */
  held: boolean;
  /** How many notices wait to be sent now. */
  waiting: number;
  /** How many from before the restore will never be sent. */
  dropped: number;
}

/** Holds all sending, for as long as nobody releases it. */
export async function holdNotices(tx: Tx): Promise<void> {
  // Later than any hold of another kind; `infinity` cannot be reckoned with before PostgreSQL 17.
  await tx.execute(sql`
    insert into send_buckets as b (channel, tokens, refilled_at, hold_until, hold_reason)
    values ('telegram', 0, otklik_now(), '9999-01-01Z', ${restored})
    on conflict (channel) do update set
      hold_until = excluded.hold_until, hold_reason = excluded.hold_reason`);
}

/** Lifts the hold of a restore; any other stays. */
export async function endHold(tx: Tx): Promise<void> {
  await tx.execute(sql`update send_buckets set hold_until = null, hold_reason = null
    where hold_reason = ${restored}`);
}

/** Lets sending go on; with `drop` what waited when the restore was made is never sent. */
export async function releaseNotices(
  database: Database,
  { drop }: { drop: boolean },
): Promise<Released> {
  return database.transaction(async (tx) => {
    const held = await rows<{ channel: string }>(
      tx,
      sql`select channel from send_buckets where hold_reason = ${restored} for update`,
    );
    const dropped = drop && held.length > 0 ? await dropOld(tx) : 0;
    await endHold(tx);
    const [left] = await rows<{ count: number }>(
      tx,
      sql`select count(*)::int as count from notices where due`,
    );
    return { held: held.length > 0, waiting: left?.count ?? 0, dropped };
  });
}

/** The same by whatever way there is: the running server, or the database itself. Throws StartRefused where there is none. */
export async function releaseHeld(config: Config, drop: boolean): Promise<Released> {
  try {
    const answer = config.databaseUrl
      ? undefined
      : await askOperator(config, drop ? 'release?drop=1' : 'release');
    return answer ? JSON.parse(await text(answer)) : await releaseHere(config, drop);
  } catch (error) {
    throw asSentence(error);
  }
}

async function releaseHere({ databaseUrl, dataDir }: Config, drop: boolean): Promise<Released> {
  const folder = join(dataDir, 'database');
  if (!databaseUrl && !existsSync(join(folder, 'pgdata'))) throw new StartRefused(noData);
  // As it is: a database that a restore has filled is up to date, and nothing is made in a wrong one.
  const database = await openAsItIs({ url: databaseUrl, folder });
  try {
    if ((await appliedMigrations(database.handle)).length === 0) throw new StartRefused(noData);
    return await releaseNotices(database, { drop });
  } finally {
    await database.close();
  }
}

async function dropOld(tx: Tx): Promise<number> {
  const dropped = await rows<{ id: string }>(
    tx,
    sql`update notices set due = false, sealed = null, settled_at = otklik_now(), reason = ${restored},
        state = case when uncertain_times > 0 then 'uncertain' else 'cancelled' end
      where due and created_at <=
        (select max(at) from audit_entries where action = 'backup.restored')
      returning id`,
  );
  return dropped.length;
}
