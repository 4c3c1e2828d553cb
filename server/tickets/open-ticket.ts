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
import { clientGone, type Draft, type Opened, openTogether } from './open-together.ts';
import {
  auditSubject,
  type ClientDoing,
  type DeskDoing,
  type Doing,
  sourceOf,
} from './save-change.ts';
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
  const rules = await readRules(database.handle, doing.platform);
  const fresh = draftOf(doing, rules, {
    ...given,
    clientId: doing.viewer.id,
    priority: 'normal',
    assigneeId: null,
    news: 'received',
  });
  // A file that is not there must undo its own ticket, not those of others.
  if (given.fileIds.length === 0) return openTogether(doing, fresh, writeDrafts);
  return database.transaction((tx) => writeDraft(tx, doing, fresh));
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

function draftOf(doing: Doing, rules: Rules, given: New): Draft {
  const { platform, viewer } = doing;
  const { clientId, subject, text, priority, assigneeId } = given;
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
  const { id, subject, clientId, text } = row;
  const piece: News = { ticket: { id, number, subject, clientId }, what: news, key: id };
  if (news === 'opened') piece.said = { name: viewer.name, text, files: fileIds.length };
  return [piece];
}
