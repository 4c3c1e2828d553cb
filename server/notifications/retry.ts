/** What the operator does with a single notice: sends it once more, or takes it back. */
import { and, eq, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { reopenLaneRow } from './closed-lanes.queries.ts';
import { type Lane, type NoticeFacts, noticesTopic, secretPlaceholder } from './notice.ts';
import { endedAs, selectNotice } from './notifications.queries.ts';
import { notices } from './notifications.tables.ts';
import { switchedOff } from './preferences.ts';

const weekSeconds = 7 * 24 * 3600;
const retryable: readonly NoticeFacts['state'][] = ['failed', 'expired', 'skipped', 'uncertain'];

/** The person has said that they do not want it: nobody else decides otherwise. Or it is told by others now. */
const unwanted: readonly (string | undefined)[] = [switchedOff, 'digest.anew'];

/**
 * Sends it once more, to `lane` where the person has another one by now; who could not be reached is
 * tried at once, with everything that waits for them. Throws what forbids it: `delivery.code`,
 * `delivery.waits`, `delivery.settled`, `delivery.unwanted`, `delivery.perhaps_twice` (without `again`),
 * or `request.not_found`.
 */
export async function retryNotice(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  id: string,
  { again, lane }: { again: boolean; lane?: Lane | undefined },
): Promise<NoticeFacts> {
  const facts = await selectNotice(tx, id);
  if (!facts) throw new CodedError('request.not_found');
  if (facts.rank === 'code') throw new CodedError('delivery.code');
  if (facts.waiting && facts.state === 'unreachable') {
    await reopenLaneRow(tx, facts.lane);
  } else {
    if (facts.waiting || facts.state === 'sending') throw new CodedError('delivery.waits');
    await sendAgain(tx, facts, { again, lane: lane ?? facts.lane });
  }
  platform.live.publish(tx, noticesTopic);
  return facts;
}

/** Takes back what has not gone out yet. Throws `delivery.gone`, `delivery.code`, `request.not_found`. */
export async function cancelNotice(tx: Tx, id: string): Promise<NoticeFacts> {
  const facts = await selectNotice(tx, id);
  if (!facts) throw new CodedError('request.not_found');
  // Somebody waits at a page for it and would never be told.
  if (facts.rank === 'code') throw new CodedError('delivery.code');
  const cancelled = await tx
    .update(notices)
    .set({
      state: endedAs('cancelled'),
      reason: 'cancelled.staff',
      due: false,
      sealed: null,
      settledAt: databaseNow,
    })
    .where(and(eq(notices.id, id), notices.due))
    .returning({ id: notices.id });
  if (cancelled.length === 0) throw new CodedError('delivery.gone');
  return facts;
}

/** Whether the operator may have it sent again, and whether it may then come twice. */
export function retryOf({
  code,
  state,
  waiting,
  reason,
}: Pick<NoticeFacts, 'state' | 'waiting'> & { code: boolean; reason?: string | undefined }):
  | 'retry'
  | 'retry_again'
  | undefined {
  if (code) return undefined;
  if (waiting) return state === 'unreachable' ? 'retry' : undefined;
  if (!retryable.includes(state) || unwanted.includes(reason)) return undefined;
  return state === 'uncertain' ? 'retry_again' : 'retry';
}

async function sendAgain(
  tx: Tx,
  facts: NoticeFacts,
  { again, lane }: { again: boolean; lane: Lane },
): Promise<void> {
  if (unwanted.includes(facts.reason)) throw new CodedError('delivery.unwanted');
  if (!retryable.includes(facts.state)) throw new CodedError('delivery.settled');
  if (facts.state === 'uncertain' && !again) throw new CodedError('delivery.perhaps_twice');
  const waiting = await tx
    .update(notices)
    .set({
      ...lane,
      state: 'queued',
      reason: 'retried',
      due: true,
      // Only the worker touches lanes: it takes this one in like a new one.
      admitted: false,
      foldable: false,
      gathered: false,
      notBefore: null,
      settledAt: null,
      expiresAt: sql`${databaseNow} + make_interval(secs => ${weekSeconds})`,
    })
    .where(
      and(
        eq(notices.id, facts.id),
        eq(notices.state, facts.state),
        sql`not ${notices.due}`,
        // What had a secret has lost it.
        sql`position(${secretPlaceholder(1)} in ${notices.content}->'text'->>'text') = 0`,
      ),
    )
    .returning();
  if (waiting.length > 0) return;
  const now = await selectNotice(tx, facts.id);
  throw new CodedError(now?.state === facts.state ? 'delivery.code' : 'delivery.waits');
}
