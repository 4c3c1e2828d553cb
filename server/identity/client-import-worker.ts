/** Imports under way: a batch is one transaction with its progress, so that whoever comes next goes on where it ended. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Language } from '../../contract/person.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { type LockedWork, newLockedWork } from '../platform/locked-work.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import { changed } from './changes.ts';
import * as queries from './client-import.queries.ts';
import { type RowClient, type RowProblem, readRow } from './client-import-row.ts';
import { type ClientRecord, lockPhones, updateRecord } from './clients.queries.ts';
import { tellDesk } from './live-topics.ts';

export const rowsInBatch = 200;
/** An import whose next batch has failed so often has no hope. */
const mostFailures = 3;

/** Finishes the batch at hand when it is stopped. */
export function newImports(platform: Platform): LockedWork {
  const { database } = platform;
  const failures = new Map<string, number>();
  return newLockedWork(platform, {
    lock: 'client-imports',
    complaint: 'Imports of clients could not go on; they are tried again.',
    next: () => queries.selectRunning(database.handle),
    make: importAll,
  });

  async function importAll(id: string, over: AbortSignal): Promise<void> {
    try {
      const rows = await queries.selectRows(database.handle, id);
      const taken = new Set<string>();
      let read = 0;
      for (let going = true; going && !over.aborted; ) {
        const started = await queries.selectImport(database.handle, id);
        if (started?.state !== 'running') return;
        for (; read < started.done; read++) {
          readRow(rows[read] ?? [], started.columns, taken);
          if (read % rowsInBatch === 0) await nextTurn();
        }
        const batch = rows.slice(read, read + rowsInBatch);
        const found = batch.map((row) => readRow(row, started.columns, taken));
        read += batch.length;
        going = await database.transaction((tx) => importBatch(tx, platform, started, found));
        await nextTurn();
      }
      failures.delete(id);
    } catch (error) {
      const count = (failures.get(id) ?? 0) + 1;
      failures.set(id, count);
      if (count >= mostFailures) await database.transaction((tx) => finish(tx, id, 'failed'));
      throw error;
    }
  }

  async function finish(tx: Tx, id: string, state: 'done' | 'failed'): Promise<void> {
    await finishImport(tx, platform, id, state);
  }
}

type Found = ReturnType<typeof readRow>;

/** Says whether there is more to do. */
async function importBatch(
  tx: Tx,
  platform: Platform,
  started: queries.Import,
  found: Found[],
): Promise<boolean> {
  const locked = await queries.lockImport(tx, started.id);
  // Somebody else has gone on meanwhile: look again.
  if (locked?.state !== 'running' || locked.done !== started.done) return false;
  const wanted = found.flatMap((row) => ('client' in row ? [row.client] : []));
  const problems: RowProblem[] = found.flatMap((row) => ('problem' in row ? [row] : []));
  const phones = wanted.map(({ phone }) => phone);
  await lockPhones(tx, phones);
  const known = await queries.lockKnown(tx, phones);
  const language: Language = locked.language ?? 'ru';
  const fresh = wanted.filter(({ phone }) => !known.has(phone));
  await queries.insertImported(
    tx,
    fresh.map((client) => ({ language, ...client, id: newId() })),
  );
  let updated = 0;
  for (const client of locked.known === 'update' ? wanted : []) {
    const before = known.get(client.phone);
    if (before && (await updateKnown(tx, before, client))) updated += 1;
  }
  const skipped = wanted.length - fresh.length - updated;
  const made = { done: found.length, added: fresh.length, updated, skipped, problems };
  await queries.updateProgress(tx, locked.id, made);
  const going = locked.done + found.length < locked.total;
  if (!going) await finishImport(tx, platform, locked.id, 'done');
  tellDesk(tx, platform, `import:${locked.id}`);
  return going;
}

/** What the row says and the client has otherwise; says whether that was anything. */
async function updateKnown(tx: Tx, before: ClientRecord, client: RowClient): Promise<boolean> {
  const { phone: _phone, ...said } = client;
  if (Object.keys(changed(before, said)).length === 0) return false;
  await updateRecord(tx, before.id, said);
  return true;
}

async function finishImport(
  tx: Tx,
  platform: Platform,
  id: string,
  state: 'done' | 'failed',
): Promise<void> {
  const over = await queries.selectImport(tx, id);
  if (!over) return;
  await queries.updateOver(tx, id, state);
  const { added, updated, skipped, done } = over;
  const name = await queries.selectNameOf(tx, over.madeBy);
  const counts = { added, updated, skipped, refused: done - added - updated - skipped };
  await recordAudit(
    tx,
    { actor: { kind: 'staff', id: over.madeBy, name } },
    {
      action: 'client.import_finished',
      subject: { kind: 'import', id, label: over.fileName },
      changes: {
        state: ['running', state],
        ...Object.fromEntries(
          Object.entries(counts).map(([what, count]) => [what, [null, String(count)] as const]),
        ),
      },
    },
  );
  tellDesk(tx, platform, `import:${id}`);
  tellDesk(tx, platform, 'client');
}
