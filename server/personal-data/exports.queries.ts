import { and, asc, desc, eq, inArray, lte, ne, type SQL, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { dataExports } from './personal-data.tables.ts';

export type Export = typeof dataExports.$inferSelect;

/** An archive is kept for so many days. */
export const keptDays = 7;

const underWay: Export['state'][] = ['waiting', 'running'];

/** The newest first; what is listed is of some weeks at most. */
export function selectExports(db: Db, clientIds: string[]): Promise<Export[]> {
  return db
    .select()
    .from(dataExports)
    .where(inArray(dataExports.clientId, clientIds))
    .orderBy(desc(dataExports.createdAt), desc(dataExports.id))
    .limit(50);
}

export async function selectExport(db: Db, id: string): Promise<Export | undefined> {
  const [found] = await db.select().from(dataExports).where(eq(dataExports.id, id));
  return found;
}

export async function selectExportIds(db: Db, clientIds: string[]): Promise<string[]> {
  const found = await db
    .select({ id: dataExports.id })
    .from(dataExports)
    .where(inArray(dataExports.clientId, clientIds));
  return found.map(({ id }) => id);
}

export async function isUnderWay(db: Db, clientId: string): Promise<boolean> {
  const found = await db
    .select({ id: dataExports.id })
    .from(dataExports)
    .where(and(eq(dataExports.clientId, clientId), inArray(dataExports.state, underWay)));
  return found.length > 0;
}

export async function insertExport(
  tx: Tx,
  given: Pick<Export, 'id' | 'clientId' | 'askedByKind'>,
): Promise<Export> {
  const [made] = await tx
    .insert(dataExports)
    .values({ ...given, state: 'waiting' })
    .returning();
  if (!made) throw new Error('The database gave no row back.');
  return made;
}

/** The one that was asked for first of those that are under way. */
export async function selectNext(db: Db): Promise<Export | undefined> {
  const [found] = await db
    .select()
    .from(dataExports)
    .where(inArray(dataExports.state, underWay))
    .orderBy(asc(dataExports.createdAt), asc(dataExports.id))
    .limit(1);
  return found;
}

/** False where the person has gone meanwhile. */
export function updateProgress(tx: Tx, id: string, progress: number): Promise<boolean> {
  return update(tx, id, { state: 'running', progress, workedAt: databaseNow });
}

export function updateReady(tx: Tx, id: string, size: number): Promise<boolean> {
  const expiresAt = sql`${databaseNow} + make_interval(days => ${keptDays})`;
  return update(tx, id, { state: 'ready', progress: 100, size, expiresAt });
}

/** Marks the client's other archives that are there as expired, and gives their ids: this one holds all that they hold. */
export async function updateReplaced(
  tx: Tx,
  { id, clientId }: Pick<Export, 'id' | 'clientId'>,
): Promise<string[]> {
  const { state } = dataExports;
  const replaced = await tx
    .update(dataExports)
    .set({ state: 'expired' })
    .where(and(eq(dataExports.clientId, clientId), eq(state, 'ready'), ne(dataExports.id, id)))
    .returning({ id: dataExports.id });
  return replaced.map((one) => one.id);
}

export function updateFailed(tx: Tx, id: string): Promise<boolean> {
  return update(tx, id, { state: 'failed' });
}

/** Marks those whose time is over. */
export function updateExpired(tx: Tx): Promise<Export[]> {
  return tx
    .update(dataExports)
    .set({ state: 'expired' })
    .where(and(eq(dataExports.state, 'ready'), lte(dataExports.expiresAt, databaseNow)))
    .returning();
}

/** Which of these archives are still wanted. */
export async function selectWanted(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await db
    .select({ id: dataExports.id })
    .from(dataExports)
    .where(and(inArray(dataExports.id, ids), inArray(dataExports.state, [...underWay, 'ready'])));
  return new Set(found.map(({ id }) => id));
}

async function update(
  tx: Tx,
  id: string,
  values: { [K in keyof Export]?: Export[K] | SQL },
): Promise<boolean> {
  const changed = await tx
    .update(dataExports)
    .set(values)
    .where(and(eq(dataExports.id, id), inArray(dataExports.state, underWay)))
    .returning({ id: dataExports.id });
  return changed.length > 0;
}
