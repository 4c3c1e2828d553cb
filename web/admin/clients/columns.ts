/** Which column of the table is what. */
import { importField } from '../../../contract/client-import.ts';
import type { Columns } from './clients-queries.ts';

export const fields = importField.options;
export type Field = (typeof fields)[number];

/** What this column is taken for. */
export function fieldAt(columns: Columns, column: number): Field | undefined {
  return fields.find((field) => columns[field] === column);
}

/** Takes the column for this field, and no other column for it; nothing: the column is left out. */
export function choose(
  columns: Columns,
  { column, field }: { column: number; field: Field | undefined },
): Columns {
  const others = fields.filter((one) => one !== field && columns[one] !== column);
  const kept = others.flatMap((one) => {
    const at = columns[one];
    return at === undefined ? [] : [[one, at] as const];
  });
  return Object.fromEntries(field ? [...kept, [field, column]] : kept);
}

/** Without a name and a number nobody can be added. */
export function enough(columns: Columns): boolean {
  return columns.name !== undefined && columns.phone !== undefined;
}
