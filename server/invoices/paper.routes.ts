/** The PDF, to staff and to the client whose invoice it is. */
import type { FastifyReply } from 'fastify';
import { invoicePdf } from '../../contract/invoices.ts';
import { myInvoicePdf } from '../../contract/my-invoices.ts';
import { clientOf, deskOf, type Viewer } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import { asDownload } from '../platform/http-download.ts';
import { newLocalLimit } from '../platform/local-limits.ts';
import type { Platform } from '../platform/platform.ts';
import { newTurns } from '../platform/turns.ts';
import { requireInvoice } from './invoices.policy.ts';
import { readInvoicePaper, renderInvoice, restPress } from './paper.ts';
import { paperName } from './paper-name.ts';

/** Each takes a tenth of a second of a processor: nobody reads more of them than that. */
const drawLimit = { count: 60, seconds: 60 };

export function registerPaperRoutes(http: Http, platform: Platform): void {
  const countDrawing = newLocalLimit(platform.clock, drawLimit);
  // One after the other for each viewer: so nobody fills the queue of the press, which is everybody's.
  const inTurn = newTurns();
  http.addHook('onClose', restPress);

  route(http, invoicePdf, async ({ params, request, reply }) => {
    await give(reply, deskOf(request), params.invoiceId);
    return undefined;
  });

  route(http, myInvoicePdf, async ({ params, request, reply }) => {
    await give(reply, clientOf(request), params.invoiceId);
    return undefined;
  });

  async function give(reply: FastifyReply, viewer: Viewer, ref: string): Promise<void> {
    const db = platform.database.handle;
    const invoice = await requireInvoice(db, viewer, ref);
    const who = `${viewer.kind}:${viewer.id}`;
    countDrawing(who);
    const paper = await readInvoicePaper(db, platform, { viewer, invoice });
    const bytes = await inTurn(who, () => renderInvoice(paper)).catch((error: Error) => {
      if (error.cause)
        platform.log.error({ err: error.cause }, 'The thread that draws invoices is lost.');
      throw error;
    });
    asDownload(reply, { name: paperName(paper), shown: true }).type('application/pdf');
    await reply.send(bytes);
  }
}
