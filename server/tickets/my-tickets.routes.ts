/** What clients do with their own tickets. */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/my-tickets.ts';
import { clientOf, originOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import { newLocalLimit } from '../platform/local-limits.ts';
import type { Platform } from '../platform/platform.ts';
import { answerAsClient } from './answer-ticket.ts';
import { closeAsClient, rateAsClient, reopenAsClient } from './client-steps.ts';
import { openClientTicket } from './open-ticket.ts';
import type { ClientDoing } from './save-change.ts';
import type { TicketsPorts } from './tickets.ts';

/** Clients are anybody with a Telegram account: one of them must not fill the queue, or wake all pages of the desk for ever. */
const openLimit = { count: 300, seconds: 3600 };
/** All staff hear of each, at one message a second: nobody else's news is to stand behind one client's for long. */
const burstLimit = { count: 20, seconds: 60 };
const stepLimit = { count: 60, seconds: 60 };

export function registerMyTicketsRoutes(http: Http, platform: Platform, ports: TicketsPorts): void {
  const doing = (request: FastifyRequest): ClientDoing => ({
    platform,
    ports,
    viewer: clientOf(request),
    origin: originOf(request),
  });

  const countBurst = newLocalLimit(platform.clock, burstLimit);
  const countOpened = newLocalLimit(platform.clock, openLimit);
  const countStep = newLocalLimit(platform.clock, stepLimit);

  route(http, contract.openMyTicket, async ({ body, request }) => {
    const { id } = clientOf(request);
    countBurst(id);
    countOpened(id);
    return openClientTicket(doing(request), body);
  });

  route(http, contract.answerMyTicket, async ({ params, body, request }) => {
    countStep(clientOf(request).id);
    return answerAsClient(doing(request), params.ticketId, body);
  });

  route(http, contract.closeMyTicket, async ({ params, request }) => {
    countStep(clientOf(request).id);
    await closeAsClient(doing(request), params.ticketId);
    return { done: true as const };
  });

  route(http, contract.reopenMyTicket, async ({ params, request }) => {
    countStep(clientOf(request).id);
    await reopenAsClient(doing(request), params.ticketId);
    return { done: true as const };
  });

  route(http, contract.rateMyTicket, async ({ params, body, request }) => {
    countStep(clientOf(request).id);
    await rateAsClient(doing(request), params.ticketId, body);
    return { done: true as const };
  });
}
