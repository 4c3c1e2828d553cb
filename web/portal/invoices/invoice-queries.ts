/** What the portal asks about invoices. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Reply } from '../../../contract/endpoint.ts';
import { myInvoices, readMyInvoice } from '../../../contract/my-invoices.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { portalKey } from '../live.ts';

export type MyInvoices = Reply<typeof myInvoices>;
export type MyInvoiceRow = MyInvoices['items'][number];
export type MyInvoice = Reply<typeof readMyInvoice>;
export type MyClaim = MyInvoice['claims'][number];

/** The first of them, the unpaid before the others: what the home page and the navigation show. */
export function useFirstInvoices() {
  return useQuery({
    queryKey: portalKey('invoices', 'first'),
    queryFn: ({ signal }) => call(myInvoices, { query: { limit: 10 } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** How many are to be paid; counted up to ten. */
export function useUnpaid(): number {
  const { data } = useFirstInvoices();
  return data?.items.filter(({ status }) => status === 'issued').length ?? 0;
}

export function useMyInvoices() {
  return useInfiniteQuery({
    queryKey: portalKey('invoices', 'list'),
    queryFn: ({ pageParam, signal }) =>
      call(myInvoices, { query: pageParam === undefined ? {} : { after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** By id, or by the number without its prefix. */
export function useMyInvoice(invoiceId: string) {
  return useQuery({
    queryKey: portalKey('invoice', invoiceId),
    queryFn: ({ signal }) => call(readMyInvoice, { params: { invoiceId } }, { signal }),
  });
}

/** After a change made here. */
export async function invoicesChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: portalKey('invoice') }),
    queryClient.invalidateQueries({ queryKey: portalKey('invoices') }),
  ]);
}
