/** What the list of invoices shows, as it stands in the address: it can be kept, sent on and come back to. */
import { invoiceSums } from '../../../contract/invoices.ts';
import type { InvoiceFilters } from './invoices-queries.ts';

const names = ['state', 'clientId', 'ticketId', 'search', 'from', 'to'] as const;

/** The filters in an address; what makes no sense there is passed over. */
export function readInvoiceFilters(address: URLSearchParams): InvoiceFilters {
  const given = names.flatMap((name) => {
    const value = address.get(name)?.trim();
    return value && invoiceSums.query.safeParse({ [name]: value }).success ? [[name, value]] : [];
  });
  return Object.fromEntries(given.filter(([name, value]) => name !== 'state' || value !== 'all'));
}

/** The part of an address behind the path; empty when nothing is narrowed. */
export function writeInvoiceFilters(filters: InvoiceFilters): string {
  const address = new URLSearchParams();
  for (const name of names) {
    const value = filters[name];
    if (value && !(name === 'state' && value === 'all')) address.set(name, value);
  }
  return address.size > 0 ? `?${address}` : '';
}

/** Whether more is narrowed than the tab itself. */
export function isNarrowed({ state: _, ...rest }: InvoiceFilters): boolean {
  return Object.values(rest).some(Boolean);
}
