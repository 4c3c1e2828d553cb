/** What clients read of their tickets. */
import * as contract from '../../contract/my-tickets.ts';
import { clientOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { readClientEntries } from './entries.ts';
import { listMyTickets, showMyTicket } from './my-tickets-reading.ts';

export function registerMyTicketsReading(http: Http, platform: Platform): void {
  route(http, contract.myTickets, async ({ query, request }) =>
    listMyTickets(platform, clientOf(request), query),
  );

  route(http, contract.readMyTicket, async ({ params, request }) =>
    showMyTicket(platform, clientOf(request), params.ticketId),
  );

  route(http, contract.myTicketEntries, async ({ params, query, request }) =>
    readClientEntries(platform, clientOf(request), { ref: params.ticketId, ...query }),
  );
}
