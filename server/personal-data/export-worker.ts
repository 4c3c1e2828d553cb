/** Archives under way: one at a time for all instances; whoever comes after a crash begins it anew. */
import { type LockedWork, newLockedWork } from '../platform/locked-work.ts';
import type { Platform } from '../platform/platform.ts';
import { writeArchive } from './archive.ts';
import { removeArchive } from './archive-folder.ts';
import * as queries from './exports.queries.ts';
import { tellOfExport } from './exports.ts';

/** An archive that has failed so often has no hope. */
const mostFailures = 3;

/** Gives up the archive at hand when it is stopped: it is begun anew by whoever comes next. */
export function newExports(platform: Platform): LockedWork {
  const { database, config, log } = platform;
  const failures = new Map<string, number>();
  return newLockedWork(platform, {
    lock: 'data-exports',
    complaint: 'Archives could not be made; they are tried again.',
    next: () => queries.selectNext(database.handle),
    make,
  });

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
