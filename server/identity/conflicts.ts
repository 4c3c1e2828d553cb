/** Two clients with one number: an admin decides what they are. */

import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import * as clients from './clients.queries.ts';
import * as queries from './conflicts.queries.ts';
import { personTopic, tellDesk } from './live-topics.ts';
import type { IdentityPorts } from './ports.ts';
import { endSessions } from './sessions.ts';
import type { Origin, StaffViewer } from './viewer.ts';

/** The longest note that the contract allows. */
const longestNote = 2000;

interface Pair {
  /** Who has proved the number last, and stays. */
  proved: clients.ClientRecord;
  other: clients.ClientRecord;
  phone: string;
}

/** Decides about a pair (see `conflictDecision`). Throws `conflict.resolved` when that was done or has become needless. */
export async function resolveConflict(
  platform: Platform,
  ports: Pick<IdentityPorts, 'mergeClients'>,
  by: { viewer: StaffViewer; origin: Origin },
  { id, decision }: { id: string; decision: queries.Decision },
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const conflict = await queries.selectConflict(tx, id);
    if (!conflict) throw new CodedError('request.not_found');
    // In this order sign-ups take them as well.
    await clients.lockPhones(tx, [conflict.phone]);
    const found = await clients.lockClients(tx, [conflict.clientId, conflict.otherClientId]);
    const sharing = found.filter(({ phone }) => phone === conflict.phone);
    const proved = sharing.find((client) => client.id === conflict.clientId);
    const other = sharing.find((client) => client.id === conflict.otherClientId);
    if (!proved || !other || !(await queries.updateResolved(tx, id, decision))) {
      throw new CodedError('conflict.resolved');
    }
    const pair = { proved, other, phone: conflict.phone };
    if (decision === 'same_person') await merge(tx, platform, ports, pair);
    if (decision === 'number_moved') await takeNumber(tx, pair);
    await recordAudit(
      tx,
      { actor: by.viewer, origin: by.origin },
      {
        action: 'conflict.resolved',
        subject: { kind: 'client', id: proved.id, label: proved.name },
        changes: { decision: [null, decision], other: [other.name, null] },
      },
    );
    for (const client of [proved, other]) {
      tellDesk(tx, platform, `client:${client.id}`);
      platform.live.publish(tx, personTopic({ kind: 'client', id: client.id }), 'me');
    }
  });
}

async function merge(
  tx: Tx,
  platform: Platform,
  ports: Pick<IdentityPorts, 'mergeClients'>,
  { proved, other }: Pair,
): Promise<void> {
  const pair = { from: other.id, into: proved.id };
  await ports.mergeClients(tx, pair);
  const holder = { kind: 'client' as const, id: other.id };
  await endSessions(tx, platform, holder, { because: 'merged' });
  await clients.updateMerged(tx, pair);
  const given = { clientId: other.id, decision: 'same_person' as const };
  await queries.updateResolvedOf(tx, given);
  await clients.updateRecord(tx, proved.id, {
    email: proved.email ?? other.email,
    note: joined(proved.note, other.note),
  });
}

async function takeNumber(tx: Tx, { other, phone }: Pair): Promise<void> {
  await clients.updateRecord(tx, other.id, { phone: null });
  await queries.updateResolvedOf(tx, { clientId: other.id, phone, decision: 'number_moved' });
}

/** What staff know of either must not be lost, as far as a note can be long. */
function joined(note: string, more: string): string {
  if (note.includes(more)) return note;
  const both = [note, more].filter(Boolean).join('\n\n');
  return [...both].slice(0, longestNote).join('');
}
