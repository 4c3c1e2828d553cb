import { and, asc, eq, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Client } from './clients.ts';
import { clients, phoneConflicts } from './identity.tables.ts';

const clientColumns = {
  id: clients.id,
  name: clients.name,
  phone: clients.phone,
  language: clients.language,
  confirmed: sql<boolean>`${clients.confirmedAt} is not null`,
};

export async function insertClient(tx: Tx, client: Client): Promise<void> {
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

export function selectClientsWithPhone(db: Db, phone: string): Promise<Client[]> {
  return db
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.phone, phone), isNotNull(clients.confirmedAt)))
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
    })
    .where(eq(clients.id, id));
}

export async function deleteUnconfirmed(tx: Tx, id: string): Promise<void> {
  await tx.delete(clients).where(and(eq(clients.id, id), isNull(clients.confirmedAt)));
}

export async function insertConflict(
  tx: Tx,
  conflict: { id: string; phone: string; clientId: string; otherClientId: string },
): Promise<void> {
  const known = tx
    .select({ id: phoneConflicts.id })
    .from(phoneConflicts)
    .where(
      and(
        eq(phoneConflicts.clientId, conflict.clientId),
        eq(phoneConflicts.otherClientId, conflict.otherClientId),
        isNull(phoneConflicts.resolvedAt),
      ),
    );
  const [free] = await tx
    .select({ free: sql<boolean>`true` })
    .from(clients)
    .where(and(eq(clients.id, conflict.clientId), notExists(known)));
  if (free) await tx.insert(phoneConflicts).values(conflict);
}
