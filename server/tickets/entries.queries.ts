import { type SQL, sql } from 'drizzle-orm';
import type { Entry } from '../../contract/ticket-shapes.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import { isoText } from '../platform/sql-times.ts';

export interface FoundEntry {
  id: string;
  position: string;
  kind: Entry['kind'];
  author_kind: Entry['author']['kind'];
  author_id: string | null;
  author_name: string | null;
  text: string | null;
  event: string | null;
  from_ticket: number | null;
  source: Entry['source'] | null;
  at: string;
  edited_at: string | null;
}

/** Bytes of a page as it travels, and entries in it. */
const most = { bytes: 60_000, entries: 100 };
/** What an entry and a file's description weigh besides their texts. */
const weight = { entry: 350, file: 250 };

/**
 * The newest entries before `before` that fit into a page, the oldest first; always at least one.
 * `readable` is a condition on `ticket_entries`.
 */
export function selectEntries(
  db: Db,
  { ticketId, before, readable }: { ticketId: string; before: number | undefined; readable: SQL },
): Promise<FoundEntry[]> {
  const older = before === undefined ? sql`true` : sql`position < ${before}::bigint`;
  return rows<FoundEntry>(
    db,
    sql`with newest as (
          select * from ticket_entries
          where ticket_id = ${ticketId} and ${older} and ${readable}
          order by position desc limit ${most.entries}
        ), weighed as (
          select newest.*, row_number() over byte as place, sum(${weight.entry}
            + octet_length(coalesce(to_json(text)::text, '')) + octet_length(coalesce(event::text, ''))
            + (select coalesce(sum(octet_length(name) + ${weight.file}), 0) from files where subject_id = newest.id)
          ) over byte as bytes
          from newest window byte as (order by position desc)
        )
        select e.id, e.position::text as position, e.kind, e.author_kind, e.author_id,
          coalesce(s.name, c.name, p.name) as author_name, e.text, e.event::text as event,
          e.from_ticket, e.source, ${isoText(sql`e.created_at`)} as at,
          ${isoText(sql`e.edited_at`)} as edited_at
        from weighed e
        left join staff s on e.author_kind = 'staff' and s.id = e.author_id
        left join clients c on e.author_kind = 'client' and c.id = e.author_id
        left join integration_tokens p on e.author_kind = 'token' and p.id = e.author_id
        where e.place = 1 or e.bytes <= ${most.bytes}
        order by e.position`,
  );
}

export async function hasEntriesBefore(
  db: Db,
  { ticketId, position, readable }: { ticketId: string; position: number; readable: SQL },
): Promise<boolean> {
  const [found] = await rows<{ older: boolean }>(
    db,
    sql`select exists (
          select 1 from ticket_entries
          where ticket_id = ${ticketId} and position < ${position}::bigint and ${readable}
        ) as older`,
  );
  return found?.older ?? false;
}

/** Notes how far the client has read; tells whether there was an answer not seen before. */
export async function updateSeen(
  tx: Tx,
  { ticketId, position }: { ticketId: string; position: number },
): Promise<boolean> {
  const seen = await rows(
    tx,
    sql`update tickets set client_seen = ${position}::bigint
        where id = ${ticketId} and client_seen < last_answer and client_seen < ${position}::bigint
        returning id`,
  );
  return seen.length > 0;
}
