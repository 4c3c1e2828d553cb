/** The embedded engine: PostgreSQL in this process (PGlite), durable, its folder locked. */
import { existsSync, fdatasyncSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { fromPglite } from 'pg-boss';
import { assertOutsideTransaction, type Db, type Engine } from './database.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { makeEmptyDatabase } from './pglite-empty.ts';

/** Opens (and at first makes) the database in `folder`; throws StartRefused when another process has it. */
export async function openPgliteFolder(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const files = join(folder, 'pgdata');
    if (!existsSync(join(files, 'PG_VERSION'))) await makeEmptyDatabase(files);
    const client = await PGlite.create(durableOptions(files));
    return pgliteEngine(client, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A database in memory, for tests; `template` is what `dumpDataDir` of another one gave. */
export async function openPgliteInMemory(template?: Blob): Promise<Engine & { client: PGlite }> {
  return engineOn(await PGlite.create({ loadDataDir: template }));
}

/** An engine of its own on a database that is open already, for tests that use one after the other. */
export function engineOn(client: PGlite): Engine & { client: PGlite } {
  return Object.assign(pgliteEngine(client), { client });
}

/**
 * What makes PGlite keep its word: it starts with fsync off (`-F`) and its file layer has no fsync at all.
 * With these, a commit costs one fdatasync of the log. A test counts them, since this leans on a library's insides.
 */
export function durableOptions(files: string, sync = fdatasyncSync): PGliteOptions {
  return {
    fs: new SyncingNodeFS(files, sync),
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB'],
    ],
  };
}

/** EIO in the numbering of WASI, which the database's C library uses. */
const inputOutputError = 29;

type Sync = (descriptor: number) => void;

interface NodeFiles {
  stream_ops: { fsync?: (stream: { nfd: number }) => number };
}

class SyncingNodeFS extends NodeFS {
  readonly #sync: Sync;

  constructor(folder: string, sync: Sync) {
    super(folder);
    this.#sync = sync;
  }

  override async init(...given: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...given);
    const teachSync = (module: unknown) => {
      const files = (module as { NODEFS: NodeFiles }).NODEFS;
      files.stream_ops.fsync = (stream) => {
        try {
          this.#sync(stream.nfd);
          return 0;
        } catch {
          // An exception must not cross the database's code: it is told EIO, and stops as it should.
          return -inputOutputError;
        }
      };
    };
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [teachSync, ...(emscriptenOpts.preRun ?? [])].flat(),
      },
    };
  }
}

function pgliteEngine(client: PGlite, lock?: FolderLock): Engine {
  const held = new Set<string>();
  const guarded = guard(client);
  const listeners = new Map<string, ((payload: string) => void)[]>();
  return {
    name: 'pglite',
    handle: drizzle(guarded) as unknown as Db,
    migrate: (folder) => migrate(drizzle(client), { migrationsFolder: folder }),
    // One process holds the folder, so whoever listens is here.
    async announce(channel, payload) {
      for (const hear of listeners.get(channel) ?? []) hear(payload);
    },
    async listen(channel, onPayload) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), onPayload]);
    },
    async tryLock(name) {
      if (held.has(name)) return undefined;
      held.add(name);
      return {
        lost: new AbortController().signal,
        release: async () => {
          held.delete(name);
        },
      };
    },
    jobs: () => ({ db: fromPglite(guarded), backend: 'pglite' }),
    async close() {
      await client.close();
      lock?.release();
    },
  };
}

/** The outer handle, which refuses to be used from inside a transaction, and leaves everybody else a turn. */
function guard(client: PGlite): PGlite {
  const turn = newTurnTaker();
  const guardedNames = new Set<string | symbol>(['query', 'exec', 'sql', 'transaction']);
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (guardedNames.has(name)) {
        return async (...given: unknown[]) => {
          assertOutsideTransaction();
          await turn();
          return value.apply(target, given);
        };
      }
      return value.bind(target);
    },
  });
}

/** In milliseconds: about as long as a person's key press may wait for nothing. */
const longestWithoutTurn = 10;

/**
 * PGlite answers in microtasks: while it has questions, nothing that comes from outside is even looked
 * at, and a hundred requests of one person would be done with before another's is accepted.
 */
function newTurnTaker(): () => Promise<void> {
  let last = performance.now();
  let coming: Promise<void> | undefined;
  return async () => {
    if (performance.now() - last < longestWithoutTurn) return;
    coming ??= nextTurn().then(() => {
      last = performance.now();
      coming = undefined;
    });
    await coming;
  };
}
