/** Puts a message into its ticket, in the transaction that says so of its row: each stands there exactly once. */
import type { Api } from 'grammy';
import {
  type ClientViewer,
  findClientViewer,
  findStaffViewer,
  type StaffViewer,
} from '../../identity/identity.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import { savepoint, type Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  followMerged,
  type NamedTicket,
  openWithin,
  writeAsClient,
  writeAsDesk,
} from '../../tickets/tickets.ts';
import type { Effect } from '../bot-context.ts';
import { telegramAddresses } from '../connections/connection.ts';
import {
  addedNotice,
  closedNotice,
  type Listener,
  type Lost,
  lostNotice,
  sayAnswering,
  type Told,
  toldNotice,
} from './answering.notices.ts';
import type { Target } from './answering.tables.ts';
import {
  lockFirst,
  markDropped,
  markFiled,
  type Place,
  type StoredMessage,
  selectNewest,
  selectTicketOfQuestion,
  updateMessage,
} from './messages.queries.ts';

/** What became of the attachments of a message. */
export interface Fetched {
  fileIds: string[];
  lost: { name: string; why: Lost }[];
}

/** What is to happen in Telegram once the transaction is committed. */
export type React = (message: StoredMessage) => void;

/** Marks what has come in. Best effort: a mark that is missing misleads nobody for long. */
export function reactionTo(api: Api, { chatId, messageId }: StoredMessage): Effect {
  return () => api.setMessageReaction(chatId, messageId, [{ type: 'emoji', emoji: '👍' }]);
}

/** Files what of this chat needs nothing from Telegram, in order; says whether something is left for the worker. */
export async function fileWhatIsReady(
  tx: Tx,
  platform: Platform,
  { place, react }: { place: Place; react: React },
): Promise<boolean> {
  for (;;) {
    const first = await lockFirst(tx, place);
    if (!first) return false;
    if (first.attachments.length > 0 || first.leaseToken !== null) return true;
    await fileMessage(tx, platform, first, { fetched: { fileIds: [], lost: [] }, react });
  }
}

/** Files one, whose row is locked: afterwards it stands in a ticket, is asked about, or was refused in words. */
export async function fileMessage(
  tx: Tx,
  platform: Platform,
  message: StoredMessage,
  { fetched, react }: { fetched: Fetched; react: React },
): Promise<void> {
  const { chatId, personKind, personId, target } = message;
  const text = message.text ?? '';
  const viewer =
    personKind === 'client'
      ? await findClientViewer(tx, personId)
      : await findStaffViewer(tx, personId);
  if (!viewer || !target)
    return refuse(tx, platform, message, { language: 'ru', why: 'told.gone' });
  const listener = { kind: viewer.kind, id: viewer.id, language: viewer.language, chatId };
  const left = text !== '' || fetched.fileIds.length > 0;
  for (const { name, why } of fetched.lost) {
    const notice = lostNotice(listener, { lost: why, name, textKept: text !== '' });
    await enqueueNotices(tx, platform, [notice]);
  }
  if (!left) return markDropped(tx, [message.id], 'nothing left');
  try {
    const filed = await savepoint(tx, (inner) =>
      write(inner, platform, { viewer, message, target, text, fileIds: fetched.fileIds }),
    );
    await tellFiled(tx, platform, { message, filed, listener, react });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { language } = viewer;
    if (error.code === 'ticket.closed') return askAboutClosed(tx, platform, message, listener);
    if (error.code === 'request.not_found')
      return refuse(tx, platform, message, { language, why: 'told.not_yours' });
    if (error.code === 'request.invalid' || error.code === 'session.ended')
      return refuse(tx, platform, message, { language, why: 'told.gone' });
    throw error;
  }
}

/** The person is told, and the message is forgotten. */
async function refuse(
  tx: Tx,
  platform: Platform,
  { id, chatId }: StoredMessage,
  { language, why }: Pick<Listener, 'language'> & { why: Told },
): Promise<void> {
  await markDropped(tx, [id], why);
  await enqueueNotices(tx, platform, [toldNotice({ chatId, language }, why)]);
}

interface Filed {
  ticket: NamedTicket;
  entryId: string;
  /** It has opened the ticket: the client hears of that anyway. */
  opened: boolean;
  reopened: boolean;
}

interface Writing {
  viewer: ClientViewer | StaffViewer;
  message: StoredMessage;
  target: Target;
  text: string;
  fileIds: string[];
}

