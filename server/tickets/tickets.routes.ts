/** All routes of tickets; here those by which the desk writes. */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/tickets.ts';
import { deskOf, originOf, staffOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { answerAsDesk } from './answer-ticket.ts';
import { keepDraft } from './drafts.ts';
import { mergeDeskTicket } from './merge-tickets.ts';
import { registerMyTicketsRoutes } from './my-tickets.routes.ts';
import { registerMyTicketsReading } from './my-tickets-reading.routes.ts';
import { openDeskTicket } from './open-ticket.ts';
import { followSettings, noteOverdue } from './overdue.ts';
import { deleteOldPresence, notePresence } from './presence.ts';
import { registerQueueRoutes } from './queue.routes.ts';
import { registerReportsRoutes } from './reports.routes.ts';
import type { DeskDoing } from './save-change.ts';
import { registerTicketToolsRoutes } from './ticket-tools.routes.ts';
import type { TicketsPorts } from './tickets.ts';
import { updateDeskTicket, updateDeskTickets } from './update-tickets.ts';

export function registerTicketsRoutes(http: Http, platform: Platform, ports: TicketsPorts): void {
  const { jobs } = platform;
  jobs.schedule('note-overdue', '* * * * *', () => noteOverdue({ platform, ports }));
  jobs.schedule('follow-settings', '* * * * *', () => followSettings(platform));
  jobs.schedule('delete-old-presence', '23 * * * *', () =>
    deleteOldPresence(platform.database.handle),
  );
  registerQueueRoutes(http, platform);
  registerMyTicketsReading(http, platform);
  registerReportsRoutes(http, platform);
  registerMyTicketsRoutes(http, platform, ports);
  registerTicketToolsRoutes(http, platform, ports);
  const doing = (request: FastifyRequest): DeskDoing => ({
    platform,
    ports,
    viewer: deskOf(request),
    origin: originOf(request),
  });

  route(http, contract.openTicket, async ({ body, request }) =>
    openDeskTicket(doing(request), { ...body, assigneeId: body.assigneeId ?? null }),
  );

  route(http, contract.answerTicket, async ({ params, body, request }) =>
    answerAsDesk(doing(request), params.ticketId, body),
  );

  route(http, contract.updateTicket, async ({ params, body, request }) => ({
    version: await updateDeskTicket(doing(request), params.ticketId, body),
  }));

  route(http, contract.updateTickets, async ({ body, request }) =>
    updateDeskTickets(doing(request), body.items),
  );

  route(http, contract.mergeTicket, async ({ params, body, request }) =>
    mergeDeskTicket(doing(request), params.ticketId, body.intoId),
  );

  route(http, contract.showPresence, async ({ params, body, request }) => {
    await notePresence(platform, staffOf(request), params.ticketId, body);
    return { done: true as const };
  });

  route(http, contract.saveDraft, async ({ params, body, request }) => {
    await keepDraft(platform, staffOf(request), params.ticketId, body);
    return { done: true as const };
  });
}
