/** Tickets with a past, for the demonstration and for trying the desk at full size. The database makes them itself: no row travels. */
import { sql } from 'drizzle-orm';
import { rows, type Tx } from '../platform/database.ts';
import * as words from './history-words.ts';

/** So many clients, and a few colleagues. Those that are there already stay. */
export async function addPeople(tx: Tx, clients: number): Promise<void> {
  await tx.execute(sql`
    insert into staff (id, name, email, role, sees, language)
    select gen_random_uuid(), name, 'seed-' || place || '@otklik.example', 'agent', 'all', 'ru'
    from ${list(words.agents)} on conflict do nothing`);
  await tx.execute(sql`
    with w as (select ${array(words.given)} as given, ${array(words.family)} as family)
    insert into clients (id, name, phone, phone_proved_at, email, language, confirmed_at, created_at)
    select gen_random_uuid(),
      ${pick('w.given')} || ' ' || ${pick('w.family')}, '+7900' || lpad(i::text, 7, '0'), now(),
      'client' || i || '@mail.example', case when random() < 0.8 then 'ru' else 'en' end, now(),
      now() - random() * interval '730 days'
    from w, generate_series(1, ${clients}::int) as i
    where not exists (select from clients where phone = '+7900' || lpad(i::text, 7, '0'))`);
}

