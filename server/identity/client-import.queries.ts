import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { RowClient, RowProblem } from './client-import-row.ts';
import type { Columns } from './client-table.ts';
import { type ClientRecord, recordColumns, visible } from './clients.queries.ts';
import { clientImports, clients } from './identity.tables.ts';
import { staff } from './staff.tables.ts';

/** An import but for its rows, which are large. */
const columns = {
  id: clientImports.id,
  fileName: clientImports.fileName,
  madeBy: clientImports.madeBy,
  state: clientImports.state,
  heading: clientImports.heading,
  sample: clientImports.sample,
  columns: clientImports.columns,
  known: clientImports.known,
  language: clientImports.language,
  total: clientImports.total,
  done: clientImports.done,
  added: clientImports.added,
  updated: clientImports.updated,
  skipped: clientImports.skipped,
  createdAt: clientImports.createdAt,
};

export type Import = Awaited<ReturnType<typeof selectImports>>[number];

function selectImports(db: Db) {
  return db.select(columns).from(clientImports);
}

export async function insertImport(
  tx: Tx,
  values: Pick<
    typeof clientImports.$inferInsert,
    'id' | 'fileName' | 'madeBy' | 'heading' | 'rows' | 'sample' | 'columns' | 'total'
  >,
): Promise<void> {
  await tx.insert(clientImports).values({ ...values, state: 'preview' });
}

export async function selectImport(db: Db, id: string): Promise<Import | undefined> {
  const [found] = await db.select(columns).from(clientImports).where(eq(clientImports.id, id));
  return found;
}

export async function lockImport(tx: Tx, id: string): Promise<Import | undefined> {
  const [found] = await tx
    .select(columns)
    .from(clientImports)
    .where(eq(clientImports.id, id))
    .for('update');
  return found;
}

export async function selectRows(db: Db, id: string): Promise<string[][]> {
  const [found] = await db
    .select({ rows: clientImports.rows })
    .from(clientImports)
    .where(eq(clientImports.id, id));
  return found?.rows ?? [];
}

export async function selectProblems(db: Db, id: string): Promise<RowProblem[] | undefined> {
  const [found] = await db
    .select({ problems: clientImports.problems })
    .from(clientImports)
    .where(eq(clientImports.id, id));
  return found?.problems as RowProblem[] | undefined;
}

/** The one that has begun first of those that are under way. */
export async function selectRunning(db: Db): Promise<string | undefined> {
  const [found] = await db
    .select({ id: clientImports.id })
    .from(clientImports)
    .where(eq(clientImports.state, 'running'))
    .orderBy(asc(clientImports.createdAt), asc(clientImports.id))
    .limit(1);
  return found?.id;
}

export async function updateStarted(
  tx: Tx,
  id: string,
  given: { columns: Columns; known: 'skip' | 'update'; language: Language },
): Promise<void> {
  const chosen = Object.fromEntries(
    Object.entries(given.columns).filter(
      (entry): entry is [string, number] => entry[1] !== undefined,
    ),
  );
  await tx
    .update(clientImports)
    .set({ ...given, columns: chosen, state: 'running' })
    .where(eq(clientImports.id, id));
}

export interface Progress {
  done: number;
  added: number;
  updated: number;
  skipped: number;
  problems: RowProblem[];
}

/** Adds what a batch has done. */
export async function updateProgress(tx: Tx, id: string, made: Progress): Promise<void> {
  await tx
    .update(clientImports)
    .set({
      done: sql`${clientImports.done} + ${made.done}`,
      added: sql`${clientImports.added} + ${made.added}`,
      updated: sql`${clientImports.updated} + ${made.updated}`,
      skipped: sql`${clientImports.skipped} + ${made.skipped}`,
      problems: sql`${clientImports.problems} || ${JSON.stringify(made.problems)}::jsonb`,
    })
    .where(eq(clientImports.id, id));
}

/** Over: the people of the table are forgotten here. */
export async function updateOver(tx: Tx, id: string, state: 'done' | 'failed'): Promise<void> {
  await tx
    .update(clientImports)
    .set({ state, rows: [], sample: [] })
    .where(eq(clientImports.id, id));
}

/** Tables that somebody has uploaded and never begun are kept for a day. */
export async function deleteForgotten(db: Db): Promise<void> {
  await db
    .delete(clientImports)
    .where(
      and(
        eq(clientImports.state, 'preview'),
        lt(clientImports.createdAt, sql`${databaseNow} - interval '1 day'`),
      ),
    );
}

export async function selectNameOf(db: Db, staffId: string): Promise<string> {
  const [found] = await db.select({ name: staff.name }).from(staff).where(eq(staff.id, staffId));
  return found?.name ?? '';
}

/** Which of these numbers clients have. */
export async function selectKnownPhones(db: Db, phones: readonly string[]): Promise<Set<string>> {
  if (phones.length === 0) return new Set();
  const found = await db
    .select({ phone: clients.phone })
    .from(clients)
    .where(and(inArray(clients.phone, [...phones]), visible));
  return new Set(found.flatMap(({ phone }) => phone ?? []));
}

/** The clients with these numbers, locked; the oldest where several have one. */
export async function lockKnown(tx: Tx, phones: string[]): Promise<Map<string, ClientRecord>> {
  if (phones.length === 0) return new Map();
  const found = await tx
    .select(recordColumns)
    .from(clients)
    .where(and(inArray(clients.phone, phones), visible))
    .orderBy(asc(clients.id))
    .for('update');
  const byAge = found.sort((one, two) => two.createdAt.getTime() - one.createdAt.getTime());
  return new Map(byAge.map((client) => [client.phone ?? '', client]));
}

export async function insertImported(
  tx: Tx,
  given: (RowClient & { id: string; language: Language })[],
): Promise<void> {
  if (given.length === 0) return;
  await tx.insert(clients).values(given.map((client) => ({ ...client, confirmedAt: databaseNow })));
}
