/** What the portal asks the server, each thing under one key. */
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type { Reply } from '../../contract/endpoint.ts';
import { myTicketEntries, myTickets, readMyTicket } from '../../contract/my-tickets.ts';
import { mySessions } from '../../contract/profile.ts';
import { me } from '../../contract/session.ts';
import { call } from '../lib/call.ts';
import { queryClient } from '../lib/queries.ts';
import { type Entries, useEntries } from '../ui/conversation/entries.ts';
import { portalKey } from './live.ts';

export type MyTicketRow = Reply<typeof myTickets>['items'][number];
export type MyTicket = Reply<typeof readMyTicket>;

type List = Reply<typeof myTickets>;

export function useMe() {
  return useQuery({
    queryKey: portalKey('me'),
    queryFn: ({ signal }) => call(me, {}, { signal }),
  });
}

/** The last changed of all tickets: what the home page shows, and how many have an answer to read. */
export function useNewestTickets() {
  return useQuery({
    queryKey: portalKey('tickets', 'newest'),
    queryFn: ({ signal }) => call(myTickets, { query: { limit: 50, state: 'all' } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useUnread(): number {
  const { data } = useNewestTickets();
  return data?.items.filter(({ unread }) => unread).length ?? 0;
}

export function useMyTickets(state: 'open' | 'closed') {
  return useInfiniteQuery({
    queryKey: portalKey('tickets', 'list', state),
    queryFn: ({ pageParam, signal }) =>
      call(
        myTickets,
        { query: { state, ...(pageParam !== undefined && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

export function useMyTicket(number: string) {
  return useQuery({
    queryKey: portalKey('ticket', number),
    queryFn: ({ signal }) => call(readMyTicket, { params: { ticketId: number } }, { signal }),
  });
}

/** The conversation, the newest page first. Reading it marks the ticket read. */
export function useMyEntries(number: string): Entries {
  return useEntries(portalKey('entries', number), async (before, signal) => {
    const page = await call(
      myTicketEntries,
      { params: { ticketId: number }, query: before === undefined ? {} : { before } },
      { signal },
    );
    if (before === undefined) markRead(number);
    return page;
  });
}

export function useMySessions() {
  return useQuery({
    queryKey: portalKey('sessions'),
    queryFn: ({ signal }) => call(mySessions, {}, { signal }),
  });
}

/** Asks again for one ticket and for the lists that hold it. */
export async function ticketChanged(number: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: portalKey('ticket', number) }),
    queryClient.invalidateQueries({ queryKey: portalKey('entries', number) }),
    queryClient.invalidateQueries({ queryKey: portalKey('tickets') }),
  ]);
}

/** The lists know at once, without asking. */
function markRead(number: string): void {
  const read = (list: List): List => ({
    ...list,
    items: list.items.map((row) =>
      String(row.number) === number && row.unread ? { ...row, unread: false } : row,
    ),
  });
  queryClient.setQueryData<List>(portalKey('tickets', 'newest'), (list) => list && read(list));
  queryClient.setQueriesData<InfiniteData<List>>(
    { queryKey: portalKey('tickets', 'list') },
    (lists) => lists && { ...lists, pages: lists.pages.map(read) },
  );
}
