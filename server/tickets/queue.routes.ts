/** What the desk reads: the queue, the search, one ticket and its conversation. */
import * as contract from '../../contract/tickets.ts';
import { deskOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { readEntryVersions } from './edit-entry.ts';
import { readDeskEntries } from './entries.ts';
import { readQueue, readQueueCounts } from './queue.ts';
import { readDeskTicket } from './read-ticket.ts';
import { searchTickets } from './search.ts';

export function registerQueueRoutes(http: Http, platform: Platform): void {
  route(http, contract.queue, async ({ query, request }) =>
    readQueue(platform, deskOf(request), query),
  );

  route(http, contract.queueCounts, async ({ request }) =>
    readQueueCounts(platform, deskOf(request)),
  );

  route(http, contract.searchTickets, async ({ query, request }) =>
    searchTickets(platform, deskOf(request), query),
  );

  route(http, contract.readTicket, async ({ params, request }) =>
    readDeskTicket(platform, deskOf(request), params.ticketId),
  );

  route(http, contract.ticketEntries, async ({ params, query, request }) =>
    readDeskEntries(platform, deskOf(request), { ref: params.ticketId, ...query }),
  );

  route(http, contract.entryVersions, async ({ params, request }) =>
    readEntryVersions(platform, deskOf(request), { ref: params.ticketId, entryId: params.entryId }),
  );
}
