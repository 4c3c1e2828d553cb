/** One ticket and its conversation, by its number, alive. */
import { useQuery } from '@tanstack/react-query';
import type { Reply } from '../../../contract/endpoint.ts';
import { readTicket, ticketEntries } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { useEntries } from '../../ui/conversation/entries.ts';
import { adminKey } from '../frame/admin-key.ts';

export type Ticket = Reply<typeof readTicket>;

export function useTicket(number: string) {
  return useQuery({
    queryKey: adminKey('ticket', number),
    queryFn: ({ signal }) => call(readTicket, { params: { ticketId: number } }, { signal }),
    // A colleague whose browser died is forgotten without an event.
    refetchInterval: (query) => (query.state.data?.others.length ? 20_000 : false),
  });
}

export function useTicketEntries(number: string) {
  return useEntries(adminKey('ticket', number, 'entries'), (before, signal) =>
    call(ticketEntries, { params: { ticketId: number }, query: { before } }, { signal }),
  );
}

/** Shows a change before the server has confirmed it. */
export function showChanged(number: string, part: Partial<Ticket>): void {
  queryClient.setQueryData<Ticket>(adminKey('ticket', number), (known) =>
    known ? { ...known, ...part } : known,
  );
}

export function refreshTicket(number: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: adminKey('ticket', number) });
}
