/** One person as a client: under one id, or under several that an admin has found to be one. */
import { eq, or } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import * as queries from './clients.queries.ts';
import { clients } from './identity.tables.ts';

interface Person {
  id: string;
  name: string;
  language: Language;
  timeZone: string | null;
}

export { nameless } from './audit-erasure.ts';

/** The client's own id first, then those of clients who have been merged into this one. */
export async function idsOfPerson(db: Db, id: string): Promise<string[]> {
  const found = await db
    .select({ id: clients.id })
    .from(clients)
    .where(or(eq(clients.id, id), eq(clients.mergedIntoId, id)))
    .orderBy(clients.id);
  return [id, ...found.map((one) => one.id).filter((one) => one !== id)];
}

/** A client as staff see them; nothing for one who is hidden. */
export function findPerson(db: Db, id: string): Promise<Person | undefined> {
  return queries.selectRecord(db, id);
}

/**
 * The client as staff see them, whom nobody signs in, merges or opens a ticket for before this
 * transaction is over. Throws `request.not_found`.
 */
export async function lockPerson(tx: Tx, id: string): Promise<Person> {
  const found = await queries.selectRecord(tx, id);
  // In this order sign-ups take them as well.
  if (found?.phone) await queries.lockPhones(tx, [found.phone]);
  const [locked] = await queries.lockClients(tx, [id]);
  if (!locked) throw new CodedError('request.not_found');
  return locked;
}
