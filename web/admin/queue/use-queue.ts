/** The rows of a view: page after page, alive, and held still while they are read. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TicketRow } from '../../../contract/ticket-shapes.ts';
import { queue } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from '../frame/admin-key.ts';
import { type Filters, writeFilters } from './filters.ts';
import { steady } from './steady.ts';

const none: readonly string[] = [];

export function useQueue(filters: Filters) {
  const query = useInfiniteQuery({
    queryKey: adminKey('queue', writeFilters(filters)),
    queryFn: ({ pageParam, signal }) =>
      call(queue, { query: { ...filters, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const pages = query.data?.pages;
  const byId = useMemo(() => {
    const rows = new Map<string, TicketRow>();
    for (const page of pages ?? []) for (const row of page.items) rows.set(row.id, row);
    return rows;
  }, [pages]);
  const now = useMemo(() => [...byId.keys()], [byId]);

  const [shown, show] = useState(none);
  const { order, fresh } = useMemo(() => steady(shown, now), [shown, now]);
  // What has been seen once keeps its place from then on.
  if (!sameOrder(shown, order)) show(order);

  return {
    rows: pages && order.flatMap((id) => byId.get(id) ?? []),
    order,
    /** How many new ones wait to be shown. */
    fresh: fresh.length,
    showFresh: () => show(now),
    error: pages ? undefined : query.error,
    again: () => void query.refetch(),
    more: query.hasNextPage
      ? {
          load: () => void query.fetchNextPage(),
          loading: query.isFetchingNextPage,
          failed: query.isFetchNextPageError,
        }
      : undefined,
  };
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
