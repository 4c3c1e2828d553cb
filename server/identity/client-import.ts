/** Clients from a table: uploaded, looked at, begun. What then happens is the worker's (client-import-worker.ts). */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { importLimits } from '../../contract/client-import.ts';
import type { Language } from '../../contract/person.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import * as queries from './client-import.queries.ts';
import { type RowProblem, readRow } from './client-import-row.ts';
import { type Columns, guessColumns, readTable } from './client-table.ts';
import { tellDesk } from './live-topics.ts';
import type { Origin, StaffViewer } from './viewer.ts';

const sampleRows = 10;
const sampleCell = 80;
/** Rows looked at before others have their turn. */
const rowsAtOnce = 500;
/** Problems told at a check; the import itself keeps all. */
const problemsTold = 50;

/** Throws `import.not_csv`, `import.too_many_rows` and `request.too_large`. */
export async function uploadImport(
  { database }: Platform,
  viewer: StaffViewer,
  { fileName, content }: { fileName: string; content: string },
): Promise<queries.Import> {
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > importLimits.bytes) throw new CodedError('request.too_large');
  const { heading, rows } = readTable(bytes);
  const id = newId();
  const sample = rows
    .slice(0, sampleRows)
    .map(([_number, ...cells]) => cells.map((cell) => [...cell].slice(0, sampleCell).join('')));
  const columns = guessColumns(heading) as Record<string, number>;
  const total = rows.length;
  await database.transaction((tx) =>
    queries.insertImport(tx, {
      id,
      fileName,
      madeBy: viewer.id,
      heading,
      rows,
      sample,
      columns,
      total,
    }),
  );
  return requireImport({ database }, id);
}

/** Throws `request.not_found`. */
export async function requireImport(
  { database }: Pick<Platform, 'database'>,
  id: string,
): Promise<queries.Import> {
  const found = await queries.selectImport(database.handle, id);
  if (!found) throw new CodedError('request.not_found');
  return found;
}

/** What would become of the rows. Throws `import.no_name_or_phone`, `import.started`; `request.not_found`. */
export async function checkImport(
  { database }: Platform,
  id: string,
  columns: Columns,
): Promise<{ add: number; known: number; refused: number; problems: RowProblem[] }> {
  const found = await requireImport({ database }, id);
  if (found.state !== 'preview') throw new CodedError('import.started');
  assertColumns(columns, found);
  const rows = await queries.selectRows(database.handle, id);
  const taken = new Set<string>();
  const problems: RowProblem[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    for (const row of rows.slice(start, start + rowsAtOnce)) {
      const read = readRow(row, columns, taken);
      if ('problem' in read) problems.push(read);
    }
    await nextTurn();
  }
  const phones = [...taken];
  let known = 0;
  for (let start = 0; start < phones.length; start += rowsAtOnce) {
    const asked = phones.slice(start, start + rowsAtOnce);
    known += (await queries.selectKnownPhones(database.handle, asked)).size;
  }
  const told = problems.slice(0, problemsTold);
  return { add: taken.size - known, known, refused: problems.length, problems: told };
}

/** Throws `import.started`, `import.no_name_or_phone`; `request.not_found`. */
export async function startImport(
  platform: Platform,
  { viewer, origin }: { viewer: StaffViewer; origin: Origin },
  id: string,
  given: { columns: Columns; known: 'skip' | 'update'; language: Language },
): Promise<queries.Import> {
  await platform.database.transaction(async (tx) => {
    const found = await queries.lockImport(tx, id);
    if (!found) throw new CodedError('request.not_found');
    if (found.state !== 'preview') throw new CodedError('import.started');
    assertColumns(given.columns, found);
    await queries.updateStarted(tx, id, given);
    await recordAudit(
      tx,
      { actor: viewer, origin },
      {
        action: 'client.import_started',
        subject: { kind: 'import', id, label: found.fileName },
        changes: { rows: [null, String(found.total)], known: [null, given.known] },
      },
    );
    tellDesk(tx, platform, `import:${id}`);
  });
  return requireImport(platform, id);
}

function assertColumns(columns: Columns, { heading }: queries.Import): void {
  if (columns.name === undefined || columns.phone === undefined) {
    throw new CodedError('import.no_name_or_phone');
  }
  const chosen = Object.values(columns).filter((column) => column !== undefined);
  const twice = new Set(chosen).size < chosen.length;
  if (twice || chosen.some((column) => column >= heading.length)) {
    throw new CodedError('request.invalid', { fields: { columns: 'malformed' } });
  }
}
