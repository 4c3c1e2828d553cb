/** Tickets whose people change: two clients turn out to be one, and a member of staff is shut out. */
import { sql } from 'drizzle-orm';
import { personTopic, tellDesk } from '../identity/identity.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';

/** All tickets of one client become another's: they are one person. */
export async function moveTickets(
  tx: Tx,
  platform: Platform,
  { from, into }: { from: string; into: string },
): Promise<void> {
  // What they said themselves is the other's too; the search finds it by the name that stays.
  await tx.execute(sql`update ticket_entries set author_id = ${into}::uuid
    where author_kind = 'client' and author_id = ${from}::uuid
      and ticket_id in (select id from tickets where client_id = ${from}::uuid)`);
  await tx.execute(sql`update ticket_search set document = ts_filter(document, '{a,c}')
      || setweight(to_tsvector('russian', clients.name || ' ' || ticket_search.number), 'B')
    from clients
    where clients.id = ${into}::uuid
      and ticket_id in (select id from tickets where client_id = ${from}::uuid)`);
  await tx.execute(
    sql`update tickets set client_id = ${into}::uuid, version = version + 1
      where client_id = ${from}::uuid`,
  );
  tellDesk(tx, platform, 'ticket');
  platform.live.publish(tx, personTopic({ kind: 'client', id: into }), 'ticket');
}

/** The unsolved tickets of a member of staff who is shut out become nobody's. */
export async function releaseTickets(tx: Tx, platform: Platform, staffId: string): Promise<void> {
  await tx.execute(sql`with held as (
      select id from tickets where assignee_id = ${staffId}::uuid and resolved_at is null
      order by id for update
    ), released as (
      update tickets set assignee_id = null, version = version + 1, updated_at = ${databaseNow}
      from held where tickets.id = held.id
      returning tickets.id
    )
    insert into ticket_entries (id, ticket_id, kind, author_kind, event)
    select gen_random_uuid(), released.id, 'event', 'system',
      jsonb_build_object('what', 'assigned', 'from', staff.name, 'to', null)
    from released, staff where staff.id = ${staffId}::uuid`);
  tellDesk(tx, platform, 'ticket');
}
