/** What clients do with their tickets besides writing: close, reopen, rate. */
import type { Body } from '../../contract/endpoint.ts';
import type { rateMyTicket } from '../../contract/my-tickets.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { bringBack, changeStatus } from './answer-ticket.ts';
import { beginChange, type Change } from './change.ts';
import { type Rules, readRules } from './due-times.ts';
import { type ClientDoing, saveChange } from './save-change.ts';
import { tellStaff } from './staff.notices.ts';
import { assertNotMerged, clientMay, lockTicket } from './tickets.policy.ts';

/** Throws `request.not_found`, `ticket.merged` and `ticket.closed`. */
export function closeAsClient(doing: ClientDoing, ref: string): Promise<void> {
  return step(doing, ref, async (tx, change, rules) => {
    if (!clientMay(change.before).canClose) throw new CodedError('ticket.closed');
    await changeStatus(tx, change, 'closed', { by: doing.viewer, rules });
  });
}

/** The client waits for an answer from now on. Throws `request.not_found`, `ticket.merged` and `ticket.not_closed`. */
export function reopenAsClient(doing: ClientDoing, ref: string): Promise<void> {
  return step(
    doing,
    ref,
    async (tx, change, rules) => {
      if (!clientMay(change.before).canReopen) throw new CodedError('ticket.not_closed');
      await bringBack(tx, change, { by: doing.viewer, rules });
      change.after.unansweredSince ??= change.after.now;
    },
    async (tx, { after }) => {
      const key = `${after.id}:${after.version}`;
      await tellStaff(tx, doing, [
        { ticket: after, what: 'client_message', key, by: doing.viewer },
      ]);
    },
  );
}

/** The last one counts. Throws `request.not_found`, `ticket.merged` and `ticket.not_rateable`. */
export function rateAsClient(
  doing: ClientDoing,
  ref: string,
  { score, comment = '' }: Body<typeof rateMyTicket>,
): Promise<void> {
  return step(doing, ref, async (_tx, { before, after, events }) => {
    if (!clientMay(before).canRate) throw new CodedError('ticket.not_rateable');
    if (before.rating === score && before.ratingComment === comment) return;
    events.push({ what: 'rated', from: before.rating?.toString() ?? null, to: String(score) });
    after.rating = score;
    after.ratingComment = comment;
    after.ratedAt = after.now;
  });
}

async function step(
  doing: ClientDoing,
  ref: string,
  take: (tx: Tx, change: Change, rules: Rules) => Promise<void>,
  tell?: (tx: Tx, change: Change) => Promise<void>,
): Promise<void> {
  const { platform, viewer } = doing;
  const rules = await readRules(platform.database.handle, platform);
  await platform.database.transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ref);
    assertNotMerged(ticket);
    const change = beginChange(ticket);
    await take(tx, change, rules);
    await saveChange(tx, doing, change, { rules });
    await tell?.(tx, change);
  });
}
