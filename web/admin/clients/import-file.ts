/** Tables that the browser makes or reads: no table program may take a cell for a formula. */
import { importLimits } from '../../../contract/client-import.ts';
import { keepFile } from '../../lib/save-file.ts';

export type FileProblem = 'empty' | 'too_large';

export function problemOfFile({ size }: { size: number }): FileProblem | undefined {
  if (size === 0) return 'empty';
  return size > importLimits.bytes ? 'too_large' : undefined;
}

/** The bytes of a file in base64. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces: string[] = [];
  // As many arguments as every browser takes.
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return btoa(pieces.join(''));
}

/** A table as Excel opens it in both languages: with a mark of UTF-8 and semicolons. */
export function tableOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** Gives the person these rows as a table to keep. */
export function keepTable(name: string, rows: Parameters<typeof tableOf>[0]): Promise<void> {
  return keepFile(new File([tableOf(rows)], name, { type: 'text/csv;charset=utf-8' }));
}

function cell(value: string | number): string {
  const text = String(value);
  // A phone number is no formula either, but a table program would make a sum of it.
  const safe = /^[=@\t\r]|^[+-](?!\d+$)/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
