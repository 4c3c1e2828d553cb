/** Archives under way: one at a time for all instances; whoever comes after a crash begins it anew. */
import { outsideTransaction } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { writeArchive } from './archive.ts';
import { removeArchive } from './archive-folder.ts';
import * as queries from './exports.queries.ts';
import { tellOfExport } from './exports.ts';

/** An archive that has failed so often has no hope. */
const mostFailures = 3;

export interface Exports {
  /** Works on whatever is under way, unless another instance does; resolves when nothing is left to do here. */
  work(): Promise<void>;
  /** Gives up the archive at hand: it is begun anew by whoever comes next. */
  stop(): Promise<void>;
}

export function newExports(platform: Platform): Exports {
  const { database, config, log } = platform;
  const stopping = new AbortController();
  const failures = new Map<string, number>();
  let again = false;
  let working: Promise<void> | undefined;
  return { work, stop };

  function work(): Promise<void> {
    again = true;
    working ??= outsideTransaction(workOn);
    return working;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await working;
  }

  async function workOn(): Promise<void> {
    while (again && !stopping.signal.aborted) {
      again = false;
      try {
        await workLocked();
      } catch (error) {
        log.error({ err: error }, 'Archives could not be made; they are tried again.');
      }
    }
    working = undefined;
  }

  /** Looks again after the release: whoever asked before it was told that somebody works already. */
  async function workLocked(): Promise<void> {
    do {
      const lock = await database.tryLock('data-exports');
      if (!lock) return;
      try {
        const over = AbortSignal.any([stopping.signal, lock.lost]);
        while (!over.aborted) {
          const next = await queries.selectNext(database.handle);
          if (!next) break;
          await make(next, over);
        }
      } finally {
        await lock.release();
      }
    } while (!stopping.signal.aborted && (await queries.selectNext(database.handle)));
  }

  async function make(asked: queries.Export, over: AbortSignal): Promise<void> {
    const { id } = asked;
    try {
      const size = await writeArchive(platform, asked, {
        over,
        progress: (percent) => tell(asked, (tx) => queries.updateProgress(tx, id, percent)),
      });
      if (size !== undefined && (await finish(asked, size))) {
        failures.delete(id);
        return;
      }
      // Stopped, or the person has gone meanwhile; who was merged into another has left the row behind.
      if (!over.aborted) await tell(asked, (tx) => queries.updateFailed(tx, id));
      await removeArchive(config.filesDir, id);
    } catch (error) {
      const count = (failures.get(id) ?? 0) + 1;
      failures.set(id, count);
      log.error({ err: error, export: id, times: count }, 'An archive could not be made.');
      if (count >= mostFailures) await tell(asked, (tx) => queries.updateFailed(tx, id));
      // What cannot be removed now either, the sweep will.
      await removeArchive(config.filesDir, id).catch(() => {});
    }
  }

  /** The archive can be had, and those before it go: a client's whole data is on the disk once, however often they ask. */
  async function finish(asked: queries.Export, size: number): Promise<boolean> {
    let replaced: string[] = [];
    const ready = await tell(asked, async (tx) => {
      const ready = await queries.updateReady(tx, asked.id, size);
      replaced = ready ? await queries.updateReplaced(tx, asked) : [];
      return ready;
    });
    // What cannot be removed now, the sweep will.
    for (const id of replaced) await removeArchive(config.filesDir, id).catch(() => {});
    return ready;
  }

  /** Says whether there was still something to change. */
  function tell(
    { clientId }: queries.Export,
    change: (tx: Parameters<typeof tellOfExport>[0]) => Promise<boolean>,
  ): Promise<boolean> {
    return database.transaction(async (tx) => {
      const changed = await change(tx);
      if (changed) tellOfExport(tx, platform, clientId);
      return changed;
    });
  }
}
