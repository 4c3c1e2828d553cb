/** What tickets hold of a client: their tickets with all that is said in them; notes and drafts of staff are not given, but go. */
import { inArray, sql } from 'drizzle-orm';
import { deleteFilesOf, filesOf, inArchive, placed } from '../files/files.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import {
  type CollectedPart,
  type PersonalData,
  pagesOf,
  present,
} from '../platform/personal-data.ts';
import { isoText } from '../platform/sql-times.ts';
import { ticketEntries, tickets } from './tickets.tables.ts';

export const personalData: PersonalData = {
  tables: {
    tickets: 'person',
    ticket_entries: 'person',
    ticket_entry_versions: 'person',
    ticket_search: 'person',
    ticket_tags: 'person',
    ticket_drafts: 'person',
    ticket_presence: 'person',
    tags: { nothing: 'Words of the company for its tickets.' },
    canned_answers: { nothing: 'Words of the company for every client.' },
    due_times_state: { nothing: 'It says which settings the due times follow.' },
  },
  traces: async (db, ids) => ({ subjects: await selectTicketIds(db, ids) }),
  async *collect(db, { ids }) {
    for await (const page of ticketsOf(db, ids)) {
      yield { part: 'tickets', items: page.map(({ id: _id, ...ticket }) => present(ticket)) };
    }
    for await (const page of ticketsOf(db, ids)) {
      for (const ticket of page) yield* messagesOf(db, ticket);
    }
  },
  async erase(tx, _platform, { ids }) {
    const ticketIds = await lockTicketsOf(tx, ids);
    if (ticketIds.length === 0) return { fileIds: [] };
    const entries = await tx
      .delete(ticketEntries)
      .where(inArray(ticketEntries.ticketId, ticketIds))
      .returning({ id: ticketEntries.id });
    const fileIds: string[] = [];
    for (const some of portions(entries)) {
      const entryIds = some.map(({ id }) => id);
      fileIds.push(...(await deleteFilesOf(tx, entryIds)));
    }
    await tx.delete(tickets).where(inArray(tickets.id, ticketIds));
    return { fileIds };
  },
};

interface FoundTicket {
  id: string;
  number: number;
}

function ticketsOf(db: Db, ids: string[]): AsyncGenerator<FoundTicket[]> {
  return pagesOf((after, most) =>
    rows<FoundTicket>(
      db,
      sql`select id, number, subject, status, source, rating, rating_comment as "ratingComment",
            ${isoText(sql`created_at`)} as "createdAt", ${isoText(sql`rated_at`)} as "ratedAt",
            ${isoText(sql`closed_at`)} as "closedAt",
            (select other.number from tickets other where other.id = tickets.merged_into_id) as "mergedInto"
          from tickets
          where ${inArray(tickets.clientId, ids)} and number > ${after?.number ?? 0}
          order by number limit ${most}`,
    ),
  );
}

interface FoundMessage {
  id: string;
  position: string;
  earlierTexts: string | null;
}

async function* messagesOf(db: Db, ticket: FoundTicket): AsyncGenerator<CollectedPart> {
  // Names and times are looked up for the messages of the page alone, not for all that follow it.
  const pages = pagesOf<FoundMessage>((after, most) =>
    rows<FoundMessage>(
      db,
      sql`select e.id, e.position::text as position, ${isoText(sql`e.created_at`)} as at,
            e.author_kind as "authorKind", coalesce(s.name, c.name, p.name) as author, e.text, e.source,
            ${isoText(sql`e.edited_at`)} as "editedAt",
            (select json_agg(v.text order by v.number)::text from ticket_entry_versions v
              where v.entry_id = e.id and e.author_kind = 'client') as "earlierTexts"
          from (
            select * from ticket_entries
            where ticket_id = ${ticket.id} and kind = 'message'
              and position > ${after?.position ?? '0'}::bigint
            order by position limit ${most}
          ) e
          left join staff s on e.author_kind = 'staff' and s.id = e.author_id
          left join clients c on e.author_kind = 'client' and c.id = e.author_id
          left join integration_tokens p on e.author_kind = 'token' and p.id = e.author_id
          order by e.position`,
    ),
  );
  for await (const page of pages) {
    const attached = await filesOf(
      db,
      page.map(({ id }) => id),
    );
    const items = page.map(({ id, position: _position, earlierTexts, ...message }) => ({
      ticket: ticket.number,
      ...present(message),
      ...(earlierTexts !== null && { earlierTexts: JSON.parse(earlierTexts) as string[] }),
      ...(attached.has(id) && { files: attached.get(id)?.map(inArchive) }),
    }));
    yield { part: 'messages', items, files: [...attached.values()].flat().map(placed) };
  }
}

async function selectTicketIds(db: Db, ids: string[]): Promise<string[]> {
  const found = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(inArray(tickets.clientId, ids));
  return found.map(({ id }) => id);
}

/** Whoever writes to one of them at this moment comes first. */
async function lockTicketsOf(tx: Tx, ids: string[]): Promise<string[]> {
  const found = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(inArray(tickets.clientId, ids))
    .orderBy(tickets.id)
    .for('update');
  return found.map(({ id }) => id);
}

// A statement takes 65,535 parameters at most.
function* portions<T>(all: T[], size = 10_000): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
