/** A message to thousands: each that goes out is found in its own lane, whatever the statistics say. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Db, rows } from '../platform/database.ts';
import { claimHeads } from './lanes.queries.ts';
import { emptyDatabase, shareLedgerDatabase } from './ledger-test.ts';
import { unlimited } from './rates.ts';

shareLedgerDatabase();

const people = 2_000;

/** How many rows of the ledger were looked at; what came before may be among them. */
async function rowsRead(db: Db): Promise<number> {
  const [found] = await rows<{ read: number }>(
    db,
    sql`select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
      from pg_stat_xact_user_tables where relname = 'notices'`,
  );
  return found?.read ?? Number.NaN;
}

function addNotices(db: Db, { due }: { due: boolean }) {
  return db.execute(sql`
    insert into notices (id, channel, address, kind, rank, content, due, admitted, state, expires_at,
      settled_at)
    select gen_random_uuid()::text, 'telegram', i::text, 'custom_message', 3,
      '{"text": {"text": "Hello"}}', ${due}, true, ${due ? 'queued' : 'delivered'},
      otklik_now() + interval '1 day', ${due ? null : sql`otklik_now()`}
    from generate_series(1, ${people}::int) as i`);
}

test('A few of thousands are claimed without reading the others', async () => {
  const { database } = await emptyDatabase();
  const { handle } = database;
  // At night, when statistics are made, nothing waits: all that is `due` seems to be next to nothing.
  await addNotices(handle, { due: false });
  await handle.execute(sql`vacuum analyze notices`);
  await addNotices(handle, { due: true });
  await handle.execute(sql`
    insert into send_buckets (channel, tokens, refilled_at) values ('telegram', 1, otklik_now())`);
  await handle.execute(sql`
    insert into lanes (channel, address, rank, ready_at)
    select channel, address, rank, otklik_now() from notices where due`);
  await database.transaction(async (tx) => {
    const before = await rowsRead(tx);
    const claimed = await claimHeads(tx, {
      ...{ channel: 'telegram', owner: 'a test', rates: unlimited, most: 5 },
      ...{ leaseSeconds: 30, fileLeaseSeconds: 30 },
      allowance: () => ({ urgent: 5, ordinary: 5 }),
    });
    expect(claimed).toHaveLength(5);
    expect((await rowsRead(tx)) - before).toBeLessThan(people / 10);
  });
});
