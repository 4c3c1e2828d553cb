/** Where a message belongs: by what it replies to, or by which tickets are open. */
import type { ClientViewer, StaffViewer } from '../../identity/identity.ts';
import { findNoticeByMessage } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import { lastSolvedOf, openTicketsOf } from '../../tickets/tickets.ts';
import { laneOf } from '../connections/connection.ts';
import { mostOffered, type Offered } from './answering.notices.ts';
import type { Target } from './answering.tables.ts';
import { lockMessage, type Place, type StoredMessage, selectNewest } from './messages.queries.ts';
import { type Speakers, speakerOf } from './speakers.ts';

export type Route =
  /** `joins`: the question whose messages it goes with. */
  | {
      kind: 'file';
      as: ClientViewer | StaffViewer;
      target: Target;
      byReply: boolean;
      joins?: string;
    }
  /** Waits with others for the choice that the person was asked for. */
  | {
      kind: 'wait';
      as: ClientViewer | StaffViewer;
      question: StoredMessage & { secondsAgo: number };
    }
  | { kind: 'ask'; as: ClientViewer }
  /** It replies to something that is not the present people's of this chat. */
  | { kind: 'not_yours' }
  /** Staff say by a reply what they mean. */
  | { kind: 'reply_needed'; as: StaffViewer };

/** `replyTo`: the message of this chat that it answers. */
export async function routeMessage(
  tx: Tx,
  speakers: Speakers,
  { place, replyTo }: { place: Place; replyTo: number | undefined },
): Promise<Route> {
  const byReply =
    replyTo === undefined ? undefined : await routeReply(tx, speakers, { place, replyTo });
  if (byReply) return byReply;
  const { client, staff } = speakers;
  if (client) return routeFreeText(tx, client, place);
  return staff ? { kind: 'reply_needed', as: staff } : { kind: 'not_yours' };
}

/** Nothing where what it replies to is no matter of a ticket. */
async function routeReply(
  tx: Tx,
  speakers: Speakers,
  { place, replyTo }: { place: Place; replyTo: number },
): Promise<Route | undefined> {
  const own = await lockMessage(tx, { ...place, messageId: replyTo });
  if (own) return routeLikeOwn(tx, speakers, own);
  const lane = laneOf(place.chatId);
  const notice = await findNoticeByMessage(tx, { lane, messageId: String(replyTo) });
  if (!notice?.person) return undefined;
  const as = speakerOf(speakers, notice.person);
  if (notice.subject?.kind !== 'ticket') {
    // What staff say to news of theirs never goes into a ticket that they have as a client.
    return as?.kind === 'staff' ? { kind: 'reply_needed', as } : undefined;
  }
  if (!as) return { kind: 'not_yours' };
  const target: Target = {
    kind: 'ticket',
    ticketId: notice.subject.id,
    as: as.kind === 'staff' && notice.kind === 'staff.note' ? 'note' : 'message',
  };
  return { kind: 'file', as, target, byReply: true };
}

/** A reply to one's own message goes where that one went, or waits with it. */
async function routeLikeOwn(
  tx: Tx,
  speakers: Speakers,
  own: StoredMessage,
): Promise<Route | undefined> {
  const { personKind, personId, target, state, ticketId, questionId } = own;
  const as = speakerOf(speakers, { kind: personKind, id: personId });
  if (!as) return { kind: 'not_yours' };
  if (state === 'asked') {
    const { botId, chatId } = own;
    const newest = await selectNewest(tx, { botId, chatId }, { person: as, state: 'asked' });
    return newest?.questionId === questionId
      ? { kind: 'wait', as, question: newest }
      : { kind: 'wait', as, question: { ...own, secondsAgo: 0 } };
  }
  if (state === 'filing' && target?.kind === 'new_ticket') {
    return {
      kind: 'file',
      as,
      target,
      byReply: true,
      ...(questionId !== null && { joins: questionId }),
    };
  }
  const goesTo = ticketId ?? (target?.kind === 'ticket' ? target.ticketId : undefined);
  if (state === 'dropped' || goesTo === undefined) return undefined;
  const kind = target?.kind === 'ticket' ? target.as : 'message';
  return {
    kind: 'file',
    as,
    target: { kind: 'ticket', ticketId: goesTo, as: kind },
    byReply: true,
  };
}

async function routeFreeText(tx: Tx, client: ClientViewer, place: Place): Promise<Route> {
  const question = await selectNewest(tx, place, { person: client, state: 'asked' });
  if (question) return { kind: 'wait', as: client, question };
  const [only, ...others] = await openTicketsOf(tx, client.id, 2);
  // A ticket that is about to be opened by an earlier message, whose file is still on its way.
  const coming = await selectNewest(tx, place, { person: client, state: 'filing' });
  const joins = coming?.target?.kind === 'new_ticket' ? coming.questionId : null;
  if (joins !== null && !only) {
    return { kind: 'file', as: client, target: { kind: 'new_ticket' }, byReply: false, joins };
  }
  if (!only || others.length > 0 || joins !== null) return { kind: 'ask', as: client };
  const target: Target = { kind: 'ticket', ticketId: only.id, as: 'message' };
  return { kind: 'file', as: client, target, byReply: false };
}

/** What somebody may mean who writes again after "solved". */
const lastSolved = { days: 14, most: 3 };

/** The tickets that a question offers. */
export async function offeredTo(tx: Tx, clientId: string): Promise<Offered> {
  const open = await openTicketsOf(tx, clientId, mostOffered + 1);
  const room = Math.max(0, mostOffered - open.length);
  const most = Math.min(room, lastSolved.most);
  const solved = most > 0 ? await lastSolvedOf(tx, clientId, { ...lastSolved, most }) : [];
  return { open: open.slice(0, mostOffered), more: open.length > mostOffered, solved };
}
