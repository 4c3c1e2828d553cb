/** Messages and notes: who says what, and what becomes of the ticket by it. */
import type { Body } from '../../contract/endpoint.ts';
import type { answerMyTicket } from '../../contract/my-tickets.ts';
import type { Status } from '../../contract/ticket-shapes.ts';
import type { answerTicket } from '../../contract/tickets.ts';
import { attachFiles } from '../files/files.ts';
import type { Viewer } from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import {
  answered,
  backAtWork,
  beginChange,
  type Change,
  comesBack,
  setAssignee,
  setStatus,
} from './change.ts';
import { forgetDraft } from './drafts.ts';
import { type Rules, readRules } from './due-times.ts';
import { sendFiles, showFiles } from './file.notices.ts';
import { auditChange, type ClientDoing, type DeskDoing, saveChange } from './save-change.ts';
import { tellStaff } from './staff.notices.ts';
import { isTold, tellClients } from './tickets.notices.ts';
import { assertNotMerged, lockTicket } from './tickets.policy.ts';
import * as queries from './tickets.queries.ts';

export interface Written {
  id: string;
  position: number;
}

/**
 * The company answers, or notes something for itself. The first answer to a ticket that is nobody's
 * makes it the answerer's. Throws `request.not_found`, `ticket.merged`, `ticket.newer_messages`, and
 * `ticket.closed` for a message without a status.
 */
export function answerAsDesk(
  doing: DeskDoing,
  ref: string,
  given: Body<typeof answerTicket>,
): Promise<Written> {
  return doing.platform.database.transaction((tx) => writeAsDesk(tx, doing, ref, given));
}

/** The same inside of a transaction that holds more. */
export async function writeAsDesk(
  tx: Tx,
  doing: DeskDoing,
  ref: string,
  { kind, text, fileIds = [], status, seen }: Body<typeof answerTicket>,
): Promise<Written> {
  const { platform, viewer } = doing;
  const rules = await readRules(tx, platform);
  const ticket = await lockTicket(tx, viewer, ref);
  assertNotMerged(ticket);
  if (kind === 'message') await assertNothingNewer(tx, ticket.id, viewer, seen);
  const change = beginChange(ticket);
  if (kind === 'message') {
    if (ticket.status === 'closed' && status === undefined) throw new CodedError('ticket.closed');
    await beginAnswer(tx, change, viewer, rules);
  }
  const next =
    status ?? (kind === 'message' && ticket.status === 'open' ? 'in_progress' : undefined);
  if (next) await changeStatus(tx, change, next, { by: viewer, rules });
  // Said just now: nobody waits for an answer, whatever the status was before.
  if (kind === 'message') change.after.unansweredSince = null;
  const words = { id: newId(), kind, text };
  const positions = await saveChange(tx, doing, change, { rules, words });
  await attachFiles(tx, { fileIds, subject: { kind: 'ticket_entry', id: words.id }, viewer });
  // What is unfinished at the desk was not sent by an answer from the phone.
  if (viewer.kind === 'staff' && doing.source !== 'telegram')
    await forgetDraft(tx, { ticketId: ticket.id, staffId: viewer.id, kind });
  await auditChange(tx, doing, kind === 'note' ? 'ticket.note_added' : 'ticket.answered', change);
  const told = change.after.status === ticket.status ? undefined : change.after.status;
  const about = { ticket: change.after, key: words.id };
  const said = { name: viewer.name, text, files: fileIds.length };
  if (kind === 'message') {
    await tellClients(tx, doing, [
      { ...about, what: 'answer', said, ...(told && { status: told }) },
    ]);
    const carrier = { ticket: change.after, entryId: words.id, topic: 'answers' as const };
    if (fileIds.length > 0) await sendFiles(tx, doing, carrier);
  } else {
    if (isTold(told)) await tellClients(tx, doing, [{ ...about, what: 'status', status: told }]);
    await tellStaff(tx, doing, [{ ...about, what: 'note', by: viewer, said }]);
  }
  return { id: words.id, position: positions.get(words.id) ?? 0 };
}

