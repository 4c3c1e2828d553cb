/** What identity must cause or ask in slices above it, which it does not know; `app.ts` fills it in. */
import type { AddressBook } from '../notifications/notifications.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { DeskViewer, StaffViewer } from './viewer.ts';

export interface IdentityPorts {
  /** Which of these tickets the member of staff may see now. */
  seen(viewer: StaffViewer, ticketIds: string[]): Promise<Set<string>>;
  /** Where people are reached: a code as the second factor goes there. */
  addresses: AddressBook;
  /** Two clients are one person: whatever `from` has becomes `into`'s. Runs in the same transaction. */
  mergeClients(tx: Tx, clients: { from: string; into: string }): Promise<void>;
  /** A member of staff is shut out: what was theirs to do is nobody's. Runs in the same transaction. */
  releaseStaff(tx: Tx, staffId: string): Promise<void>;
  /** What the viewer sees of what these clients have asked: how many tickets are unsolved, and when the last one was opened. */
  ticketCounts(db: Db, viewer: DeskViewer, clientIds: string[]): Promise<Map<string, TicketCount>>;
  /** Where the company's days begin. */
  timeZone(db: Db): Promise<string>;
}

export interface TicketCount {
  open: number;
  lastAt?: Date;
}

/** Identity by itself, for tests of sign-ups and sessions: there are no tickets and no channels. */
export const alone: IdentityPorts = {
  seen: async (_viewer, ids) => new Set(ids),
  addresses: async () => new Map(),
  mergeClients: async () => undefined,
  releaseStaff: async () => undefined,
  ticketCounts: async () => new Map(),
  timeZone: async () => 'Europe/Moscow',
};
