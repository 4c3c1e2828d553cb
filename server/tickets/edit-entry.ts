/** Other words in the place of those that were said: the former ones are kept. */
import { and, eq, sql } from 'drizzle-orm';
import type { GivenReply } from '../../contract/endpoint.ts';
import type { entryVersions } from '../../contract/tickets.ts';
import { type DeskViewer, personTopic, recordAudit, tellDesk } from '../identity/identity.ts';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { isoText } from '../platform/sql-times.ts';
import { auditSubject, type Doing } from './save-change.ts';
import { lockTicket, requireTicket } from './tickets.policy.ts';
import * as queries from './tickets.queries.ts';
import { ticketEntries, ticketEntryVersions } from './tickets.tables.ts';

/**
 * Changes what the viewer has said before, in a message or a note; nothing happens where the words are
 * the same. Throws `request.not_found` for what is not their own, or stands where they do not see it.
 */
export async function editEntry(
  tx: Tx,
  { platform, viewer, origin }: Pick<Doing, 'platform' | 'viewer' | 'origin'>,
  { entryId, text }: { entryId: string; text: string },
): Promise<void> {
  const [place] = await tx
    .select({ ticketId: ticketEntries.ticketId })
    .from(ticketEntries)
    .where(eq(ticketEntries.id, entryId));
  if (!place) throw new CodedError('request.not_found');
  const ticket = await lockTicket(tx, viewer, place.ticketId);
  const entry = await findOwn(tx, { entryId, ticketId: ticket.id, authorId: viewer.id });
  if (!entry || entry.authorKind !== viewer.kind) throw new CodedError('request.not_found');
  const before = entry.text ?? '';
  if (before === text) return;
  await tx.insert(ticketEntryVersions).values({
    entryId,
    number: sql`(select count(*) + 1 from ticket_entry_versions where entry_id = ${entryId})`,
    text: before,
    replacedAt: databaseNow,
  });
  await tx
    .update(ticketEntries)
    .set({ text, editedAt: databaseNow })
    .where(eq(ticketEntries.id, entryId));
  await queries.rebuildWords(tx, ticket.id, text);
  const shown = entry.kind === 'message';
  const { now } = ticket;
  await queries.updateTicket(tx, ticket.id, {
    updatedAt: now,
    ...(shown && { clientUpdatedAt: now }),
  });
  if (viewer.kind !== 'client') {
    const subject = auditSubject(ticket);
    await recordAudit(tx, { actor: viewer, origin }, { action: 'ticket.entry_edited', subject });
  }
  tellDesk(tx, platform, `ticket:${ticket.id}`);
  const client = personTopic({ kind: 'client', id: ticket.clientId });
  if (shown) platform.live.publish(tx, client, `ticket:${ticket.id}`);
}

/** What an entry said before, the oldest first. Throws `request.not_found`. */
export async function readEntryVersions(
  { database }: Platform,
  viewer: DeskViewer,
  { ref, entryId }: { ref: string; entryId: string },
): Promise<GivenReply<typeof entryVersions>> {
  const db = database.handle;
  const ticket = await requireTicket(db, viewer, ref);
  const [entry] = await db
    .select({ id: ticketEntries.id })
    .from(ticketEntries)
    .where(and(eq(ticketEntries.id, entryId), eq(ticketEntries.ticketId, ticket.id)));
  if (!entry) throw new CodedError('request.not_found');
  return { items: await selectVersions(db, entryId) };
}

// What fits into a reply: each of them is as long as a message may be.
const mostShown = 10;

async function selectVersions(
  db: Db,
  entryId: string,
): Promise<{ text: string; replacedAt: string }[]> {
  const newest = await rows<{ text: string; replacedAt: string }>(
    db,
    sql`select text, ${isoText(sql`replaced_at`)} as "replacedAt" from ticket_entry_versions
        where entry_id = ${entryId} order by number desc limit ${mostShown}`,
  );
  return newest.reverse();
}

async function findOwn(
  tx: Tx,
  { entryId, ticketId, authorId }: { entryId: string; ticketId: string; authorId: string },
) {
  const { kind, authorKind, text } = ticketEntries;
  const [entry] = await tx
    .select({ kind, authorKind, text })
    .from(ticketEntries)
    .where(
      and(
        eq(ticketEntries.id, entryId),
        eq(ticketEntries.ticketId, ticketId),
        eq(ticketEntries.authorId, authorId),
      ),
    )
    .for('update');
  return entry;
}
