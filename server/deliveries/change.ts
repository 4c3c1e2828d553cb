/** What the operator does with one notice; the audit log says who did. */
import { type AuditAction, type Origin, recordAudit, type Viewer } from '../identity/identity.ts';
import {
  cancelNotice,
  type NoticeFacts,
  personKey,
  retryNotice,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { selectDelivery } from './deliveries.queries.ts';
import { namesFor } from './names.ts';
import type { DeliveriesPorts } from './ports.ts';
import { mentionsOf } from './show.ts';

interface Doing {
  id: string;
  viewer: Viewer;
  origin: Origin;
}

/** Sends it once more, to where the person is reached now. Throws what `retryNotice` does. */
export async function retryDelivery(
  platform: Platform,
  ports: DeliveriesPorts,
  { id, again, ...doing }: Doing & { again: boolean },
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const found = await selectDelivery(tx, id);
    const person = found && mentionsOf(found).person;
    const lanes = await ports.addresses(tx, person ? [person] : []);
    const lane = person && lanes.get(personKey(person));
    const notice = await retryNotice(tx, platform, id, { again, lane });
    await note(tx, { ...doing, action: 'delivery.retried', notice });
  });
}

/** Takes back what has not gone out yet. Throws what `cancelNotice` does. */
export async function cancelDelivery(platform: Platform, { id, ...doing }: Doing): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const notice = await cancelNotice(tx, id);
    await note(tx, { ...doing, action: 'delivery.cancelled', notice });
  });
}

async function note(
  tx: Tx,
  given: Omit<Doing, 'id'> & { action: AuditAction; notice: NoticeFacts },
): Promise<void> {
  const { viewer, origin, action, notice } = given;
  const names = await namesFor(tx, [notice]);
  const label = (notice.person && names.person(notice.person)) ?? notice.kind;
  const subject = { kind: 'delivery', id: notice.id, label };
  await recordAudit(tx, { actor: viewer, origin }, { action, subject });
}
