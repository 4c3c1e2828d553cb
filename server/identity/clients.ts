/** Clients: customers of the company. */
import type { Language } from '../../contract/person.ts';
import type { Db, Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import * as queries from './clients.queries.ts';

export interface Client {
  id: string;
  name: string;
  /** E.164. */
  phone: string;
  language: Language;
  confirmed: boolean;
}

/**
 * Adds a client. `proved` by the person's own contact but not yet by a code: not confirmed, and
 * nobody sees the client. Entered by staff: confirmed at once, the number unproved.
 */
export async function addClient(
  tx: Tx,
  given: { name: string; phone: string; language: Language; confirmed: boolean },
): Promise<Client> {
  const client = { id: newId(), ...given };
  await queries.insertClient(tx, client);
  return client;
}

/** The client of this id, confirmed or not. */
export function findClient(db: Db, id: string): Promise<Client | undefined> {
  return queries.selectClient(db, id);
}

/** The confirmed clients with this number (E.164), the oldest first. */
export function clientsWithPhone(db: Db, phone: string): Promise<Client[]> {
  return queries.selectClientsWithPhone(db, phone);
}

/** Makes the client visible, with the number that the person has just proved. Repeating it does no harm. */
export async function confirmClient(
  tx: Tx,
  id: string,
  proved: { phone: string; language: Language },
): Promise<void> {
  await queries.updateConfirmed(tx, id, proved);
}

/** Forgets a client who never entered a right code; a confirmed one stays. */
export async function deleteUnconfirmedClient(tx: Tx, id: string): Promise<void> {
  await queries.deleteUnconfirmed(tx, id);
}

/** Notes that `clientId` has proved a number that others have, for an admin to resolve. Once for each pair. */
export async function recordPhoneConflict(
  tx: Tx,
  given: { phone: string; clientId: string; otherClientIds: string[] },
): Promise<void> {
  for (const otherClientId of given.otherClientIds) {
    await queries.insertConflict(tx, {
      id: newId(),
      phone: given.phone,
      clientId: given.clientId,
      otherClientId,
    });
  }
}
