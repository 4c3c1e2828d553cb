/** A draft as the page has it: what is typed, and what of it goes to the server. */
import type { z } from 'zod';
import type { updateInvoice } from '../../../contract/invoices.ts';
import { type Totals, totalsOf } from '../../../contract/money.ts';
import type { Billing, Invoice } from './invoices-queries.ts';
import { isBlank, itemsOf, type Line, lineOf, newLine, problemsAtIssue } from './lines.ts';

export interface DraftFields {
  clientId: string | undefined;
  /** Of the same client. */
  ticketId: string | undefined;
  lines: Line[];
  /** Empty: as many days from the issue as the settings say. */
  dueOn: string;
  note: string;
}

export type DraftBody = Omit<z.input<typeof updateInvoice.body>, 'version'>;

/** The first fields of a draft that is not begun yet. */
export function newFields(
  billing: Pick<Billing, 'taxRates' | 'note'>,
  given: { clientId: string | undefined; ticketId: string | undefined },
): DraftFields {
  const lines = [newLine({ taxRate: billing.taxRates[0] ?? null })];
  return { ...given, lines, dueOn: '', note: billing.note };
}

/** The fields of a draft that is kept. */
export function fieldsOf(
  invoice: Pick<Invoice, 'client' | 'ticket' | 'items' | 'dueOn' | 'note'>,
  { taxRates, language }: { taxRates: readonly (number | null)[]; language: string },
): DraftFields {
  const lines = invoice.items.map((item) => lineOf(item, language));
  return {
    clientId: invoice.client.id,
    ticketId: invoice.ticket?.id,
    lines: lines.length > 0 ? lines : [newLine({ taxRate: taxRates[0] ?? null })],
    dueOn: invoice.dueOn ?? '',
    note: invoice.note,
  };
}

/** What goes to the server; nothing while something on the screen cannot be read. */
export function bodyOf(fields: DraftFields, language: string): DraftBody | undefined {
  const items = itemsOf(fields.lines, language);
  if (!fields.clientId || !items || [...fields.note.trim()].length > 1000) return undefined;
  return {
    clientId: fields.clientId,
    ticketId: fields.ticketId ?? null,
    items,
    dueOn: fields.dueOn || null,
    note: fields.note,
  };
}

/** Whether there is something that would be a pity to lose: whoever only looks leaves no draft behind. */
export function isWorthKeeping({ lines }: DraftFields): boolean {
  return lines.some((line) => !isBlank(line));
}

/** What the lines come to as they stand; those that cannot be read yet count nothing. */
export function totalsOfFields(
  { lines }: DraftFields,
  { taxMode, language }: { taxMode: Invoice['taxMode']; language: string },
): Totals {
  const readable = lines.flatMap((line) => itemsOf([line], language) ?? []);
  return totalsOf(readable, taxMode);
}

/** Where the first thing stands that must be mended before the invoice may go out: the id of its field. */
export function firstProblem(fields: DraftFields, language: string): string | undefined {
  if (!fields.clientId) return 'client';
  const written = fields.lines.filter((line) => !isBlank(line));
  // With nothing written at all, the first line is what is missing.
  for (const line of written.length > 0 ? written : fields.lines.slice(0, 1)) {
    const problems = problemsAtIssue(line, language);
    const field = (['description', 'quantity', 'unit', 'price'] as const).find(
      (name) => problems[name],
    );
    if (field) return fieldId(line.key, field);
  }
  return [...fields.note.trim()].length > 1000 ? 'note' : undefined;
}

/** The id of a line's field on the page. */
export function fieldId(key: string, field: string): string {
  return `${key}-${field}`;
}
