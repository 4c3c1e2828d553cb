/** Clients: customers of the company. */
import type { Language } from '../../contract/person.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import * as queries from './clients.queries.ts';
import { insertConflict } from './conflicts.queries.ts';

export interface Client {
  id: string;
  name: string;
  /** E.164; null where an admin has given it to another. */
  phone: string | null;
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

/** In which language each of these clients is spoken to. */
export function languagesOfClients(db: Db, ids: string[]): Promise<Map<string, Language>> {
  return queries.selectLanguages(db, ids);
}

/** The client of this id as staff see them. Throws `request.not_found` for one who is hidden. */
export async function requireClient(db: Db, id: string): Promise<{ id: string; name: string }> {
  const found = await queries.selectRecord(db, id);
  if (!found) throw new CodedError('request.not_found');
  return found;
}

/** Waits for whoever changes or merges this client, and holds them off until the end of the transaction. */
export async function lockClient(tx: Tx, id: string): Promise<void> {
  await queries.lockClients(tx, [id]);
}

/** Takes turns with everybody who gives somebody this number (E.164), until the end of the transaction. */
export function lockPhone(tx: Tx, phone: string): Promise<void> {
  return queries.lockPhones(tx, [phone]);
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
    await insertConflict(tx, {
      id: newId(),
      phone: given.phone,
      clientId: given.clientId,
      otherClientId,
    });
  }
}
