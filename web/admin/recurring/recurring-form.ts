/** A monthly invoice as it is typed, and the day of the first one. */
import { itemsOf, type Line, lineOf, newLine } from '../invoices/lines.ts';
import type { Recurring, RecurringBody } from './recurring-queries.ts';

export interface RecurringFields {
  clientId: string | undefined;
  lines: Line[];
  note: string;
  dayOfMonth: number | '';
  startsOn: string;
  /** Empty: until it is stopped. */
  endsOn: string;
  issue: boolean;
}

export type RecurringProblem = 'client' | 'lines' | 'dayOfMonth' | 'startsOn' | 'endsOn';

export function fieldsOf(kept: Recurring, language: string): RecurringFields {
  const { client, items, note, dayOfMonth, startsOn, endsOn = '', issue } = kept;
  const lines = items.map((item) => lineOf(item, language));
  return { clientId: client.id, lines, note, dayOfMonth, startsOn, endsOn, issue };
}

export function newFields(given: {
  clientId: string | undefined;
  today: string;
  taxRate: number | null;
  note: string;
}): RecurringFields {
  const { clientId, today, taxRate, note } = given;
  const lines = [newLine({ taxRate })];
  const dayOfMonth = 1;
  return { clientId, lines, note, dayOfMonth, startsOn: today, endsOn: '', issue: true };
}

/** What goes to the server, or what must be mended first. */
export function readFields(
  fields: RecurringFields,
  { language, active }: { language: string; active: boolean },
): { body: RecurringBody } | { problems: RecurringProblem[] } {
  const { clientId, lines, note, dayOfMonth, startsOn, endsOn, issue } = fields;
  const items = itemsOf(lines, language);
  const problems: RecurringProblem[] = [];
  if (!clientId) problems.push('client');
  if (!items?.length) problems.push('lines');
  if (!dayOfMonth) problems.push('dayOfMonth');
  if (!startsOn) problems.push('startsOn');
  if (endsOn && endsOn < startsOn) problems.push('endsOn');
  if (!clientId || !items || !dayOfMonth || problems.length > 0) return { problems };
  return {
    body: {
      ...{ clientId, items, note, dayOfMonth, startsOn, issue, active },
      endsOn: endsOn || null,
    },
  };
}

/** The first day from this one on that the invoice falls on; in shorter months the last. */
export function firstOn(dayOfMonth: number, from: string): string {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const here = dayIn(year, month, dayOfMonth);
  return here >= from ? here : dayIn(year, month + 1, dayOfMonth);
}

function dayIn(year: number, month: number, dayOfMonth: number): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = new Date(Date.UTC(year, month - 1, Math.min(dayOfMonth, last)));
  return day.toISOString().slice(0, 10);
}
