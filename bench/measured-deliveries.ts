/** The measured process's own side of deliveries: a ledger with a past, clients with a chat each, and an administrator. */
import { sql } from 'drizzle-orm';
import { addPeople } from '../server/cast/history.ts';
import { newAccessToken } from '../server/identity/access-token.ts';
import { openSession } from '../server/identity/identity.ts';
import { rows, type Tx } from '../server/platform/database.ts';
import type { Platform } from '../server/platform/platform.ts';

export interface DeliveriesQuestion {
  /** So many notices there shall be. */
  seedDeliveries: number;
  /** So many clients there shall be, each with a chat. */
  clients: number;
}

export interface DeliveriesAnswer {
  /** Of an administrator. */
  token: string;
}

export async function seedDeliveries(
  platform: Platform,
  { seedDeliveries: wanted, clients }: DeliveriesQuestion,
): Promise<DeliveriesAnswer> {
  const { database } = platform;
  await database.transaction(async (tx) => {
    await addPeople(tx, clients);
    await connectAll(tx);
    await addNotices(tx, wanted);
  });
  await database.handle.execute(sql`vacuum analyze`);
  const [olga] = await rows<{ id: string }>(
    database.handle,
    sql`update staff set role = 'admin' where id = (select id from staff order by id limit 1) returning id::text`,
  );
  const holder = { kind: 'staff' as const, id: olga?.id ?? '' };
  const { sessionId } = await database.transaction((tx) =>
    openSession(tx, { holder, browser: 'bench' }),
  );
  return { token: newAccessToken(platform, { sessionId, holder }) };
}

async function connectAll(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into telegram_connections (id, person_kind, person_id, chat_id, state, connected_at)
    select gen_random_uuid()::text, 'client', id::text, 2000000 + row_number() over (order by id),
      'connected', now()
    from clients on conflict do nothing`);
}

/** Of all kinds, over half a year, in the proportions of a company that is doing well. */
async function addNotices(tx: Tx, wanted: number): Promise<void> {
  await tx.execute(sql`
    with c as (
      select person_id, chat_id::text as address, row_number() over (order by person_id) as place
      from telegram_connections where person_kind = 'client'
    ), present as (select count(*)::int as count from notices),
    total as (select count(*)::int as count from c)
    insert into notices (id, channel, address, person_kind, person_id, kind, rank, content,
      subject_kind, subject_id, due, admitted, state, reason, tries, message_id, expires_at,
      created_at, settled_at)
    select gen_random_uuid()::text, 'telegram', c.address, 'client', c.person_id,
      (array['ticket.answered', 'ticket.status', 'invoice.issued', 'custom_message'])[1 + i % 4], 2,
      jsonb_build_object('text', jsonb_build_object('text', repeat('News of your ticket. ', 8))),
      'bench', i::text, false, true,
      case when i % 50 = 0 then 'failed' when i % 20 = 0 then 'folded' else 'delivered' end,
      case when i % 50 = 0 then '400 Bad Request: message is too long' end, 1, i::text,
      now() + interval '1 day', moment, moment
    from present, total, generate_series(present.count + 1, ${wanted}::int) as i
    join c on c.place = 1 + i % (select count from total)
    cross join lateral (select now() - (${wanted}::int - i) * interval '150 seconds' as moment) m`);
}
