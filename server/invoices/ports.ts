/** What invoices ask of slices that they do not know; `app.ts` fills it in. */

import type { DeskViewer } from '../identity/identity.ts';
import type { AddressBook } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';

export interface InvoicesPorts {
  /** Where clients, and staff, are reached with news. */
  addresses: AddressBook;
  /** The ticket of this id, if the viewer sees it now. */
  findTicket(
    db: Db,
    viewer: DeskViewer,
    id: string,
  ): Promise<{ id: string; number: number; subject: string; clientId: string } | undefined>;
}