/** The client writes on; what was solved or waited for them is at work again. Throws `request.not_found`, `ticket.merged` and `ticket.closed`. */
export function answerAsClient(
  doing: ClientDoing,
  ref: string,
  given: Body<typeof answerMyTicket>,
): Promise<Written> {
  return doing.platform.database.transaction((tx) => writeAsClient(tx, doing, ref, given));
}

/** The same inside of a transaction that holds more. `reopen`: what is closed is opened again by it. */
export async function writeAsClient(
  tx: Tx,
  doing: ClientDoing,
  ref: string,
  { text, fileIds = [], reopen = false }: Body<typeof answerMyTicket> & { reopen?: boolean },
): Promise<Written> {
  const { platform, viewer } = doing;
  const rules = await readRules(tx, platform);
  const ticket = await lockTicket(tx, viewer, ref);
  assertNotMerged(ticket);
  if (ticket.status === 'closed' && !reopen) throw new CodedError('ticket.closed');
  const change = beginChange(ticket);
  await bringBack(tx, change, { by: viewer, rules });
  change.after.unansweredSince ??= ticket.now;
  const words = { id: newId(), kind: 'message' as const, text };
  const positions = await saveChange(tx, doing, change, { rules, words });
  await attachFiles(tx, { fileIds, subject: { kind: 'ticket_entry', id: words.id }, viewer });
  const said = { text, files: fileIds.length };
  const news = { ticket: change.after, what: 'client_message' as const, by: viewer };
  await tellStaff(tx, doing, [{ ...news, key: words.id, said }]);
  if (fileIds.length > 0) await showFiles(tx, doing, { ...news, entryId: words.id });
  return { id: words.id, position: positions.get(words.id) ?? 0 };
}

/** Sets a status, and asks what must be known for it: since when the client waits, and whether its colleague is still there. */
export async function changeStatus(
  tx: Tx,
  change: Change,
  status: Status,
  { by, rules }: { by: Viewer; rules: Rules },
): Promise<void> {
  const back = comesBack(change, status);
  const waitsSince = back ? await queries.selectWaitsSince(tx, change.after.id) : null;
  setStatus(change, status, { by, rules, waitsSince });
  if (back) await releaseFromAbsent(tx, change);
}

/** The client brings a ticket back to work; one that is at work stays as it is. */
export async function bringBack(
  tx: Tx,
  change: Change,
  given: { by: Viewer; rules: Rules },
): Promise<void> {
  if (change.after.status === 'open' || change.after.status === 'in_progress') return;
  await releaseFromAbsent(tx, change);
  await changeStatus(tx, change, backAtWork(change), given);
}

/** Solved tickets stay with whoever had them; one that comes back must not be with somebody who is shut out. */
async function releaseFromAbsent(tx: Tx, change: Change): Promise<void> {
  const { assigneeId } = change.after;
  if (assigneeId === null) return;
  const colleague = await queries.lockColleague(tx, assigneeId);
  if (!colleague?.deactivatedAt) return;
  setAssignee(change, null, { from: colleague.name, to: null });
}

async function beginAnswer(tx: Tx, change: Change, viewer: Viewer, rules: Rules): Promise<void> {
  const { after } = change;
  const since =
    after.unansweredSince ??
    (after.firstAnswerAt === null ? await queries.selectWaitsSince(tx, after.id) : null);
  answered(change, { by: viewer, rules, since });
  if (after.assigneeId !== null || viewer.kind !== 'staff') return;
  const colleague = await queries.lockColleague(tx, viewer.id);
  if (!colleague || colleague.deactivatedAt) throw new CodedError('session.ended');
  setAssignee(change, viewer.id, { from: null, to: colleague.name });
}

async function assertNothingNewer(
  tx: Tx,
  ticketId: string,
  viewer: Viewer,
  seen: number | undefined,
): Promise<void> {
  if (seen === undefined) return;
  if (await queries.hasNewerMessages(tx, { ticketId, seen, viewerId: viewer.id })) {
    throw new CodedError('ticket.newer_messages');
  }
}