/** Tags and canned answers. Those that are there already stay. */
export async function addTools(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into tags (id, name, key, colour)
    select gen_random_uuid(), pair->>0, lower(pair->>0), pair->>1
    from jsonb_array_elements(${JSON.stringify(words.tags)}::jsonb) as pair on conflict do nothing`);
  await tx.execute(sql`
    insert into canned_answers (id, title, text)
    select gen_random_uuid(), pair->>0, pair->>1
    from jsonb_array_elements(${JSON.stringify(words.answers)}::jsonb) as pair
    where not exists (select from canned_answers where title = pair->>0)`);
}

/**
 * Adds `count` tickets of the time before `until`, spread over `days`, with all that belongs to them.
 * Of old ones almost all are solved, of the newest many are not: in all about nine of ten.
 */
export async function addTickets(
  tx: Tx,
  batch: { count: number; from: Date; until: Date; recent: boolean },
): Promise<void> {
  const { count, from, until, recent } = batch;
  const solved = recent ? 0.4 : 0.945;
  await tx.execute(sql`
    create temporary table seeded on commit drop as
    with w as materialized (
      select ${array(words.subjects.ru)} as ru, ${array(words.subjects.en)} as en,
        array(select id from clients where confirmed_at is not null and merged_into_id is null) as clients,
        array(select id from staff where deactivated_at is null) as agents
    )
    select gen_random_uuid() as id, ${pick('w.clients')} as client_id, ${pick('w.agents')} as agent_id,
      l.russian,
      case when l.russian then ${pick('w.ru')} else ${pick('w.en')} end
        || case when random() < 0.5 then case when l.russian then ', заказ ' else ', order ' end || floor(random() * 90000 + 10000) else '' end as subject,
      case when random() < ${solved} then case when ${recent} then 'resolved' else 'closed' end
        when random() < 0.5 then 'open' when random() < 0.6 then 'in_progress' else 'waiting' end as status,
      (array[0, 1, 1, 1, 1, 1, 1, 2, 2, 3])[floor(random() * 10)::int + 1] as place,
      (array['portal', 'portal', 'portal', 'desk', 'telegram', 'api'])[floor(random() * 6)::int + 1] as source,
      floor(random() * 5)::int + 2 as messages,
      ${from.toISOString()}::timestamptz
        + (${until.toISOString()}::timestamptz - ${from.toISOString()}::timestamptz) * (i / ${count}::float8) as at,
      (random() * 36 + 0.2) * interval '1 hour' as pace
    from w, generate_series(1, ${count}::int) as i, lateral (select random() < 0.75 + 0 * i as russian) as l`);
  // Who writes last decides who waits: an open ticket ends with the client, the others with the company.
  await tx.execute(sql`
    create temporary table said on commit drop as
    with w as materialized (
      select ${array(words.questions.ru)} as ru, ${array(words.questions.en)} as en,
        ${array(words.replies.ru)} as ru_reply, ${array(words.replies.en)} as en_reply, ${array(words.notes)} as notes
    )
    select (select coalesce(max(position), 0) from ticket_entries) + row_number() over (order by t.at, k.k) as position,
      t.id as ticket_id, k.k, t.at + least(t.pace, (now() - t.at) / (t.messages + 3)) * (k.k - 1) as at, v.kind, v.author, t.client_id, t.agent_id,
      case v.kind when 'note' then ${pick('w.notes')}
        else case when v.author = 'client'
          then case when t.russian then ${pick('w.ru')} || ' ' || ${pick('w.ru')} || ' ' || ${pick('w.ru')}
            else ${pick('w.en')} || ' ' || ${pick('w.en')} || ' ' || ${pick('w.en')} end
          else case when t.russian then ${pick('w.ru_reply')} || ' ' || ${pick('w.ru_reply')}
            else ${pick('w.en_reply')} || ' ' || ${pick('w.en_reply')} end end
          || case when random() < 0.3 then ' № ' || floor(random() * 900000 + 100000) else '' end end as text
    from w, seeded t
    cross join lateral generate_series(1, t.messages + case when t.messages > 4 then 1 else 0 end) as k(k)
    cross join lateral (
      select case when k.k > t.messages then 'note' else 'message' end as kind,
        case when k.k > t.messages then 'staff'
          when k.k = 1 then 'client'
          when k.k = t.messages then case when t.status = 'open' then 'client' else 'staff' end
          when k.k % 2 = 0 then 'staff' else 'client' end as author
    ) as v`);
  await tx.execute(sql`
    insert into tickets (id, client_id, subject, status, priority, priority_place, assignee_id, source,
      unanswered_since, first_answer_due_at, first_answer_at, first_answer_minutes, first_answer_by,
      solution_due_at, due_at, resolved_at, resolved_by, closed_at, closed_by_kind, rating, rated_at,
      client_seen, last_answer, created_at, updated_at, client_updated_at)
    select t.id, t.client_id, t.subject, t.status, (array['low', 'normal', 'high', 'urgent'])[t.place + 1], t.place,
      case when t.status = 'open' and random() < 0.6 then null else t.agent_id end, t.source,
      case when t.status = 'open' then s.last end,
      t.at + interval '4 hours', s.answered,
      round(extract(epoch from s.answered - t.at) / 180)::int,
      case when s.answered is not null then t.agent_id end, d.due,
      case when t.status in ('open', 'in_progress') then d.due else '9999-12-31T00:00:00Z'::timestamptz end,
      d.solved, case when d.solved is not null then t.agent_id end,
      case when t.status = 'closed' then least(now(), d.solved + interval '3 days') end,
      case when t.status = 'closed' then 'system' end,
      r.rating, case when r.rating is not null then least(now(), d.solved + interval '1 hour') end,
      case when random() < 0.9 then s.answer else 0 end, s.answer, t.at, d.changed, d.changed
    from (select *, random() as luck from seeded order by at) as t
    join (
      select ticket_id, min(at) filter (where author = 'staff' and kind = 'message') as answered,
        max(at) filter (where kind = 'message') as last,
        coalesce(max(position) filter (where author = 'staff' and kind = 'message'), 0) as answer
      from said group by ticket_id
    ) as s on s.ticket_id = t.id
    cross join lateral (
      select case when t.status in ('resolved', 'closed') then least(now(), s.last + interval '1 hour') end as solved,
        least(now(), s.last + interval '1 hour') as changed,
        case when t.status in ('open', 'in_progress') then now() + (random() * 12 - 2) * interval '1 day'
          else t.at + interval '3 days' end as due
    ) as d
    cross join lateral (
      select case when d.solved is not null and t.luck < 0.3 then (array[5, 5, 5, 4, 4, 3, 2, 1])[floor(random() * 8)::int + 1] end as rating
    ) as r
    order by t.at`);
  await tx.execute(sql`
    insert into ticket_entries (id, position, ticket_id, kind, author_kind, author_id, text, source, created_at)
    overriding system value
    select gen_random_uuid(), position, ticket_id, kind, author,
      case author when 'client' then client_id else agent_id end, text,
      case when kind <> 'message' then null when author = 'client' then 'portal' else 'desk' end, at
    from said order by position`);
  await tx.execute(
    sql`select setval(pg_get_serial_sequence('ticket_entries', 'position'), (select max(position) from said))`,
  );
  await tx.execute(sql`
    insert into ticket_search (ticket_id, number, document)
    select t.id, t.number, setweight(to_tsvector('russian', t.subject), 'A')
      || setweight(to_tsvector('russian', c.name || ' ' || t.number), 'B')
      || setweight(to_tsvector('russian', s.words), 'C')
    from seeded join tickets t using (id) join clients c on c.id = t.client_id
    join (select ticket_id, string_agg(text, ' ' order by position) as words from said group by ticket_id) as s
      on s.ticket_id = t.id
    order by t.number`);
  await tx.execute(sql`
    insert into ticket_tags (ticket_id, tag_id)
    select seeded.id, tags.id from seeded, tags where random() < 0.12`);
  await tx.execute(sql`drop table seeded, said`);
}

/** How far the rows of the tickets reach now. */
export async function countTickets(tx: Tx): Promise<number> {
  const [row] = await rows<{ count: number }>(tx, sql`select count(*)::int as count from tickets`);
  return row?.count ?? 0;
}

function array(given: readonly string[]) {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(given)}::jsonb))`;
}

function list(given: readonly string[]) {
  return sql`jsonb_array_elements_text(${JSON.stringify(given)}::jsonb) with ordinality as l(name, place)`;
}

function pick(name: string) {
  const from = sql.raw(name);
  return sql`${from}[floor(random() * cardinality(${from}))::int + 1]`;
}
