/** Who has a ticket open, so that two do not answer at once. */
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Body } from '../../contract/endpoint.ts';
import type { showPresence } from '../../contract/tickets.ts';
import { type StaffViewer, tellDesk } from '../identity/identity.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { requireTicket } from './tickets.policy.ts';
import { ticketPresence } from './tickets.tables.ts';

/** The condition on `ticket_presence` that somebody is still there: pages say so every 10 seconds. */
export const stillThere = sql`${ticketPresence.seenAt} > ${databaseNow} - interval '25 seconds'`;

/** Notes that the viewer is there; other pages hear of it when that is new. Throws `request.not_found`. */
export async function notePresence(
  platform: Platform,
  viewer: StaffViewer,
  ref: string,
  { state }: Body<typeof showPresence>,
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const { id: ticketId } = await requireTicket(tx, viewer, ref);
    const own = and(eq(ticketPresence.ticketId, ticketId), eq(ticketPresence.staffId, viewer.id));
    const [before] = await tx
      .select({ answering: ticketPresence.answering })
      .from(ticketPresence)
      .where(and(own, stillThere));
    if (state === 'gone') {
      await tx.delete(ticketPresence).where(own);
    } else {
      const fresh = { answering: state === 'answering', seenAt: databaseNow };
      await tx
        .insert(ticketPresence)
        .values({ ticketId, staffId: viewer.id, ...fresh })
        .onConflictDoUpdate({
          target: [ticketPresence.ticketId, ticketPresence.staffId],
          set: fresh,
        });
    }
    const now = state === 'gone' ? undefined : state === 'answering';
    if (before?.answering !== now) tellDesk(tx, platform, `presence:${ticketId}`);
  });
}

/** Takes away what nobody looks at any more. */
export async function deleteOldPresence(db: Db): Promise<void> {
  await db
    .delete(ticketPresence)
    .where(lt(ticketPresence.seenAt, sql`${databaseNow} - interval '1 hour'`));
}
