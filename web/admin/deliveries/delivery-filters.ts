/** What the list shows stands in the address: it can be kept, sent on and come back to. */
import type { z } from 'zod';
import { listDeliveries } from '../../../contract/deliveries.ts';

export type DeliveryFilters = Partial<
  Pick<z.input<typeof listDeliveries.query>, (typeof names)[number]>
>;

const names = ['tab', 'area', 'clientId', 'staffId', 'ticketId', 'invoiceId', 'search'] as const;

/** What makes no sense in an address that anybody may have typed is passed over. */
export function readDeliveryFilters(address: URLSearchParams): DeliveryFilters {
  const given = names.flatMap((name) => {
    const value = address.get(name)?.trim();
    return value && listDeliveries.query.safeParse({ [name]: value }).success
      ? [[name, value]]
      : [];
  });
  return Object.fromEntries(given.filter(([name, value]) => name !== 'tab' || value !== 'all'));
}

/** The part of an address behind the path; empty when nothing is narrowed. */
export function writeDeliveryFilters(filters: DeliveryFilters): string {
  const address = new URLSearchParams();
  for (const name of names) {
    const value = filters[name];
    if (value && !(name === 'tab' && value === 'all')) address.set(name, value);
  }
  return address.size > 0 ? `?${address}` : '';
}
