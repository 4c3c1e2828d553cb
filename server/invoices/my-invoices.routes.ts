/** A client's own invoices over HTTP; the PDF is with the paper. */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/my-invoices.ts';
import { clientOf, originOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import { newLocalLimit } from '../platform/local-limits.ts';
import type { Platform } from '../platform/platform.ts';
import { claimPayment, withdrawClaim } from './claims.ts';
import type { ClientDoing } from './doing.ts';
import { listMyInvoices, showMyInvoice } from './my-invoices.ts';
import type { InvoicesPorts } from './ports.ts';

/** Clients are anybody with a Telegram account: one of them must not wake all pages of the desk for ever. */
const stepLimit = { count: 60, seconds: 60 };

export function registerMyInvoicesRoutes(
  http: Http,
  platform: Platform,
  ports: InvoicesPorts,
): void {
  const doing = (request: FastifyRequest): ClientDoing => ({
    platform,
    ports,
    viewer: clientOf(request),
    origin: originOf(request),
  });
  const countStep = newLocalLimit(platform.clock, stepLimit);

  route(http, contract.myInvoices, async ({ query, request }) =>
    listMyInvoices(platform, clientOf(request), query),
  );

  route(http, contract.readMyInvoice, async ({ params, request }) =>
    showMyInvoice(platform, clientOf(request), params.invoiceId),
  );

  route(http, contract.claimPayment, async ({ params, body, request }) => {
    countStep(clientOf(request).id);
    return claimPayment(doing(request), params.invoiceId, body);
  });

  route(http, contract.withdrawClaim, async ({ params, request }) => {
    countStep(clientOf(request).id);
    await withdrawClaim(doing(request), params);
    return { done: true as const };
  });
}
