/** Fills an empty database with what a snapshot has written, at the level of migrations that it had, and brings it up to date. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import { knownMigrations, type Migration, runMigrations } from '../platform/migrations.ts';
import { type DataSummary, type TableSummary, tableFile } from './manifest.ts';
import { fixTextForms, liftConstraints, quoted, readTables, type Table } from './schema.queries.ts';

/** How much goes to the database in one statement. */
const mostLines = 1000;
const chunkBytes = 1_000_000;
const lineFeed = 10;

/** Which migrations the data has had, and which it lacks. Throws StartRefused where this version does not know them. */
export function migrationsFor({ migrations, version }: DataSummary): {
  had: Migration[];
  lacking: Migration[];
} {
  const known = knownMigrations();
  const same = migrations.every((at, place) => known[place]?.at === at);
  if (!same) {
    throw new StartRefused(
      `This backup was made by Otklik ${version}, whose tables are not those that this version knows: update Otklik first.`,
    );
  }
  return { had: known.slice(0, migrations.length), lacking: known.slice(migrations.length) };
}

/** Loads the tables in `folder`. Throws StartRefused where they do not fit; the transaction then changes nothing. */
export async function loadData(tx: Tx, data: DataSummary, folder: string): Promise<void> {
  const { had, lacking } = migrationsFor(data);
  await runMigrations(tx, had);
  await fixTextForms(tx);
  const tables = await readTables(tx);
  refuseOthers(data.tables, tables);
  const putBack = await liftConstraints(tx, tables);
  const names = tables.map(({ name }) => quoted(name)).join(', ');
  await tx.execute(sql.raw(`truncate ${names}`));
  for (const summary of data.tables) await loadTable(tx, folder, summary, tables);
  for (const statement of putBack) await tx.execute(sql.raw(statement));
  for (const { name, last } of data.sequences) {
    if (last !== null) {
      await tx.execute(sql`select setval(${`public.${quoted(name)}`}::regclass, ${last}::bigint)`);
    }
  }
  await runMigrations(tx, lacking);
  await tx.execute(sql`analyze`);
}

function refuseOthers(given: readonly TableSummary[], wanted: readonly Table[]): void {
  const described = (name: string, columns: readonly string[]) =>
    `${name}(${[...columns].sort().join()})`;
  const inBackup = given.map(({ name, columns }) => described(name, columns)).sort();
  const inDatabase = wanted
    .map(({ name, columns }) =>
      described(
        name,
        columns.filter(({ generated }) => !generated).map((column) => column.name),
      ),
    )
    .sort();
  if (inBackup.join() === inDatabase.join()) return;
  const lost = wanted.find(({ name }) => !given.some((table) => table.name === name));
  throw new StartRefused(
    lost
      ? `The backup is not whole: the table ${lost.name} is missing.`
      : 'The backup does not fit: its tables are not those of the version that it names.',
  );
}

async function loadTable(
  tx: Tx,
  folder: string,
  { name, columns, rows }: TableSummary,
  tables: readonly Table[],
): Promise<void> {
  const types = new Map(
    tables
      .find((table) => table.name === name)
      ?.columns.map((column) => [column.name, column.type]),
  );
  const insert = sql.raw(`insert into public.${quoted(name)} (${columns.map(quoted).join(', ')})
    overriding system value
    select ${columns.map((column, place) => `(line->>${place})::${types.get(column)}`).join(', ')}`);
  let loaded = 0;
  for await (const lines of linesOf(join(folder, tableFile(name)))) {
    const json = `[${lines.join(',')}]`;
    await tx.execute(sql`${insert} from json_array_elements(${json}::json) as given(line)`);
    loaded += lines.length;
  }
  if (loaded !== rows) {
    throw new StartRefused(
      `The backup is not whole: the table ${name} has ${loaded} rows, and should have ${rows}.`,
    );
  }
}

/** Parted at line feeds alone: what Node calls a line may also end inside a person's words. */
async function* linesOf(path: string): AsyncGenerator<string[]> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    rest = bytes.subarray(end);
    const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    for (let from = 0; from < lines.length; from += mostLines) {
      yield lines.slice(from, from + mostLines);
    }
  }
  if (rest.length > 0) throw new StartRefused('The backup is not whole: a row has no end.');
}
