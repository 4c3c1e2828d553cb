/** The one way to the data: PGlite in this process or a PostgreSQL server, with the same dialect and the same rules. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { fromPglite } from 'pg-boss';

/** What reads take: the outer handle or a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

declare const insideTransaction: unique symbol;
/** What writes take: a transaction that `Database.transaction` has opened. */
export type Tx = Db & { readonly [insideTransaction]: true };

/** A lock that dies with its holder: released, or its connection lost. */
export interface HeldLock {
  /** Aborts when the lock is no longer ours. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/** What an engine supplies; `openDatabase` makes a `Database` of it. */
export interface Engine {
  name: 'pglite' | 'postgres';
  /** Throws when it is used while the same call chain is inside a transaction. */
  handle: Db;
  migrate(folder: string): Promise<void>;
  /** Tells every instance, this one included, after the commit. */
  announce(channel: string, payload: string): Promise<void>;
  /** `onGap` is called when announcements may have been missed (the connection was lost and is back). */
  listen(channel: string, onPayload: (payload: string) => void, onGap: () => void): Promise<void>;
  /** Takes the lock of this name at once, or gives nothing when somebody holds it. */
  tryLock(name: string): Promise<HeldLock | undefined>;
  /** For pg-boss, which writes its own SQL. */
  jobs(): { db: ReturnType<typeof fromPglite>; backend: 'pglite' | 'postgres' };
  close(): Promise<void>;
}

export interface Database extends Omit<Engine, 'migrate'> {
  /**
   * Runs a transaction; a deadlock or a serialization failure runs it again, so it must not
   * do anything but write to `tx` (and register `afterCommit`). No network call belongs inside.
   */
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Runs reads that all see the data of one moment, however long they take. Nothing can be written.
   * On PGlite, which has one connection, everybody else waits meanwhile.
   */
  snapshot<T>(run: (db: Db) => Promise<T>): Promise<T>;
}

interface Scope {
  afterCommit: (() => void)[];
}

const scopes = new AsyncLocalStorage<Scope>();
const attempts = 4;

/** Gives an engine its transactions. */
export function databaseOn(engine: Engine): Database {
  return Object.assign(Object.create(null), engine, {
    transaction: <T>(run: (tx: Tx) => Promise<T>) => transact(engine.handle, run),
    snapshot: <T>(run: (db: Db) => Promise<T>) => readAtOnce(engine.handle, run),
  }) as Database;
}

/** Does something once the surrounding transaction is committed, and never when it rolls back. It must not throw. */
export function afterCommit(_tx: Tx, effect: () => void): void {
  const scope = scopes.getStore();
  if (!scope) throw new Error('afterCommit was called outside a transaction.');
  scope.afterCommit.push(effect);
}

/**
 * Throws when this call chain is inside a transaction: on PGlite, which has one connection,
 * a query on the outer handle would then wait for ever. Engines call it before each outer query.
 */
export function assertOutsideTransaction(): void {
  if (scopes.getStore()) {
    throw new Error(
      'The outer database handle was used inside a transaction: pass `tx` down instead.',
    );
  }
}

/** Leaves the surrounding transaction's scope, for work that goes on by itself. */
export function outsideTransaction<T>(run: () => T): T {
  return scopes.exit(run);
}

/** Runs hand-written SQL. Cast what is not text, integer or boolean: drivers differ in how they give the rest. */
export async function rows<T>(db: Db, query: SQL): Promise<T[]> {
  const result = (await db.execute(query)) as unknown as { rows: T[] };
  return result.rows;
}

/** The database's present time (see `platform/clock.ts`). */
export async function readDatabaseTime(db: Db): Promise<Date> {
  const [row] = await rows<{ ms: string }>(
    db,
    sql`select (extract(epoch from otklik_now()) * 1000)::bigint::text as ms`,
  );
  return new Date(Number(row?.ms));
}

/** A server vacuums by itself; the embedded engine has no process of its own for that. */
export async function vacuumEmbedded(database: Database): Promise<void> {
  if (database.name === 'pglite') await database.handle.execute(sql`vacuum analyze`);
}

/**
 * Runs a part of a transaction that may fail without the rest: then what it wrote is undone, its
 * `afterCommit`s are forgotten, the locks taken before it are kept, and the error is thrown.
 */
export function savepoint<T>(tx: Tx, run: (tx: Tx) => Promise<T>): Promise<T> {
  return attemptIn(tx, run, (effects) => {
    for (const effect of effects) afterCommit(tx, effect);
  });
}

function transact<T>(handle: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  assertOutsideTransaction();
  return attemptIn(handle, run, (effects) => {
    for (const effect of effects) effect();
  });
}

function readAtOnce<T>(handle: Db, run: (db: Db) => Promise<T>): Promise<T> {
  assertOutsideTransaction();
  return handle.transaction(
    (tx) => scopes.run({ afterCommit: [] }, () => run(tx as unknown as Db)),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function attemptIn<T>(
  db: Db,
  run: (tx: Tx) => Promise<T>,
  take: (effects: readonly (() => void)[]) => void,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const scope: Scope = { afterCommit: [] };
    try {
      const result = await db.transaction((tx) =>
        scopes.run(scope, () => run(tx as unknown as Tx)),
      );
      take(scope.afterCommit);
      return result;
    } catch (error) {
      if (attempt >= attempts || !isPassing(error)) throw error;
    }
  }
}

/** A deadlock (40P01) or a serialization failure (40001): nothing was written, and a second try may succeed. */
function isPassing(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40P01' || code === '40001';
}

/** The SQLSTATE of a database error, wherever the query builder has put it. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code.length === 5)
    return error.code;
  return 'cause' in error ? sqlState(error.cause) : undefined;
}
