/** A table of clients as spreadsheets save it: which letters, which sign between the cells, which column is what. */
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { type importField, importLimits } from '../../contract/client-import.ts';
import { CodedError } from '../platform/errors.ts';

export type Field = z.output<typeof importField>;
export type Columns = { [field in Field]?: number | undefined };

export interface ClientTable {
  heading: string[];
  /** The number of the row, as a table program counts, and its cells. */
  rows: string[][];
}

/** More columns than this are left out; more characters of a cell are cut, and too long for any field all the same. */
const most = { columns: 50, cell: 2500, heading: 60 } as const;
/** Lines that say nothing count as well, and nobody's row is as long as this. */
const patience = { records: 100_000, record: 1_000_000, cells: 20_000 } as const;

/** Throws `import.not_csv` and `import.too_many_rows`. */
export function readTable(bytes: Buffer): ClientTable {
  const read = decode(bytes);
  // Excel's own way to name the sign between the cells.
  const text = read.replace(/^sep=.\r?\n/i, '');
  const delimiter = delimiterOf(text);
  if (hasEndlessLine(text, delimiter)) throw new CodedError('import.not_csv');
  const rows: string[][] = [];
  let number = text === read ? 0 : 1;
  const isTooLong = () => rows.length > importLimits.rows + 1 || number > patience.records;
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: patience.record,
      on_record(record: string[]) {
        number += 1;
        const cells = record.slice(0, most.columns).map((cell) => cell.trim().slice(0, most.cell));
        if (cells.some(Boolean)) rows.push([String(number), ...cells.map(wellFormed)]);
        if (isTooLong()) throw new Error('Enough.');
        return null;
      },
    });
  } catch {
    throw new CodedError(isTooLong() ? 'import.too_many_rows' : 'import.not_csv');
  }
  const [first, ...others] = rows;
  if (!first || others.length === 0) throw new CodedError('import.not_csv');
  const heading = first.slice(1).map((cell) => cell.slice(0, most.heading));
  return { heading, rows: others.map((row) => row.slice(0, heading.length + 1)) };
}

/** What each column probably is, by its heading. */
export function guessColumns(heading: readonly string[]): Columns {
  const columns: Columns = {};
  const named = heading.map((cell) => cell.toLowerCase().replaceAll('ё', 'е'));
  const taken = new Set<number>();
  for (const [field, patterns] of guesses) {
    for (const pattern of patterns) {
      const index = named.findIndex((cell, place) => !taken.has(place) && pattern.test(cell));
      if (index < 0) continue;
      columns[field] = index;
      taken.add(index);
      break;
    }
  }
  return columns;
}

// The surest first; what a name could be said with as well ("contact e-mail") goes before the name.
const guesses: [Field, RegExp[]][] = [
  ['email', [/e-?mail/, /электр.*почт/, /^почта/, /мейл|мыло/]],
  ['phone', [/телефон|phone/, /^(моб|тел|сот)/, /mobile|cell/, /^номер/]],
  ['language', [/^язык/, /^lang/]],
  ['note', [/примеч|коммент|заметк/, /^notes?\b|comment|remark/, /описание|description/]],
  [
    'name',
    [
      /фио|ф\.\s?и\.\s?о/,
      /full name|полное имя/,
      /^имя/,
      /^name/,
      /клиент|client|customer/,
      /контакт|contact/,
      /назван|наимен|name/,
    ],
  ],
];

/** A mark at the beginning says what it is; else UTF-8 where it fits, or Windows-1251 as older Excel saves. */
function decode(bytes: Buffer): string {
  const text = decodeAs(bytes, bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
  const read = text ?? new TextDecoder('windows-1251').decode(bytes);
  if (binary.test(read)) throw new CodedError('import.not_csv');
  return read;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has them, every other file does
const binary = /[\u0000-\u0008\u000e-\u001f\ufffe]/;

function decodeAs(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The sign that the heading has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text.trimStart().slice(0, 10_000).split(/\r|\n/, 1);
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (sign: string) => bare.split(sign).length;
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** The parser's own limit counts letters alone: five million empty cells would keep everybody waiting for seconds. */
function hasEndlessLine(text: string, delimiter: string): boolean {
  const [sign, feed, carriage] = [delimiter.charCodeAt(0), 10, 13];
  let cells = 0;
  for (let place = 0; place < text.length && cells <= patience.cells; place++) {
    const code = text.charCodeAt(place);
    if (code === sign) cells += 1;
    else if (code === feed || code === carriage) cells = 0;
  }
  return cells > patience.cells;
}

function wellFormed(cell: string): string {
  return cell.toWellFormed();
}
