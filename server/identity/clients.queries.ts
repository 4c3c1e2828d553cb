import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Client } from './clients.ts';
import { clients } from './identity.tables.ts';

const clientColumns = {
  id: clients.id,
  name: clients.name,
  phone: clients.phone,
  language: clients.language,
  confirmed: sql<boolean>`${clients.confirmedAt} is not null`,
};

/** Whom staff see: whoever has entered a code or was entered by staff, and is not another client by now. */
export const visible = and(isNotNull(clients.confirmedAt), isNull(clients.mergedIntoId));

export async function insertClient(
  tx: Tx,
  client: Client & { email?: string; note?: string },
): Promise<void> {
  const { confirmed, ...values } = client;
  await tx.insert(clients).values({
    ...values,
    phoneProvedAt: confirmed ? null : databaseNow,
    confirmedAt: confirmed ? databaseNow : null,
  });
}

export async function selectClient(db: Db, id: string): Promise<Client | undefined> {
  const [client] = await db.select(clientColumns).from(clients).where(eq(clients.id, id));
  return client;
}

export async function selectLanguages(db: Db, ids: string[]): Promise<Map<string, Language>> {
  const found = await db
    .select({ id: clients.id, language: clients.language })
    .from(clients)
    .where(inArray(clients.id, ids));
  return new Map(found.map(({ id, language }) => [id, language]));
}

export function selectClientsWithPhone(db: Db, phone: string): Promise<Client[]> {
  return db
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.phone, phone), visible))
    .orderBy(asc(clients.createdAt));
}

export async function updateConfirmed(
  tx: Tx,
  id: string,
  { phone, language }: { phone: string; language: Language },
): Promise<void> {
  await tx
    .update(clients)
    .set({
      phone,
      language,
      phoneProvedAt: databaseNow,
      confirmedAt: sql`coalesce(${clients.confirmedAt}, ${databaseNow})`,
      signedUpAt: sql`coalesce(${clients.signedUpAt}, ${databaseNow})`,
    })
    .where(eq(clients.id, id));
}

export async function deleteUnconfirmed(tx: Tx, id: string): Promise<void> {
  await tx.delete(clients).where(and(eq(clients.id, id), isNull(clients.confirmedAt)));
}

/** Takes turns with everybody who gives somebody one of these numbers, until the end of the transaction. */
export async function lockPhones(tx: Tx, phones: readonly string[]): Promise<void> {
  if (phones.length === 0) return;
  // In one order for all, so that nobody waits in a circle.
  const names = [...new Set(phones)].sort().map((phone) => sql`${`otklik:phone:${phone}`}`);
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0))
    from unnest(array[${sql.join(names, sql`, `)}]::text[]) as name`);
}

/** Takes turns with whoever changes or merges these clients. */
export async function lockClients(tx: Tx, ids: readonly string[]): Promise<ClientRecord[]> {
  return tx
    .select(recordColumns)
    .from(clients)
    .where(and(inArray(clients.id, [...ids]), visible))
    .orderBy(asc(clients.id))
    .for('update');
}

const rowColumns = {
  id: clients.id,
  name: clients.name,
  phone: clients.phone,
  email: clients.email,
  signedUp: sql<boolean>`${clients.signedUpAt} is not null`,
  createdAt: clients.createdAt,
};

export const recordColumns = {
  ...rowColumns,
  language: clients.language,
  timeZone: clients.timeZone,
  note: clients.note,
  version: clients.version,
};

/** A client in a list. */
export interface ClientRow {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  signedUp: boolean;
  createdAt: Date;
}

/** All that staff see of a client. */
export interface ClientRecord extends ClientRow {
  language: Language;
  timeZone: string | null;
  note: string;
  version: number;
}

/** The newest first. `after` is the id of the client before the page: whoever was seen once is never deleted. */
export function selectClientRows(
  db: Db,
  {
    search,
    after,
    most,
  }: { search?: string | undefined; after?: string | undefined; most: number },
): Promise<ClientRow[]> {
  return db
    .select(rowColumns)
    .from(clients)
    .where(
      and(
        visible,
        search === undefined ? undefined : sql`${clients}."words" @@ ${search}::tsquery`,
        after === undefined
          ? undefined
          : sql`(${clients.createdAt}, ${clients.id}) <
              (select c.created_at, c.id from ${clients} c where c.id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(clients.createdAt), desc(clients.id))
    .limit(most);
}

export function selectClientRowsOf(db: Db, ids: readonly string[]): Promise<ClientRow[]> {
  return db
    .select(rowColumns)
    .from(clients)
    .where(and(inArray(clients.id, [...ids]), visible));
}

export async function selectRecord(db: Db, id: string): Promise<ClientRecord | undefined> {
  const [record] = await db
    .select(recordColumns)
    .from(clients)
    .where(and(eq(clients.id, id), visible));
  return record;
}

export type ClientChanges = Partial<
  Pick<ClientRecord, 'name' | 'phone' | 'email' | 'language' | 'note'>
>;

/** A number that staff give is not proved any more. */
export async function updateRecord(tx: Tx, id: string, changes: ClientChanges): Promise<number> {
  const [row] = await tx
    .update(clients)
    .set({
      ...changes,
      ...(changes.phone !== undefined && { phoneProvedAt: null }),
      version: sql`${clients.version} + 1`,
    })
    .where(eq(clients.id, id))
    .returning({ version: clients.version });
  if (!row) throw new Error('The client is gone.');
  return row.version;
}

/** This client, and whoever has been merged into them before, are another one from now on. */
export async function updateMerged(tx: Tx, pair: { from: string; into: string }): Promise<void> {
  await tx
    .update(clients)
    .set({ mergedIntoId: pair.into, version: sql`${clients.version} + 1` })
    .where(or(eq(clients.id, pair.from), eq(clients.mergedIntoId, pair.from)));
}
