/** What the pages about monthly invoices ask the server. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Reply } from '../../../contract/endpoint.ts';
import {
  type addRecurring,
  listRecurring,
  readRecurring,
  updateRecurring,
} from '../../../contract/recurring-invoices.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { adminKey } from '../frame/admin-key.ts';
import { useMay, useViewer } from '../frame/viewer.ts';

export type RecurringRow = Reply<typeof listRecurring>['items'][number];
export type Recurring = Reply<typeof readRecurring>;
export type RecurringBody = z.input<typeof addRecurring.body>;

/** All of them, or one client's. Under the roof of invoices: the live events know that. */
export function useRecurringRows(clientId?: string) {
  return useInfiniteQuery({
    queryKey: adminKey('invoices', 'recurring', 'rows', clientId),
    queryFn: ({ pageParam, signal }) =>
      call(listRecurring, { query: { clientId, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

export function useRecurring(id: string) {
  return useQuery({
    queryKey: adminKey('invoices', 'recurring', 'one', id),
    queryFn: ({ signal }) => call(readRecurring, { params: { recurringId: id } }, { signal }),
  });
}

/** Whether the viewer may set them up: they are nobody's own, so whoever sees the own alone sees none. */
export function useRunsRecurring(): boolean {
  const may = useMay();
  const { role, sees } = useViewer();
  return may('invoices.write') && (role === 'admin' || sees === 'all');
}

export function refreshRecurring(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: adminKey('invoices', 'recurring') });
}

/** What is kept, as it goes back to the server when one thing of it changes. */
export function bodyOf(recurring: Recurring): RecurringBody {
  const { client, items, note, dayOfMonth, startsOn, endsOn = null, issue, active } = recurring;
  return { clientId: client.id, items, note, dayOfMonth, startsOn, endsOn, issue, active };
}

/** Stops it for a while, or lets it go on. */
export function setActive(recurring: Recurring, active: boolean) {
  return call(updateRecurring, {
    params: { recurringId: recurring.id },
    body: { ...bodyOf(recurring), active, version: recurring.version },
  });
}
