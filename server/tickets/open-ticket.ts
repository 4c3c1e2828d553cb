/** Opens tickets. Those of clients that come at the same moment are written together. */
import type { Body } from '../../contract/endpoint.ts';
import type { openMyTicket } from '../../contract/my-tickets.ts';
import type { openTicket } from '../../contract/tickets.ts';
import { attachFiles } from '../files/files.ts';
import { personTopic, recordAudit, tellDesk } from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { priorityPlaces } from './change.ts';
import { requireAssignee, requireTags } from './chosen.ts';
import { dueTimesOf, type Rules, readRules } from './due-times.ts';
import { sendFiles, showFiles } from './file.notices.ts';
import { clientGone, type Draft, type Opened, openTogether } from './open-together.ts';
import {
  auditSubject,
  type ClientDoing,
  type DeskDoing,
  type Doing,
  sourceOf,
} from './save-change.ts';
import { type StaffNews, tellStaff } from './staff.notices.ts';
import { type News, tellClients } from './tickets.notices.ts';
import * as queries from './tickets.queries.ts';

type New = Required<Body<typeof openMyTicket>> & {
  clientId: string;
  priority: keyof typeof priorityPlaces;
  assigneeId: string | null;
  news: Draft['news'];
};

/** A client asks. Throws `request.invalid` (the client is gone meanwhile) and `file.not_found`. */
export async function openClientTicket(
  doing: ClientDoing,
  given: Required<Body<typeof openMyTicket>>,
): Promise<Opened> {
  const { database } = doing.platform;
  const fresh = draftOfClient(doing, await readRules(database.handle, doing.platform), given);
  // A file that is not there must undo its own ticket, not those of others.
  if (given.fileIds.length === 0) return openTogether(doing, fresh, writeDrafts);
  return database.transaction((tx) => writeDraft(tx, doing, fresh));
}

/** The same inside of a transaction that holds more; this one alone is written. */
export async function openWithin(
  tx: Tx,
  doing: ClientDoing,
  given: Required<Body<typeof openMyTicket>>,
): Promise<Opened & { entryId: string }> {
  const draft = draftOfClient(doing, await readRules(tx, doing.platform), given);
  return { ...(await writeDraft(tx, doing, draft)), entryId: draft.row.entryId };
}

/**
 * Staff open a ticket for a client: its first message is theirs, so nobody waits for an answer. What a
 * program brings in are the client's words: they wait. Throws `request.invalid`, `staff.not_active`
 * and `file.not_found`.
 */
export async function openDeskTicket(
  doing: DeskDoing,
  { assigneeId = null, tagIds, ...given }: Required<Body<typeof openTicket>>,
): Promise<Opened> {
  const { platform, viewer } = doing;
  const rules = await readRules(platform.database.handle, platform);
  return platform.database.transaction(async (tx) => {
    if (assigneeId !== null) await requireAssignee(tx, assigneeId);
    await requireTags(tx, tagIds);
    const news = viewer.kind === 'staff' ? 'opened' : 'received';
    const opened = await writeDraft(
      tx,
      doing,
      draftOf(doing, rules, { ...given, assigneeId, news }),
    );
    await queries.addTags(tx, opened.id, tagIds);
    await recordAudit(
      tx,
      { actor: viewer, origin: doing.origin },
      { action: 'ticket.opened', subject: auditSubject({ ...opened, subject: given.subject }) },
    );
    return opened;
  });
}

function draftOfClient(
  doing: ClientDoing,
  rules: Rules,
  given: Required<Body<typeof openMyTicket>>,
): Draft {
  return draftOf(doing, rules, {
    ...given,
    clientId: doing.viewer.id,
    priority: 'normal',
    assigneeId: null,
    news: 'received',
  });
}

function draftOf(doing: Doing, rules: Rules, given: New): Draft {
  const { platform, viewer } = doing;
  const { subject, text, priority } = given;
  // The database writes its ids in small letters; whoever sends them may not.
  const clientId = given.clientId.toLowerCase();
  const assigneeId = given.assigneeId?.toLowerCase() ?? null;
  const createdAt = platform.clock.now();
  const waits = viewer.kind !== 'staff';
  const dueTimes = dueTimesOf(
    {
      status: 'open',
      priority,
      createdAt,
      unansweredSince: waits ? createdAt : null,
      firstAnswerAt: null,
      firstAnswerDueAt: null,
      solutionDueAt: null,
      pausedMinutes: 0,
    },
    rules,
  );
  const row = {
    id: newId(),
    entryId: newId(),
    clientId,
    subject,
    text,
    priority,
    priorityPlace: priorityPlaces[priority],
    assigneeId,
    source: sourceOf(doing),
    author: { authorKind: viewer.kind, authorId: viewer.id },
    waits,
    ...dueTimes,
  };
  return { row, news: given.news, fileIds: given.fileIds, viewer };
}

async function writeDraft(tx: Tx, doing: Doing, draft: Draft): Promise<Opened> {
  const [opened] = await writeDrafts(tx, doing, [draft]);
  if (!opened) throw clientGone();
  const { fileIds, viewer, row } = draft;
  await attachFiles(tx, { fileIds, subject: { kind: 'ticket_entry', id: row.entryId }, viewer });
  if (fileIds.length === 0) return opened;
  const carrier = { ticket: { ...row, ...opened }, entryId: row.entryId };
  if (draft.news === 'opened') await sendFiles(tx, doing, { ...carrier, topic: 'tickets' });
  else await showFiles(tx, doing, { ...carrier, what: 'new_ticket', by: viewer });
  return opened;
}

/** Writes them with their notices; nothing stands in the place of one whose client is not there. */
async function writeDrafts(
  tx: Tx,
  { platform, ports }: Pick<Doing, 'platform' | 'ports'>,
  drafts: readonly Draft[],
): Promise<(Opened | undefined)[]> {
  const written = await queries.insertOpened(
    tx,
    drafts.map(({ row }) => row),
  );
  const news = drafts.flatMap((draft) => newsOf(draft, written.get(draft.row.id)?.number));
  const languages = drafts.flatMap(({ row }) => {
    const language = written.get(row.id)?.language;
    return language ? [[row.clientId, language] as const] : [];
  });
  await tellClients(tx, { platform, ports }, news, new Map(languages));
  const forStaff = drafts.flatMap((draft) => staffNewsOf(draft, written.get(draft.row.id)?.number));
  await tellStaff(tx, { platform, ports }, forStaff);
  return drafts.map(({ row: { id, clientId } }) => {
    const number = written.get(id)?.number;
    if (number === undefined) return undefined;
    tellDesk(tx, platform, `ticket:${id}`);
    platform.live.publish(tx, personTopic({ kind: 'client', id: clientId }), `ticket:${id}`);
    return { id, number };
  });
}

function newsOf({ row, news, viewer, fileIds }: Draft, number: number | undefined): News[] {
  if (number === undefined) return [];
  const piece: News = { ticket: { ...row, number }, what: news, key: row.id };
  if (news === 'opened') piece.said = { name: viewer.name, text: row.text, files: fileIds.length };
  return [piece];
}

/** What a client, or a program for one, asks is news; of what colleagues open only the assignee hears. */
function staffNewsOf(
  { row, news, viewer: by, fileIds }: Draft,
  number: number | undefined,
): StaffNews[] {
  if (number === undefined) return [];
  const piece = { ticket: { ...row, number }, key: row.id, by };
  if (news === 'opened') return row.assigneeId === null ? [] : [{ ...piece, what: 'assigned' }];
  return [{ ...piece, what: 'new_ticket', said: { text: row.text, files: fileIds.length } }];
}
