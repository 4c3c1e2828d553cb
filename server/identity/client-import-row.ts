/** One row of a table: a client, or why it is none. */
import { z } from 'zod';
import { type FieldProblem, fieldProblems } from '../../contract/errors.ts';
import { type Language, personName } from '../../contract/person.ts';
import { email, lines } from '../../contract/text.ts';
import type { Columns, Field } from './client-table.ts';
import { readWrittenPhone } from './phone.ts';

export interface RowProblem {
  row: number;
  field: Field;
  problem: FieldProblem | 'twice_in_file';
}

/** What a row says; an empty cell says nothing. */
export interface RowClient {
  name: string;
  /** E.164. */
  phone: string;
  email?: string;
  note?: string;
  language?: Language;
}

export type ReadRow = { row: number; client: RowClient } | RowProblem;

const note = lines({ min: 0, max: 2000 });
const languageWord = z.string().transform((written, context) => {
  const found = languageOf(written);
  if (!found) context.addIssue({ code: 'custom', message: 'unknown' });
  return found ?? 'ru';
});

/**
 * Reads a stored row (its number first). `taken` are the numbers of the rows before it that are
 * clients; this one's is added.
 */
export function readRow(
  [number, ...cells]: readonly string[],
  columns: Columns,
  taken: Set<string>,
): ReadRow {
  const row = Number(number);
  const cell = (field: Field) => {
    const index = columns[field];
    return index === undefined ? '' : (cells[index] ?? '');
  };
  const refuse = (field: Field, problem: RowProblem['problem']) => ({ row, field, problem });
  const read = {
    name: parsed(personName, cell('name')),
    email: parsed(email, cell('email')),
    note: parsed(note, cell('note')),
    language: parsed(languageWord, cell('language')),
  };
  if (read.name.value === undefined) return refuse('name', read.name.problem ?? 'required');
  if (!cell('phone')) return refuse('phone', 'required');
  const phone = readWrittenPhone(cell('phone').replace(/^['’]/, ''));
  if (!phone) return refuse('phone', 'malformed');
  for (const field of ['email', 'note', 'language'] as const) {
    const { problem } = read[field];
    if (problem) return refuse(field, problem);
  }
  if (taken.has(phone)) return refuse('phone', 'twice_in_file');
  taken.add(phone);
  const client: RowClient = { name: read.name.value, phone };
  if (read.email.value) client.email = read.email.value;
  if (read.note.value) client.note = read.note.value;
  if (read.language.value) client.language = read.language.value;
  return { row, client };
}

function parsed<T extends z.ZodType>(
  shape: T,
  written: string,
): { value?: z.output<T>; problem?: FieldProblem } {
  if (!written) return {};
  const result = shape.safeParse(written);
  if (result.success) return { value: result.data };
  const message = result.error.issues[0]?.message;
  return { problem: fieldProblems.find((problem) => problem === message) ?? 'malformed' };
}

function languageOf(written: string): Language | undefined {
  const word = written.toLowerCase();
  if (/^(ru|rus|russian|рус.*|ру)$/.test(word)) return 'ru';
  if (/^(en|eng|english|англ.*|ан)$/.test(word)) return 'en';
  return undefined;
}
