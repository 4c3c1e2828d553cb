/** The ledger: every piece of news for a person is written here, and delivered or ended with a reason. */
import type { Db, Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { closeLaneRow, reopenLaneRow, selectClosedLane } from './closed-lanes.queries.ts';
import { spaceOut } from './fold-window.ts';
import {
  type Lane,
  type NewNotice,
  type NoticeFacts,
  noticesTopic,
  type Person,
  type Subject,
} from './notice.ts';
import {
  cancelDueNotices,
  countDueNotices,
  insertNotices,
  moveDueNotices,
  selectNotice,
  selectNoticeByMessage,
} from './notifications.queries.ts';
import { heedPreferences } from './preferences.ts';

export {
  type AddressBook,
  type Channel,
  type Outcome,
  type Outgoing,
  personKey,
  type RecordedOutcome,
} from './channel.ts';
export {
  type Delivery,
  type DeliveryOptions,
  type DeliveryState,
  startDelivery,
} from './delivery.ts';
export { type LedgerState, readLedgerState } from './ledger-state.ts';
export {
  type FoldParts,
  type InlineButton,
  type Keyboard,
  type Lane,
  type NewNotice,
  type NoticeFacts,
  type NoticeFile,
  type NoticeState,
  type Person,
  type Rank,
  type ReplyButton,
  type RichText,
  type Subject,
  secretPlaceholder,
  type TextEntity,
} from './notice.ts';
export { pageButton, pageUrl } from './page-button.ts';
export { type PersonNews, readPersonNews } from './person-news.ts';
export { personalData } from './personal-data.ts';
export { readNoticePreferences, saveNoticePreferences } from './preferences.ts';
export { deleteOldNotices } from './purge.ts';
export { cancelNotice, retryNotice, retryOf } from './retry.ts';
export { cutRich, joinRich, rich } from './rich-text.ts';

/**
 * Writes notices in the transaction of the change that they tell of; after the commit the workers
 * of all instances wake. Gives their ids in order; for a `key` that is already there, the first one's.
 * What its person has switched off is written as well, but has ended: `skipped`.
 */
export async function enqueueNotices(
  tx: Tx,
  platform: Pick<Platform, 'secrets' | 'live'>,
  given: readonly NewNotice[],
): Promise<string[]> {
  if (given.length === 0) return [];
  const planned = await spaceOut(tx, await heedPreferences(tx, given));
  const ids = await insertNotices(tx, platform.secrets, planned);
  platform.live.publish(tx, noticesTopic);
  return ids;
}

/**
 * Takes back what has not gone out yet (a code that a newer one replaces); secrets are erased.
 * One that is being sent at this moment still goes, once. Gives the ids of those cancelled.
 */
export async function cancelNotices(
  tx: Tx,
  {
    reason = 'superseded',
    ...which
  }: { subject: Subject; kind?: string; person?: Person; reason?: string },
): Promise<string[]> {
  return cancelDueNotices(tx, { ...which, reason });
}

/**
 * What waits for one person is another's from now on, in another lane perhaps. What is being sent at
 * this moment, or may have arrived, stays where it is.
 */
export async function moveNotices(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  given: { from: { person: Person; lane: Lane }; to: { person: Person; lane: Lane } },
): Promise<void> {
  await moveDueNotices(tx, given);
  platform.live.publish(tx, noticesTopic);
}

/** The person cannot be reached any more (has blocked the bot): what waits, waits. */
export async function closeLane(tx: Tx, lane: Lane, reason: string): Promise<void> {
  await closeLaneRow(tx, lane, reason);
}

/**
 * The person is there again: what still matters goes out. Cheap on an open lane; call it whenever
 * the person writes. Says whether the lane was closed.
 */
export async function reopenLane(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  lane: Lane,
): Promise<boolean> {
  const opened = await reopenLaneRow(tx, lane);
  if (opened) platform.live.publish(tx, noticesTopic);
  return opened;
}

/** Whether nobody can be reached in this lane at present. */
export async function isLaneClosed(db: Db, lane: Lane): Promise<boolean> {
  return selectClosedLane(db, lane);
}

/** What may be told of a notice, its present state and reason included. */
export async function findNotice(db: Db, id: string): Promise<NoticeFacts | undefined> {
  return selectNotice(db, id);
}

/** The notice that this message of a chat came of: what a reply to it is about. */
export async function findNoticeByMessage(
  db: Db,
  message: { lane: Lane; messageId: string },
): Promise<NoticeFacts | undefined> {
  return selectNoticeByMessage(db, message);
}

/** How many notices wait to be sent. */
export async function countWaiting(db: Db): Promise<number> {
  return countDueNotices(db);
}
