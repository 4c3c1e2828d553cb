/** How an invoice stands, as people speak of it: the stored status and what time and the client add to it. */
import type { InvoiceStatus, paymentMethod } from '../../../contract/invoice-shapes.ts';

export type InvoiceState = 'draft' | 'unpaid' | 'overdue' | 'claimed' | 'paid' | 'void';

/** `claimed`: the client says that it is paid, and nobody has looked yet. It asks for more than being late does. */
export function stateOf(invoice: {
  status: InvoiceStatus;
  overdue: boolean;
  claimed?: boolean;
}): InvoiceState {
  if (invoice.status !== 'issued') return invoice.status;
  if (invoice.claimed) return 'claimed';
  return invoice.overdue ? 'overdue' : 'unpaid';
}

/** Whether a claim still waits for somebody's look. */
export function isClaimed({ claims }: { claims: readonly { state: string }[] }): boolean {
  return claims.some(({ state }) => state === 'pending');
}

export type Method = (typeof paymentMethod)['options'][number];

/** The key of a way to pay. "Other" would read as a plural form. */
export function methodWord(method: Method) {
  return method === 'other' ? ('method_else' as const) : (`method_${method}` as const);
}
