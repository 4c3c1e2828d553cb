/** Money as the desk records it: payments, and what becomes of "I have paid". */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/invoices.ts';
import { deskOf, originOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { confirmClaim, rejectClaim } from './claims.ts';
import type { DeskDoing } from './doing.ts';
import { recordPayment, takePaymentBack } from './payments.ts';
import type { InvoicesPorts } from './ports.ts';

export function registerPaymentRoutes(http: Http, platform: Platform, ports: InvoicesPorts): void {
  const doing = (request: FastifyRequest): DeskDoing => ({
    platform,
    ports,
    viewer: deskOf(request),
    origin: originOf(request),
  });

  route(http, contract.addPayment, async ({ params, body, request }) =>
    recordPayment(doing(request), params.invoiceId, body),
  );

  route(http, contract.removePayment, async ({ params, request }) => {
    await takePaymentBack(doing(request), params.invoiceId, params.paymentId);
    return { done: true as const };
  });

  route(http, contract.confirmClaim, async ({ params, body, request }) =>
    confirmClaim(doing(request), params, body),
  );

  route(http, contract.rejectClaim, async ({ params, body, request }) => {
    await rejectClaim(doing(request), params, body);
    return { done: true as const };
  });
}
