/** The people of the demonstration: staff, clients, tickets and invoices, only in an empty database of the sandbox. */

import { clients } from '../identity/identity.tables.ts';
import { addClient, hashPassword } from '../identity/identity.ts';
import { staff } from '../identity/staff.tables.ts';
import { readDatabaseTime, type Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { addTickets, addTools } from './history.ts';
import { addInvoices } from './invoice-history.ts';
import { clientCast, staffCast } from './people.ts';

export { registerCastRoutes } from './cast.routes.ts';

const day = 86_400_000;

/** Does nothing where there is anybody already. The caller has made sure that the database is the sandbox's. */
export async function seedDesk(
  { database }: Pick<Platform, 'database'>,
  { history }: { history: boolean },
): Promise<void> {
  const { handle } = database;
  if ((await handle.$count(staff)) > 0 || (await handle.$count(clients)) > 0) return;
  const members = await Promise.all(
    staffCast.map(async ({ password, ...member }) => ({
      ...member,
      id: newId(),
      language: 'ru' as const,
      password: await hashPassword(password),
    })),
  );
  await database.transaction(async (tx) => {
    // Of two instances that begin together one does it: the other has nothing to add.
    const added = await tx.insert(staff).values(members).onConflictDoNothing().returning();
    if (added.length === 0) return;
    for (const person of clientCast) await addClient(tx, { ...person, confirmed: true });
    if (history) await addHistory(tx, (await readDatabaseTime(tx)).getTime());
  });
}

/** A month of tickets and half a year of invoices, so that nobody looks at an empty desk; tickets of the last two days are still worked on. */
async function addHistory(tx: Tx, now: number): Promise<void> {
  await addTools(tx);
  const ago = (days: number) => new Date(now - days * day);
  await addTickets(tx, { count: 70, recent: false, from: ago(32), until: ago(4) });
  await addTickets(tx, { count: 18, recent: true, from: ago(4), until: ago(2) });
  await addInvoices(tx, 26);
}
