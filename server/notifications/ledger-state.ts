/** How the ledger is as a whole, for the doctor. */
import { sql } from 'drizzle-orm';
import { type Db, rows } from '../platform/database.ts';
import { present } from './sql.ts';

export interface LedgerState {
  /** To be sent, to people who can be reached. */
  waiting: number;
  /** How long the oldest of those waits whose time has come. */
  oldestSeconds?: number;
  /** Ended in the last day as failed, or so that nobody knows. */
  failedToday: number;
}

export async function readLedgerState(db: Db): Promise<LedgerState> {
  const [row] = await rows<{ waiting: number; oldest: number | null; failed: number }>(
    db,
    sql`select waits.*, (
          select count(*)::int from notices f
          where f.state in ('failed', 'uncertain') and not f.due
            and f.settled_at > ${present} - interval '1 day'
        ) as failed
      from (
        select count(*)::int as waiting,
          extract(epoch from ${present} - min(greatest(n.created_at, n.not_before))
            filter (where n.not_before is null or n.not_before <= ${present}))::int as oldest
        from notices n
        where n.due and n.expires_at > ${present} and not exists (
          select from lanes l
          where l.channel = n.channel and l.address = n.address and l.closed_at is not null)
      ) waits`,
  );
  return {
    waiting: row?.waiting ?? 0,
    failedToday: row?.failed ?? 0,
    ...(row?.oldest != null && { oldestSeconds: Math.max(0, row.oldest) }),
  };
}
