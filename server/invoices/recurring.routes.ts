/** Invoices that come every month, over HTTP; and the job that makes them. */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/recurring-invoices.ts';
import { deskOf, originOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import type { DeskDoing } from './doing.ts';
import type { InvoicesPorts } from './ports.ts';
import {
  beginRecurring,
  changeRecurring,
  endRecurring,
  listRecurringInvoices,
  readRecurringInvoice,
} from './recurring.ts';
import { makeDueInvoices } from './recurring-run.ts';

export function registerRecurringRoutes(
  http: Http,
  platform: Platform,
  ports: InvoicesPorts,
): void {
  const doing = (request: FastifyRequest): DeskDoing => ({
    platform,
    ports,
    viewer: deskOf(request),
    origin: originOf(request),
  });

  route(http, contract.listRecurring, async ({ query, request }) =>
    listRecurringInvoices(platform, deskOf(request), query),
  );

  route(http, contract.readRecurring, async ({ params, request }) =>
    readRecurringInvoice(platform, deskOf(request), params.recurringId),
  );

  route(http, contract.addRecurring, async ({ body, request }) =>
    beginRecurring(doing(request), body),
  );

  route(http, contract.updateRecurring, async ({ params, body, request }) =>
    changeRecurring(doing(request), params.recurringId, body),
  );

  route(http, contract.removeRecurring, async ({ params, request }) => {
    await endRecurring(doing(request), params.recurringId);
    return { done: true as const };
  });

  platform.jobs.schedule('recurring-invoices', '*/10 * * * *', () =>
    makeDueInvoices({ platform, ports }),
  );
}
