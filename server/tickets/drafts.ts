/** Unfinished answers: they survive a reload, and go when they are sent. */
import { and, eq } from 'drizzle-orm';
import type { Body } from '../../contract/endpoint.ts';
import type { saveDraft } from '../../contract/tickets.ts';
import type { StaffViewer } from '../identity/identity.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { requireTicket } from './tickets.policy.ts';
import { ticketDrafts } from './tickets.tables.ts';

/** Keeps it; an empty one is forgotten. Throws `request.not_found`. */
export async function keepDraft(
  { database }: Platform,
  viewer: StaffViewer,
  ref: string,
  { kind, text }: Body<typeof saveDraft>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { id: ticketId } = await requireTicket(tx, viewer, ref);
    const own = { ticketId, staffId: viewer.id };
    // Unfinished text is kept as it stands, but for the one character that the database cannot hold.
    const kept = text.replaceAll('\u0000', '');
    if (kept.trim() === '') {
      await forgetDraft(tx, own);
      return;
    }
    const fresh = { kind, text: kept, savedAt: databaseNow };
    await tx
      .insert(ticketDrafts)
      .values({ ...own, ...fresh })
      .onConflictDoUpdate({ target: [ticketDrafts.ticketId, ticketDrafts.staffId], set: fresh });
  });
}

/** Of one kind alone, or whatever it is. */
export async function forgetDraft(
  tx: Tx,
  own: { ticketId: string; staffId: string; kind?: 'message' | 'note' },
): Promise<void> {
  await tx
    .delete(ticketDrafts)
    .where(
      and(
        eq(ticketDrafts.ticketId, own.ticketId),
        eq(ticketDrafts.staffId, own.staffId),
        own.kind && eq(ticketDrafts.kind, own.kind),
      ),
    );
}
