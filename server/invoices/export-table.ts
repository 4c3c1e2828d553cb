/** The list as a table (CSV) that spreadsheets open as it is meant: nothing in it is ever a formula. */
import type { ParsedRequest } from '../../contract/endpoint.ts';
import type { exportInvoices as endpoint } from '../../contract/invoices.ts';
import type { Language } from '../../contract/person.ts';
import { readCompany } from '../company/company.ts';
import type { DeskViewer } from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { dayIn } from './calendar.ts';
import { tableWords } from './export-table.words.ts';
import { dueOf, isOverdue } from './invoice-row.ts';
import { type ListRow, type Place, selectRows } from './list.queries.ts';
import { clientOf, filterOf, placeOf } from './list.ts';

const rowsAtOnce = 500;

/**
 * All rows of the filter in the order of the list, part by part: UTF-8 with a mark, semicolons, line ends
 * as RFC 4180 has them. Sums have a decimal comma in Russian and a point in English, as spreadsheets of
 * those languages read them.
 */
export async function* exportTable(
  platform: Platform,
  { viewer, language }: { viewer: DeskViewer; language: Language },
  asked: ParsedRequest<typeof endpoint>['query'],
): AsyncGenerator<string> {
  const db = platform.database.handle;
  const filter = await filterOf(platform, viewer, asked);
  const { timeZone } = await readCompany(db, platform);
  yield `\ufeff${lineOf(tableWords[language].heading)}`;
  let after: Place | undefined;
  for (;;) {
    const rows = await selectRows(db, filter, { after, limit: rowsAtOnce });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => lineOf(cellsOf(row))).join('');
    if (rows.length < rowsAtOnce) return;
    after = placeOf(last);
  }

  function cellsOf(row: ListRow): string[] {
    const status = isOverdue(row, filter.today) ? 'overdue' : row.status;
    const { numberText, issuedOn, dueOn, currency, paidAt } = row;
    return [
      ...[plain(numberText), tableWords[language].status[status], issuedOn ?? '', dueOn ?? ''],
      ...[plain(clientOf(row).name), currency, decimal(row.net), decimal(row.tax)],
      ...[decimal(row.total), decimal(row.paid), decimal(dueOf(row))],
      paidAt ? dayIn(timeZone, paidAt) : '',
    ];
  }

  function decimal(minor: number): string {
    const digits = String(Math.abs(minor)).padStart(3, '0');
    const mark = language === 'ru' ? ',' : '.';
    return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
  }
}

/** Text that begins as a formula would is told from one by an apostrophe (OWASP, CSV injection). */
function plain(text: string | null): string {
  const given = text ?? '';
  return /^\s*[=+\-@\t\r＝＋－＠]/u.test(given) ? `'${given}` : given;
}

function lineOf(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[";,\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(';')}\r\n`;
}
