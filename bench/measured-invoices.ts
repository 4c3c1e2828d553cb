/** The measured process's own side of invoices: filling the database. */
import { sql } from 'drizzle-orm';
import { addPeople } from '../server/cast/history.ts';
import { addInvoices } from '../server/cast/invoice-history.ts';
import { rows } from '../server/platform/database.ts';
import type { Platform } from '../server/platform/platform.ts';

export interface InvoicesQuestion {
  /** So many invoices there shall be. */
  seedInvoices: number;
}

export interface InvoicesAnswer {
  added: number;
  milliseconds: number;
  /** Of somebody to whom invoices can be made out. */
  clientId: string;
}

const batch = 10_000;

export async function seedInvoices(
  { database }: Platform,
  { seedInvoices: wanted }: InvoicesQuestion,
): Promise<InvoicesAnswer> {
  const begun = performance.now();
  const [present] = await rows<{ count: number }>(
    database.handle,
    sql`select count(*)::int as count from invoices`,
  );
  const missing = Math.max(0, wanted - (present?.count ?? 0));
  await database.transaction((tx) => addPeople(tx, Math.max(500, wanted / 20)));
  for (let done = 0; done < missing; done += batch) {
    await database.transaction((tx) => addInvoices(tx, Math.min(batch, missing - done)));
  }
  await database.handle.execute(sql`vacuum analyze`);
  const [client] = await rows<{ id: string }>(
    database.handle,
    sql`select id from clients where merged_into_id is null order by created_at, id limit 1`,
  );
  return {
    added: missing,
    milliseconds: performance.now() - begun,
    clientId: client?.id ?? '',
  };
}
