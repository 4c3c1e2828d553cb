/** Makes the invoices that come every month: each month once, whatever stops or runs twice. */
import type { ErrorCode } from '../../contract/errors.ts';
import { lockClient, requireClient, systemActor } from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { today } from './calendar.ts';
import type { OwnDoing } from './doing.ts';
import { insertDraft } from './drafts.ts';
import { issueDraft } from './issue.ts';
import { dayAfter, monthOf } from './months.ts';
import * as queries from './recurring.queries.ts';

/** After a longer stop only the newest is made: nobody wants a year of invoices on one morning. */
const mostMissed = 12;

/** Makes what has come due, one invoice a transaction. One that fails for a defect of ours does not hold up the others. */
export async function makeDueInvoices(doing: OwnDoing): Promise<void> {
  const { platform } = doing;
  const db = platform.database.handle;
  const day = await today(db, platform);
  for (const due of await queries.selectDue(db, day)) {
    try {
      while (await platform.database.transaction((tx) => makeNext(tx, doing, due, day)));
    } catch (error) {
      platform.log.error({ err: error, recurringId: due.id }, 'A recurring invoice was not made.');
    }
  }
}

/** Makes the next one, and says whether there is more. Another instance at the same one waits, and then finds it made. */
async function makeNext(
  tx: Tx,
  doing: OwnDoing,
  { id, clientId }: { id: string; clientId: string },
  day: string,
): Promise<boolean> {
  // The client first, as whoever merges clients does; one who is gone gets nothing any more.
  await lockClient(tx, clientId);
  if (!(await isThere(tx, clientId))) return false;
  const recurring = await queries.lockDue(tx, { id, clientId, day });
  if (!recurring?.nextOn) return false;
  const planned = newestOf(recurring, { from: recurring.nextOn, until: day });
  const period = monthOf(planned);
  const problem = (await queries.hasPeriod(tx, { recurringId: id, period }))
    ? recurring.problem
    : await make(tx, doing, recurring, period);
  const nextOn = dayAfter(recurring, planned);
  await queries.updateMade(tx, id, { nextOn, problem });
  return nextOn !== null && nextOn <= day;
}

async function make(
  tx: Tx,
  doing: OwnDoing,
  { id, clientId, items, note, issue }: queries.Recurring,
  period: string,
): Promise<ErrorCode | null> {
  const by = { ...systemActor, kind: 'system' as const };
  const values = { clientId, ticketId: null, items, dueOn: null, note, recurringId: id, period };
  try {
    const draft = await insertDraft(tx, doing, by, values);
    if (issue) await issueDraft(tx, doing, draft, by);
    return null;
  } catch (error) {
    // Both refuse before they write: a draft that cannot be issued waits, and staff read why.
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

/** The day that is due, or the newest one when too many were missed. */
function newestOf(
  recurring: queries.Recurring,
  { from, until }: { from: string; until: string },
): string {
  const missed = [from];
  for (let day = dayAfter(recurring, from); day !== null && day <= until; ) {
    missed.push(day);
    day = dayAfter(recurring, day);
  }
  return missed.length > mostMissed ? (missed.at(-1) ?? from) : from;
}

async function isThere(tx: Tx, clientId: string): Promise<boolean> {
  try {
    await requireClient(tx, clientId);
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
