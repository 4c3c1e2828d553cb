/** Two tickets of one client turn out to be one matter: one conversation goes into the other. */
import { and, eq, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { changeStatus } from './answer-ticket.ts';
import { backAtWork, beginChange, type Change, setStatus } from './change.ts';
import { isRunning, isSolved, type Rules, readRules } from './due-times.ts';
import type { Opened } from './open-together.ts';
import { auditChange, type DeskDoing, saveChange } from './save-change.ts';
import { assertNotMerged, lockTickets, requireTicket } from './tickets.policy.ts';
import * as queries from './tickets.queries.ts';
import { ticketDrafts, ticketEntries } from './tickets.tables.ts';

/**
 * Moves what was said in one ticket, its files, tags and findable words into another, in the order
 * of the days, and closes the first for good. Who waited for an answer still waits. Throws
 * `request.not_found`, `ticket.merged`, and `ticket.merge_impossible` for one and the same ticket, for
 * two clients' and for a closed one.
 */
export async function mergeDeskTicket(
  doing: DeskDoing,
  ref: string,
  intoId: string,
): Promise<Opened> {
  const { platform, viewer } = doing;
  const rules = await readRules(platform.database.handle, platform);
  return platform.database.transaction(async (tx) => {
    const { id: fromId } = await requireTicket(tx, viewer, ref);
    const locked = await lockTickets(tx, viewer, [fromId, intoId.toLowerCase()]);
    const from = locked.find(({ id }) => id === fromId);
    const into = locked.find(({ id }) => id === intoId.toLowerCase());
    if (!from || !into) throw new CodedError('request.not_found');
    assertNotMerged(from);
    assertNotMerged(into);
    const open = from.status !== 'closed' && into.status !== 'closed';
    if (from === into || from.clientId !== into.clientId || !open) {
      throw new CodedError('ticket.merge_impossible');
    }
    const source = beginChange(from);
    const target = beginChange(into);
    await moveWhatWasSaid(tx, source, target);
    await joinStates(tx, doing, source, target, rules);
    source.events.push({ what: 'merged_away', from: null, to: String(into.number) });
    target.events.push({ what: 'merged_here', from: String(from.number), to: null });
    await saveChange(tx, doing, source, { rules });
    await saveChange(tx, doing, target, { rules });
    await auditChange(tx, doing, 'ticket.merged', source);
    return { id: into.id, number: into.number };
  });
}

async function moveWhatWasSaid(tx: Tx, source: Change, target: Change): Promise<void> {
  const { id: from, number } = source.after;
  const { id: into } = target.after;
  await tx
    .update(ticketEntries)
    .set({ ticketId: into, fromTicket: sql`coalesce(${ticketEntries.fromTicket}, ${number})` })
    .where(eq(ticketEntries.ticketId, from));
  await queries.joinWords(tx, { from, into });
  await joinTags(tx, { from, into });
  // An unfinished answer goes along, unless its writer has another one there.
  const there = alias(ticketDrafts, 'there');
  await tx
    .update(ticketDrafts)
    .set({ ticketId: into })
    .where(
      and(
        eq(ticketDrafts.ticketId, from),
        notExists(
          tx
            .select({ staffId: there.staffId })
            .from(there)
            .where(and(eq(there.ticketId, into), eq(there.staffId, ticketDrafts.staffId))),
        ),
      ),
    );
}

/** As many as a ticket may have. */
async function joinTags(tx: Tx, { from, into }: { from: string; into: string }): Promise<void> {
  const byTicket = await queries.selectTagsOf(tx, [from, into]);
  const kept = (byTicket.get(into) ?? []).map(({ id }) => id);
  const added = (byTicket.get(from) ?? []).map(({ id }) => id).filter((id) => !kept.includes(id));
  await queries.addTags(tx, into, added.slice(0, Math.max(0, 20 - kept.length)));
}

async function joinStates(
  tx: Tx,
  { viewer }: DeskDoing,
  source: Change,
  target: Change,
  rules: Rules,
): Promise<void> {
  const { before: from } = source;
  const { before: into, after } = target;
  const unread = from.lastAnswer > from.clientSeen || into.lastAnswer > into.clientSeen;
  after.lastAnswer = Math.max(from.lastAnswer, into.lastAnswer);
  after.clientSeen = Math.max(from.clientSeen, into.clientSeen);
  if (unread) after.clientSeen = Math.min(after.clientSeen, after.lastAnswer - 1);
  else after.clientSeen = Math.max(after.clientSeen, after.lastAnswer);
  if (into.firstAnswerAt === null) {
    after.firstAnswerAt = from.firstAnswerAt;
    after.firstAnswerMinutes = from.firstAnswerMinutes;
    after.firstAnswerBy = from.firstAnswerBy;
    after.firstAnswerDueAt = from.firstAnswerDueAt;
  }
  // What is still to be done in the one is to be done in the other.
  if (isRunning(from.status) && !isRunning(into.status)) {
    await changeStatus(tx, target, backAtWork(target), { by: viewer, rules });
  } else if (from.status === 'waiting' && isSolved(into.status)) {
    await changeStatus(tx, target, 'waiting', { by: viewer, rules });
  }
  if (isRunning(after.status)) {
    after.unansweredSince = earlier(from.unansweredSince, into.unansweredSince);
  }
  setStatus(source, 'closed', { by: viewer, rules, waitsSince: null });
  source.after.mergedIntoId = into.id;
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return new Date(Math.min(one.getTime(), other.getTime()));
}
