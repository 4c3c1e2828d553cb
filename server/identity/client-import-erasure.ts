/** Tables of clients that are not imported yet may hold a client who is gone: the row stays, empty. */
import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { KnownPerson } from '../platform/personal-data.ts';
import { clientImports } from './identity.tables.ts';
import { readWrittenPhone } from './phone.ts';

/** An empty row is told of as a problem when its turn comes; so the counts stay right. */
export async function blankImportRows(tx: Tx, { words }: KnownPerson): Promise<void> {
  const unfinished = await tx
    .select({ id: clientImports.id, rows: clientImports.rows, sample: clientImports.sample })
    .from(clientImports)
    .where(inArray(clientImports.state, ['preview', 'running']))
    .orderBy(clientImports.id)
    .for('update');
  // A name alone may be somebody else's, and so may an address that a company shares.
  const phones = new Set(words.filter((word) => word.startsWith('+')));
  for (const { id, rows, sample } of unfinished) {
    const blank = (row: string[], kept: number) =>
      row.some((cell) => isOneOf(phones, cell))
        ? row.map((cell, place) => (place < kept ? cell : ''))
        : row;
    await tx
      .update(clientImports)
      .set({
        // The number of the row stands first.
        rows: rows.map((row) => blank(row, 1)),
        sample: sample.map((row) => blank(row, 0)),
      })
      .where(eq(clientImports.id, id));
  }
}

function isOneOf(phones: ReadonlySet<string>, cell: string): boolean {
  const phone = /\d{3}/.test(cell) ? readWrittenPhone(cell.replace(/^['’]/, '')) : undefined;
  return phone !== undefined && phones.has(phone);
}
