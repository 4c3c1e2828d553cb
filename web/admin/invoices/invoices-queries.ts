/** What the pages about invoices ask the server. */
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { readBilling } from '../../../contract/billing.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import {
  invoiceCounts,
  invoiceSums,
  listInvoices,
  moneyReport,
  readInvoice,
} from '../../../contract/invoices.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { adminKey } from '../frame/admin-key.ts';

export type InvoiceRow = Reply<typeof listInvoices>['items'][number];
export type Invoice = Reply<typeof readInvoice>;
export type Payment = Invoice['payments'][number];
export type Claim = Invoice['claims'][number];
export type Sums = Reply<typeof invoiceSums>['sums'][number];
export type Billing = Reply<typeof readBilling>;
export type InvoiceFilters = z.input<typeof invoiceSums.query>;

/** A list by these filters, page after page; also of one client or one ticket. */
export function useInvoices(filters: InvoiceFilters, { limit = 30 } = {}) {
  return useInfiniteQuery({
    queryKey: adminKey('invoices', filters, limit),
    queryFn: ({ pageParam, signal }) =>
      call(
        listInvoices,
        { query: { ...filters, limit, ...(pageParam === undefined ? {} : { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** What all invoices of these filters come to, by currency. */
export function useInvoiceSums(filters: InvoiceFilters) {
  return useQuery({
    queryKey: adminKey('invoices', 'sums', filters),
    queryFn: ({ signal }) => call(invoiceSums, { query: filters }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** What waits; live, and asked again every minute because a new day alone makes invoices overdue. */
export function useInvoiceCounts() {
  return useQuery({
    queryKey: adminKey('invoice-counts'),
    queryFn: ({ signal }) => call(invoiceCounts, {}, { signal }),
    refetchInterval: 60_000,
  });
}

/** One invoice by its id or its number without the prefix. */
export function useInvoice(invoiceId: string, { enabled = true } = {}) {
  return useQuery({ ...invoiceQuery(invoiceId), enabled });
}

/** Brings an invoice before its page is shown. */
export async function fetchInvoice(invoiceId: string): Promise<void> {
  await queryClient.prefetchQuery(invoiceQuery(invoiceId));
}

function invoiceQuery(invoiceId: string) {
  return queryOptions({
    queryKey: adminKey('invoice', invoiceId),
    queryFn: ({ signal }) => call(readInvoice, { params: { invoiceId } }, { signal }),
  });
}

/** Issued, paid and overdue by month. */
export function useMoney(months: number) {
  return useQuery({
    queryKey: adminKey('money', months),
    queryFn: ({ signal }) => call(moneyReport, { query: { months } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** What new invoices are made by: currency, rates, days, details of the company. */
export function useBilling({ enabled = true } = {}) {
  return useQuery({
    queryKey: adminKey('settings', 'billing'),
    queryFn: ({ signal }) => call(readBilling, {}, { signal }),
    enabled,
  });
}

/** After a change made here: everything about invoices is asked for again, and the promise says when one is. */
export async function refreshInvoices(): Promise<void> {
  const again = (what: string) => queryClient.invalidateQueries({ queryKey: adminKey(what) });
  for (const list of ['invoices', 'invoice-counts', 'money']) void again(list);
  await again('invoice');
}