async function write(tx: Tx, platform: Platform, writing: Writing): Promise<Filed> {
  const { viewer, message, target, text, fileIds } = writing;
  const ports = { addresses: telegramAddresses };
  const doing = { platform, ports, source: 'telegram' as const };
  const opened =
    target.kind === 'new_ticket' && message.questionId !== null
      ? await selectTicketOfQuestion(tx, message.questionId)
      : undefined;
  if (target.kind === 'new_ticket' && opened === undefined) {
    if (viewer.kind !== 'client') throw new CodedError('request.not_found');
    const subject = subjectOf(text, viewer.language);
    const fresh = await openWithin(tx, { ...doing, viewer }, { subject, text, fileIds });
    const { entryId, id, number } = fresh;
    await markFiled(tx, message.id, { ticketId: id, entryId });
    const ticket: NamedTicket = { id, number, subject, status: 'open' };
    return { ticket, entryId, opened: true, reopened: false };
  }
  const reopen = target.kind === 'ticket' && target.reopen === true;
  const ticket = await followMerged(
    tx,
    target.kind === 'ticket' ? target.ticketId : (opened ?? ''),
  );
  if (!ticket) throw new CodedError('request.not_found');
  const kind = target.kind === 'ticket' ? target.as : 'message';
  const again = reopen && ticket.status === 'closed';
  const solved = viewer.kind === 'client' && ticket.status === 'resolved';
  const written =
    viewer.kind === 'client'
      ? await writeAsClient(tx, { ...doing, viewer }, ticket.id, { text, fileIds, reopen })
      : await writeAsDesk(tx, { ...doing, viewer }, ticket.id, {
          kind,
          text,
          fileIds,
          ...(again && kind === 'message' && { status: 'in_progress' as const }),
        });
  await markFiled(tx, message.id, { ticketId: ticket.id, entryId: written.id });
  return { ticket, entryId: written.id, opened: false, reopened: again || solved };
}

// So long after the last words into one ticket a mark is enough: the bot need not name it each time.
const knownSeconds = 600;

async function tellFiled(
  tx: Tx,
  platform: Platform,
  given: { message: StoredMessage; filed: Filed; listener: Listener; react: React },
): Promise<void> {
  const { message, filed, listener, react } = given;
  const { opened, reopened, ticket } = filed;
  const plain = message.byReply && message.questionId === null;
  if (plain || opened || (!reopened && (await isKnown(tx, message, filed)))) {
    react(message);
    return;
  }
  await enqueueNotices(tx, platform, [addedNotice(listener, ticket, { reopened })]);
}

/** Whether the person knows where it went by the message before; what was asked about is answered once for each question. */
async function isKnown(tx: Tx, message: StoredMessage, { ticket }: Filed): Promise<boolean> {
  const { botId, chatId, personKind, personId, sequence, questionId } = message;
  const person = { kind: personKind, id: personId };
  const before = await selectNewest(
    tx,
    { botId, chatId },
    { person, state: 'filed', before: sequence },
  );
  if (before?.ticketId !== ticket.id || before.secondsAgo >= knownSeconds) return false;
  return questionId === null || before.questionId === questionId;
}

/** The person decides; messages that come meanwhile for the same ticket wait with it. */
async function askAboutClosed(
  tx: Tx,
  platform: Platform,
  message: StoredMessage,
  listener: Listener,
): Promise<void> {
  const { target, id, botId, chatId } = message;
  const closed =
    target?.kind === 'ticket'
      ? target.ticketId
      : await selectTicketOfQuestion(tx, message.questionId ?? '');
  const ticket = closed === undefined ? undefined : await followMerged(tx, closed);
  if (!ticket) return refuse(tx, platform, message, { ...listener, why: 'told.not_yours' });
  const as = target?.kind === 'ticket' ? target.as : 'message';
  const waiting = await selectNewest(tx, { botId, chatId }, { person: listener, state: 'asked' });
  const joins = waiting?.target?.kind === 'ticket' && waiting.target.ticketId === ticket.id;
  const questionId = (joins && waiting.questionId) || id;
  await updateMessage(tx, id, {
    state: 'asked',
    questionId,
    target: { kind: 'ticket', ticketId: ticket.id, as },
    leaseToken: null,
    notBefore: null,
  });
  if (joins) return;
  await enqueueNotices(tx, platform, [closedNotice(listener, { questionId, ticket })]);
}

/** The first line, as far as a subject goes (`subject` of the contract: 3 to 200 characters). */
function subjectOf(text: string, language: Listener['language']): string {
  const first = (text.split('\n').find((line) => line.trim() !== '') ?? '')
    .replace(/[\t\u2028\u2029]/g, ' ')
    .trim();
  const seen = [...first.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '').trim()].length;
  if (seen < 3) return sayAnswering(language, 'subject.empty');
  const characters = [...first];
  return characters.length <= 200 ? first : `${characters.slice(0, 199).join('').trimEnd()}…`;
}
