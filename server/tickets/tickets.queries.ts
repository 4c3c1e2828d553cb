import { and, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { clients } from '../identity/identity.tables.ts';
import { staff } from '../identity/staff.tables.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import type { Ticket } from './tickets.policy.ts';
import { tags, ticketEntries, ticketSearch, tickets, ticketTags } from './tickets.tables.ts';

export type NewEntry = typeof ticketEntries.$inferInsert;

/** Writes them in this order. */
export async function insertEntries(tx: Tx, entries: NewEntry[]) {
  const written = await tx
    .insert(ticketEntries)
    .values(entries)
    .returning({ id: ticketEntries.id, position: ticketEntries.position });
  return new Map(written.map(({ id, position }) => [id, position]));
}

export async function updateTicket(tx: Tx, id: string, columns: Partial<Ticket>): Promise<void> {
  await tx.update(tickets).set(columns).where(eq(tickets.id, id));
}

// Some 10,000 different words, more than a conversation needs. Each message indexes all of them anew: what does not fit is not found, but it is said.
const fullDocument = 200_000;

function sizeOf(document: SQL): SQL {
  // Joined with nothing it is as large as in memory; the stored one may be compressed.
  return sql`pg_column_size(${document} || ''::tsvector)`;
}

/** Makes the words of a message findable. */
export async function appendWords(tx: Tx, ticketId: string, words: string): Promise<void> {
  const document = sql`${ticketSearch.document}`;
  await tx
    .update(ticketSearch)
    .set({
      document: sql`case when ${sizeOf(document)} < ${fullDocument}
        then ${document} || setweight(to_tsvector('russian', ${words}), 'C') else ${document} end`,
    })
    .where(eq(ticketSearch.ticketId, ticketId));
}

/** Makes the ticket findable by what its entries say now. `fresh` alone is added where all of it would be too much to index at once. */
export async function rebuildWords(tx: Tx, ticketId: string, fresh: string): Promise<void> {
  const document = sql`${ticketSearch.document}`;
  const all = sql`(select coalesce(string_agg(text, ' ' order by position), '') from ticket_entries
    where ticket_id = ${ticketId} and text is not null)`;
  await tx
    .update(ticketSearch)
    .set({
      document: sql`case
        when octet_length(${all}) < ${fullDocument}
        then ts_filter(${document}, '{a,b}') || setweight(to_tsvector('russian', ${all}), 'C')
        when ${sizeOf(document)} < ${fullDocument}
        then ${document} || setweight(to_tsvector('russian', ${fresh}), 'C')
        else ${document} end`,
    })
    .where(eq(ticketSearch.ticketId, ticketId));
}

/** Takes the words of a new subject in place of the former ones. */
export async function replaceSubjectWords(tx: Tx, ticketId: string, subject: string) {
  await tx
    .update(ticketSearch)
    .set({
      document: sql`ts_filter(${ticketSearch.document}, '{b,c}')
        || setweight(to_tsvector('russian', ${subject}), 'A')`,
    })
    .where(eq(ticketSearch.ticketId, ticketId));
}

/** What one ticket is found by, the other is found by too; the first keeps its own subject and number. */
export async function joinWords(tx: Tx, { from, into }: { from: string; into: string }) {
  const one = sql`${ticketSearch.document}`;
  const other = sql`(select document from ticket_search where ticket_id = ${from})`;
  await tx
    .update(ticketSearch)
    .set({
      document: sql`case when ${sizeOf(one)} + ${sizeOf(other)} < ${fullDocument}
        then ${one} || ${other} else ${one} end`,
    })
    .where(eq(ticketSearch.ticketId, into));
  await tx
    .update(ticketSearch)
    .set({ document: sql`ts_filter(${ticketSearch.document}, '{a,b}')` })
    .where(eq(ticketSearch.ticketId, from));
}

/** Whether somebody but the viewer has said something publicly after this position. */
export async function hasNewerMessages(
  db: Db,
  { ticketId, seen, viewerId }: { ticketId: string; seen: number; viewerId: string },
): Promise<boolean> {
  const found = await db
    .select({ id: ticketEntries.id })
    .from(ticketEntries)
    .where(
      and(
        eq(ticketEntries.ticketId, ticketId),
        gt(ticketEntries.position, seen),
        eq(ticketEntries.kind, 'message'),
        or(ne(ticketEntries.authorId, viewerId), sql`${ticketEntries.authorId} is null`),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** When the client first wrote after the company's last public words; null when those were the last. */
export async function selectWaitsSince(db: Db, ticketId: string): Promise<Date | null> {
  const [row] = await rows<{ ms: string | null }>(
    db,
    sql`select floor(extract(epoch from min(created_at)) * 1000)::bigint::text as ms
        from ticket_entries
        where ticket_id = ${ticketId} and kind = 'message' and author_kind = 'client'
          and position > coalesce((
            select max(position) from ticket_entries
            where ticket_id = ${ticketId} and kind = 'message' and author_kind <> 'client'
          ), 0)`,
  );
  return row?.ms ? new Date(Number(row.ms)) : null;
}

/** A member of staff, who cannot be shut out before this transaction is over. */
export async function lockColleague(tx: Tx, id: string) {
  const [colleague] = await tx
    .select({ id: staff.id, name: staff.name, deactivatedAt: staff.deactivatedAt })
    .from(staff)
    .where(eq(staff.id, id))
    .for('share');
  return colleague;
}

export async function selectStaffNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Whether staff see them or not. */
export async function selectClientNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: clients.id, name: clients.name })
    .from(clients)
    .where(inArray(clients.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}

export async function selectTags(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(inArray(tags.id, ids))
    .for('key share');
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** The tags of each ticket, by name. */
export async function selectTagsOf(db: Db, ticketIds: string[]) {
  const found = await db
    .select({ ticketId: ticketTags.ticketId, id: tags.id, name: tags.name })
    .from(ticketTags)
    .innerJoin(tags, eq(tags.id, ticketTags.tagId))
    .where(inArray(ticketTags.ticketId, ticketIds))
    .orderBy(tags.key);
  const byTicket = new Map<string, { id: string; name: string }[]>();
  for (const { ticketId, ...tag } of found) {
    byTicket.set(ticketId, [...(byTicket.get(ticketId) ?? []), tag]);
  }
  return byTicket;
}

export async function replaceTags(tx: Tx, ticketId: string, tagIds: string[]): Promise<void> {
  await tx.delete(ticketTags).where(eq(ticketTags.ticketId, ticketId));
  await addTags(tx, ticketId, tagIds);
}

export async function addTags(tx: Tx, ticketId: string, tagIds: string[]): Promise<void> {
  if (tagIds.length === 0) return;
  await tx
    .insert(ticketTags)
    .values(tagIds.map((tagId) => ({ ticketId, tagId })))
    .onConflictDoNothing();
}

export interface OpenedTicket {
  id: string;
  entryId: string;
  clientId: string;
  subject: string;
  text: string;
  priority: Ticket['priority'];
  priorityPlace: number;
  assigneeId: string | null;
  source: Ticket['source'];
  author: { authorKind: 'client' | 'staff' | 'token'; authorId: string };
  /** Whether the client waits for an answer to it. */
  waits: boolean;
  firstAnswerDueAt: Date | null;
  solutionDueAt: Date | null;
  dueAt: Date;
}

/**
 * Tickets with their first messages and search documents, by the function `open_ticket` of the
 * migrations, all in one statement. What is for a client who is not there does not come back.
 */
export async function insertOpened(
  tx: Tx,
  opened: readonly OpenedTicket[],
): Promise<Map<string, { number: number; language: Language }>> {
  const given = JSON.stringify(opened.map(({ author, ...ticket }) => ({ ...ticket, ...author })));
  const found = await rows<{ id: string; number: number | null; language: Language }>(
    tx,
    sql`select n.id, o.p_number as number, o.p_language as language
      from jsonb_to_recordset(${given}::jsonb) as n (
        "id" uuid, "entryId" uuid, "clientId" uuid, "subject" text, "text" text, "priority" text,
        "priorityPlace" smallint, "assigneeId" uuid, "source" text, "authorKind" text,
        "authorId" uuid, "waits" boolean, "firstAnswerDueAt" timestamptz,
        "solutionDueAt" timestamptz, "dueAt" timestamptz
      ), lateral open_ticket(
        n."id", n."entryId", n."clientId", n."subject", n."text", n."priority", n."priorityPlace",
        n."assigneeId", n."source", n."authorKind", n."authorId", n."waits", n."firstAnswerDueAt",
        n."solutionDueAt", n."dueAt"
      ) as o`,
  );
  return new Map(
    found.flatMap(({ id, number, language }) =>
      number === null ? [] : [[id, { number, language }] as const],
    ),
  );
}
