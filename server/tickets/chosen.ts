/** What a writer names by its id must be there: colleagues and tags. */
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import * as queries from './tickets.queries.ts';

/**
 * The name of a colleague who can be given a ticket, and who is not shut out before this transaction
 * is over. Throws `request.invalid` and `staff.not_active`.
 */
export async function requireAssignee(tx: Tx, id: string): Promise<string> {
  const colleague = await queries.lockColleague(tx, id);
  if (!colleague) throw new CodedError('request.invalid', { fields: { assigneeId: 'unknown' } });
  if (colleague.deactivatedAt) throw new CodedError('staff.not_active');
  return colleague.name;
}

/** The names of tags by id. Throws `request.invalid` when one of them is not there. */
export async function requireTags(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const asked = [...new Set(ids.map((id) => id.toLowerCase()))];
  const found = await queries.selectTags(tx, asked);
  if (found.size < asked.length) {
    throw new CodedError('request.invalid', { fields: { tagIds: 'unknown' } });
  }
  return found;
}
