/** Who speaks in a chat: the client and the member of staff whose news goes there, never the Telegram account by itself. */
import { eq } from 'drizzle-orm';
import {
  type ClientViewer,
  findClientViewer,
  findStaffViewer,
  type StaffViewer,
} from '../../identity/identity.ts';
import type { Db } from '../../platform/database.ts';
import { connections } from '../connections/connections.tables.ts';

export interface Speakers {
  client?: ClientViewer;
  /** Active ones alone. */
  staff?: StaffViewer;
}

/** Nothing where the chat is connected with nobody; nobody in it where all of them are gone. */
export async function findSpeakers(db: Db, chatId: number): Promise<Speakers | undefined> {
  const found = await db
    .select({ kind: connections.personKind, id: connections.personId })
    .from(connections)
    .where(eq(connections.chatId, chatId));
  if (found.length === 0) return undefined;
  const clientId = found.find(({ kind }) => kind === 'client')?.id;
  const staffId = found.find(({ kind }) => kind === 'staff')?.id;
  const client = clientId === undefined ? undefined : await findClientViewer(db, clientId);
  const staff = staffId === undefined ? undefined : await findStaffViewer(db, staffId);
  return { ...(client && { client }), ...(staff && { staff }) };
}

/** The speaker of this kind and id, if it is one. */
export function speakerOf(
  { client, staff }: Speakers,
  { kind, id }: { kind: 'client' | 'staff'; id: string },
): ClientViewer | StaffViewer | undefined {
  const speaker = kind === 'client' ? client : staff;
  return speaker?.id === id ? speaker : undefined;
}
