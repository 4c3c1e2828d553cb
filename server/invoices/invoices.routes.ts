/** The desk's own routes: drafts, issue, void, lists, and the settings. */
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import * as settings from '../../contract/billing.ts';
import * as contract from '../../contract/invoices.ts';
import { deskOf, originOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { changeBilling, readBillingPage } from './billing.ts';
import type { DeskDoing } from './doing.ts';
import { addDraft, changeDraft, removeDraft } from './drafts.ts';
import { exportTable } from './export-table.ts';
import { issueInvoice } from './issue.ts';
import { countInvoices, listInvoices, sumInvoices } from './list.ts';
import { readMoneyReport } from './money-report.ts';
import type { InvoicesPorts } from './ports.ts';
import { readDeskInvoice } from './read-invoice.ts';
import { voidInvoice } from './void.ts';

export function registerDeskRoutes(http: Http, platform: Platform, ports: InvoicesPorts): void {
  const doing = (request: FastifyRequest): DeskDoing => ({
    platform,
    ports,
    viewer: deskOf(request),
    origin: originOf(request),
  });

  route(http, settings.readBilling, async () => readBillingPage({ platform }));

  route(http, settings.updateBilling, async ({ body, request }) => ({
    version: await changeBilling(doing(request), body),
  }));

  route(http, contract.listInvoices, async ({ query, request }) =>
    listInvoices(platform, deskOf(request), query),
  );

  route(http, contract.invoiceSums, async ({ query, request }) =>
    sumInvoices(platform, deskOf(request), query),
  );

  route(http, contract.invoiceCounts, async ({ request }) =>
    countInvoices(platform, deskOf(request)),
  );

  route(http, contract.exportInvoices, async ({ query, request, reply, language }) => {
    const table = exportTable(platform, { viewer: deskOf(request), language }, query);
    reply
      .header('content-disposition', 'attachment; filename="invoices.csv"')
      .type('text/csv; charset=utf-8');
    await reply.send(Readable.from(table, { objectMode: false }));
    return undefined;
  });

  route(http, contract.moneyReport, async ({ query, request }) =>
    readMoneyReport(platform, deskOf(request), query),
  );

  route(http, contract.addInvoice, async ({ body, request }) => addDraft(doing(request), body));

  route(http, contract.readInvoice, async ({ params, request }) =>
    readDeskInvoice(platform, deskOf(request), params.invoiceId),
  );

  route(http, contract.updateInvoice, async ({ params, body, request }) => ({
    version: await changeDraft(doing(request), params.invoiceId, body),
  }));

  route(http, contract.removeInvoice, async ({ params, request }) => {
    await removeDraft(doing(request), params.invoiceId);
    return { done: true as const };
  });

  route(http, contract.issueInvoice, async ({ params, body, request }) =>
    issueInvoice(doing(request), params.invoiceId, body),
  );

  route(http, contract.voidInvoice, async ({ params, body, request }) =>
    voidInvoice(doing(request), params.invoiceId, body),
  );
}
