/** An invoice as lists show it. */
import type { z } from 'zod';
import type { invoiceRow } from '../../contract/invoice-shapes.ts';
import type { Invoice } from './invoices.policy.ts';

type Row = z.input<typeof invoiceRow>;

/** What a row is made of. */
export type RowFields = Pick<
  Invoice,
  | 'id'
  | 'numberText'
  | 'status'
  | 'currency'
  | 'total'
  | 'paid'
  | 'issuedOn'
  | 'dueOn'
  | 'createdAt'
>;

/** `today`: the company's day, by which it is overdue or not. */
export function rowOf(invoice: RowFields, today: string): Row {
  const { id, numberText, status, currency, total, paid, issuedOn, dueOn, createdAt } = invoice;
  return {
    id,
    ...(numberText !== null && { number: numberText }),
    status,
    overdue: isOverdue(invoice, today),
    currency,
    total,
    paid,
    ...(issuedOn !== null && { issuedOn }),
    ...(dueOn !== null && { dueOn }),
    createdAt: createdAt.toISOString(),
  };
}

/** Issued, unpaid, and its due day is over. */
export function isOverdue({ status, dueOn }: RowFields, today: string): boolean {
  return status === 'issued' && dueOn !== null && dueOn < today;
}

/** Minor units that are still to be paid; all of a draft, which nobody has asked for yet. */
export function dueOf({ status, total, paid }: RowFields): number {
  return status === 'draft' || status === 'issued' ? total - paid : 0;
}
