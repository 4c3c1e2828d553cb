/** How often something may be done: counted in the database, for all instances together. */
import { sql } from 'drizzle-orm';
import { databaseNow } from './clock.ts';
import { type Db, rows } from './database.ts';
import { CodedError } from './errors.ts';
import { keyedHash, type Secrets } from './secrets.ts';

export interface Limit {
  /** What is counted: `register.minute`. */
  name: string;
  /** So many are allowed … */
  count: number;
  /** … in a window of so many seconds, which begins at the first of them. */
  seconds: number;
}

/**
 * Counts one use by `who` (an address, a person) against each limit.
 * Throws `request.too_many` with the seconds to wait once one is used up. Not for use inside a
 * transaction that may roll back: the count would roll back with it.
 */
export async function takeFromLimits(
  db: Db,
  secrets: Secrets,
  { limits, who }: { limits: readonly Limit[]; who: string },
): Promise<void> {
  for (const limit of limits) {
    const key = keyedHash(secrets.key('limit'), limit.name, who).toString('base64url');
    const [row] = await rows<{ count: number; wait: number }>(
      db,
      sql`insert into rate_limits as r (key, count, ends_at)
        values (${key}, 1, ${databaseNow} + make_interval(secs => ${limit.seconds}))
        on conflict (key) do update set
          count = case when r.ends_at <= ${databaseNow} then 1 else least(r.count, ${limit.count}) + 1 end,
          ends_at = case when r.ends_at <= ${databaseNow} then excluded.ends_at else r.ends_at end
        returning count, ceil(extract(epoch from ends_at - ${databaseNow}))::int as wait`,
    );
    if (row && row.count > limit.count) {
      throw new CodedError('request.too_many', { retryAfter: Math.max(1, row.wait) });
    }
  }
}

/** Forgets the windows that have ended. */
export async function deleteEndedLimits(db: Db): Promise<void> {
  await db.execute(sql`delete from rate_limits where ends_at <= ${databaseNow}`);
}

/**
 * The part of an address that one household cannot change at will: IPv4 whole, IPv6 its /64.
 * Some proxies write the port behind it, which anybody changes at will, or IPv4 in the digits of IPv6.
 */
export function limitAddress(given: string): string {
  const ip = given.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
  const holdsIpv4 = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return groups.slice(0, holdsIpv4 ? 8 : 4).join(':');
}
