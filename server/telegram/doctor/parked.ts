/** Updates that were set aside: shown without their words, tried again or given up by the operator. */
import type { Update } from 'grammy/types';
import type { listParked, ParkedKind } from '../../../contract/doctor.ts';
import type { GivenReply } from '../../../contract/endpoint.ts';
import { type Origin, recordAudit, type Viewer } from '../../identity/identity.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { scrub } from '../../platform/log.ts';
import { endParked, peopleAt, selectParked } from './parked.queries.ts';

const shownAtOnce = 50;

export async function readParked(db: Db, botId: number): Promise<GivenReply<typeof listParked>> {
  const found = await selectParked(db, botId, shownAtOnce + 1);
  const shown = found.slice(0, shownAtOnce);
  const people = await peopleAt(
    db,
    shown.map(({ chatId }) => chatId),
  );
  return {
    items: shown.map(({ id, receivedAt, update, error, chatId }) => ({
      id: String(id),
      receivedAt: receivedAt.toISOString(),
      kind: kindOf(update),
      error: scrub(error ?? ''),
      people: people.get(chatId) ?? [],
    })),
    more: found.length > shownAtOnce,
  };
}

interface Decision {
  botId: number;
  id: number;
  viewer: Viewer;
  origin: Origin;
}

/** The bot tries it again; the caller wakes the worker after the commit. Throws `request.not_found`. */
export async function retryParked(tx: Tx, decision: Decision): Promise<void> {
  await decide(tx, decision, { state: 'waiting', action: 'update.retried' });
}

/** Nobody will answer it, and its words are forgotten. Throws `request.not_found`. */
export async function discardParked(tx: Tx, decision: Decision): Promise<void> {
  await decide(tx, decision, { state: 'done', action: 'update.discarded' });
}

async function decide(
  tx: Tx,
  { botId, id, viewer, origin }: Decision,
  { state, action }: { state: 'waiting' | 'done'; action: 'update.retried' | 'update.discarded' },
): Promise<void> {
  const ended = await endParked(tx, { botId, id, state });
  if (!ended) throw new CodedError('request.not_found');
  const [person] = (await peopleAt(tx, [ended.chatId])).get(ended.chatId) ?? [];
  const label = [kindOf(ended.update), person?.name].filter(Boolean).join(', ');
  const subject = { kind: 'update', id: String(id), label };
  await recordAudit(tx, { actor: viewer, origin }, { action, subject });
}

/** What somebody did, and nothing of what they said. */
export function kindOf(update: Update | null): ParkedKind {
  if (update?.edited_message) return 'edited';
  if (update?.callback_query) return 'button';
  if (update?.my_chat_member) return 'member';
  const message = update?.message;
  if (!message) return 'unknown';
  if (message.text !== undefined) return message.text.startsWith('/') ? 'command' : 'text';
  const kinds = ['contact', 'photo', 'document', 'voice'] as const;
  return kinds.find((kind) => message[kind] !== undefined) ?? 'other_message';
}
