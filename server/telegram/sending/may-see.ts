/** Whether somebody may still see what a notice is about, asked once more just before it is sent. */
import { findClientViewer, findStaffViewer } from '../../identity/identity.ts';
import { seesInvoice } from '../../invoices/invoices.ts';
import type { Person, Subject } from '../../notifications/notifications.ts';
import type { Db } from '../../platform/database.ts';
import { findVisibleTicket } from '../../tickets/tickets.ts';

/** Clients see their own, staff by the rules of the desk; the deactivated see nothing at all. */
export async function maySee(db: Db, person: Person, subject?: Subject): Promise<boolean> {
  if (person.kind === 'client' && !isKnown(subject)) return true;
  const find = person.kind === 'client' ? findClientViewer : findStaffViewer;
  const viewer = await find(db, person.id);
  if (!viewer) return false;
  if (!isKnown(subject)) return true;
  if (subject.kind === 'invoice') return seesInvoice(db, viewer, subject.id);
  return (await findVisibleTicket(db, viewer, subject.id)) !== undefined;
}

function isKnown(subject: Subject | undefined): subject is Subject {
  return subject?.kind === 'ticket' || subject?.kind === 'invoice';
}
