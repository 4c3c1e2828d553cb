/** What became of a message for each client: read from the ledger, never written down a second time. */
import { type SQL, sql } from 'drizzle-orm';
import {
  type MessageOutcome,
  type outcomeReasons,
  outcomes,
} from '../../contract/custom-messages.ts';
import { type Db, rows } from '../platform/database.ts';
import { isoText } from '../platform/sql-times.ts';

/** Of several notices to one client, that which says most of how things are. */
const worstFirst = [
  'waiting',
  'unreachable',
  'failed',
  'uncertain',
  'cancelled',
  'skipped',
  'perhaps_twice',
  'delivered',
] as const satisfies MessageOutcome[];

export interface Receipt {
  state: MessageOutcome;
  reason: (typeof outcomeReasons)[number] | null;
  at: string | null;
}

/**
 * One row a recipient: `message_id`, `client_id`, `state`, `reason`, `settled_at`. `where` names recipients
 * as `r`. Most have one notice, or none: joined as a whole, ten thousand of them cost a tenth.
 */
export function receiptsOf(where: SQL): SQL {
  return sql`(
    select r.message_id, r.client_id,
      coalesce(case when n.id is not null then ${stateTold} end, 'not_connected') as state,
      ${reasonTold} as reason, n.settled_at
    from custom_message_recipients r
    left join notices n on n.id = r.notice_ids[1]
    left join lanes l on l.channel = n.channel and l.address = n.address
    where cardinality(r.notice_ids) <= 1 and ${where}
    union all
    select r.message_id, r.client_id, coalesce((array[${list(worstFirst)}])[min(x.place)], 'not_connected') as state,
      (array_agg(x.reason order by x.place))[1] as reason, max(x.settled_at) as settled_at
    from custom_message_recipients r
    cross join lateral unnest(r.notice_ids) as given (id)
    left join lateral (
      select array_position(array[${list(worstFirst)}], ${stateTold}) as place,
        ${reasonTold} as reason, n.settled_at
      from notices n left join lanes l on l.channel = n.channel and l.address = n.address
      where n.id = given.id
    ) x on true
    where cardinality(r.notice_ids) > 1 and ${where}
    group by r.message_id, r.client_id)`;
}

/** Of a notice `n` in its lane `l`. What waits for whoever has blocked the bot is no worse for having been tried. */
const stateTold = sql`case
    when n.due and l.closed_at is not null then 'unreachable'
    when n.due or n.state = 'sending' then 'waiting'
    when n.state = 'delivered' and n.perhaps_twice then 'perhaps_twice'
    when n.state in ('delivered', 'folded') then 'delivered'
    when n.state in ('uncertain', 'skipped', 'cancelled') then n.state
    else 'failed'
  end`;

const reasonTold = sql`case
    when n.due and l.closed_at is not null then 'blocked'
    when n.state = 'skipped' and n.reason = 'preferences.off' then 'switched_off'
    when n.state = 'skipped' then 'disconnected'
    when n.state = 'expired' then 'expired'
    when n.state = 'failed' then 'refused'
  end`;

/** How many recipients of each of these messages are where. */
export async function countOutcomes(
  db: Db,
  messageIds: string[],
): Promise<Map<string, Record<MessageOutcome, number>>> {
  const counted = new Map(messageIds.map((id) => [id, nobody()]));
  if (messageIds.length === 0) return counted;
  const found = await rows<{ id: string; state: MessageOutcome; count: number }>(
    db,
    sql`select message_id as id, state, count(*)::int as count
      from ${receiptsOf(sql`r.message_id in (${list(messageIds)})`)} as receipts
      group by message_id, state`,
  );
  for (const { id, state, count } of found) {
    const counts = counted.get(id);
    if (counts) counts[state] = count;
  }
  return counted;
}

/** What became of one message for one client. */
export async function selectReceipt(
  db: Db,
  { messageId, clientId }: { messageId: string; clientId: string },
): Promise<Receipt | undefined> {
  const one = sql`r.message_id = ${messageId} and r.client_id = ${clientId}`;
  const [found] = await rows<Receipt>(db, sql`select ${told} from ${receiptsOf(one)} as receipts`);
  return found;
}

/** The columns of a receipt. */
export const told = sql`receipts.state, receipts.reason, ${isoText(sql`receipts.settled_at`)} as at`;

function nobody(): Record<MessageOutcome, number> {
  return Object.fromEntries(outcomes.map((one) => [one, 0])) as Record<MessageOutcome, number>;
}

function list(given: readonly string[]): SQL {
  return sql.join(
    given.map((one) => sql`${one}::text`),
    sql`, `,
  );
}
