/** Finds what nobody is coming back for: notices whose life is over, leases that ran out, leases of the dead. */
import { and, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import { type Database, type Db, rows, type Tx } from '../platform/database.ts';
import type { Channel, RecordedOutcome } from './channel.ts';
import type { ChannelName, NoticeFacts } from './notice.ts';
import { endedAs, factsOf } from './notifications.queries.ts';
import { notices } from './notifications.tables.ts';
import type { Result } from './record.ts';
import { present } from './sql.ts';

const atOnce = 500;

/** Ends notices whose life is over and tells the hook. Gives what ended, at most 500 at a time. */
export async function expireNotices(
  tx: Tx,
  channel: ChannelName,
  hook: Channel['recordOutcome'],
): Promise<{ facts: NoticeFacts; outcome: RecordedOutcome }[]> {
  const over = sql`(select id from notices
    where channel = ${channel} and due and settled_at is null and expires_at <= ${present}
    order by expires_at limit ${atOnce} for update skip locked)`;
  const ended = await tx
    .update(notices)
    .set({
      state: endedAs('expired'),
      reason: sql`'expired.' || state || coalesce(': ' || reason, '')`,
      due: false,
      sealed: null,
      settledAt: databaseNow,
    })
    .where(and(notices.due, sql`id in ${over}`))
    .returning();
  const told = ended.map((row) => {
    const facts = factsOf(row);
    const reason = facts.reason ?? 'expired';
    const kind = facts.state === 'uncertain' ? ('uncertain' as const) : ('expired' as const);
    return { facts, outcome: { kind, reason } };
  });
  for (const { facts, outcome } of told) await hook?.(tx, facts, outcome);
  return told;
}

/** The attempts that nobody will report any more: to be recorded as uncertain, never as queued. */
export async function findLapsed(
  database: Database,
  { channel, owner }: { channel: ChannelName; owner: string },
): Promise<Result[]> {
  const late = await leasesWhere(database, sql`channel = ${channel} and lease_until <= ${present}`);
  const others = await rows<{ owner: string }>(
    database.handle,
    sql`select distinct lease_owner as owner from lanes
      where channel = ${channel} and lease_token is not null and lease_owner <> ${owner}`,
  );
  const dead: Result[] = [];
  for (const other of others) {
    if (!(await isDead(database, other.owner))) continue;
    const left = sql`channel = ${channel} and lease_token is not null and lease_owner = ${other.owner}`;
    dead.push(...(await leasesWhere(database, left)));
  }
  const known = new Set(late.map(({ token }) => token));
  return [...late, ...dead.filter(({ token }) => !known.has(token))];
}

/** Frees the lanes whose lease has run out and whose notice is gone: there is no row to record an outcome in. */
export async function freeOrphanedLanes(db: Db, channel: ChannelName): Promise<void> {
  // Others lock lanes in the order of their addresses; what they hold is left for the next sweep.
  await db.execute(sql`
    update lanes set lease_token = null, lease_owner = null, lease_notice = null, lease_until = null
    where (channel, address) in (
      select l.channel, l.address from lanes l
      where l.channel = ${channel} and l.lease_token is not null and l.lease_until <= ${present}
        and not exists (select from notices n where n.id = l.lease_notice)
      limit ${atOnce} for no key update skip locked)`);
}

/** A living worker holds the lock of its name; whoever can take it knows that the other is gone. */
export function ownerLock(owner: string): string {
  return `instance:${owner}`;
}

async function isDead(database: Database, owner: string): Promise<boolean> {
  const lock = await database.tryLock(ownerLock(owner));
  await lock?.release();
  return lock !== undefined;
}

async function leasesWhere(database: Database, which: ReturnType<typeof sql>): Promise<Result[]> {
  const found = await rows<{ noticeId: string; token: string }>(
    database.handle,
    sql`select lease_notice as "noticeId", lease_token as token from lanes
      where lease_token is not null and ${which} limit ${atOnce}`,
  );
  return found.map((lease) => ({
    ...lease,
    outcome: { kind: 'uncertain', reason: 'lease.lost' },
    lapsed: true,
  }));
}
