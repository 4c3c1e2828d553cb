/** Invoices as the client who is to pay them sees them: drafts are not there. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { fileIds } from './files.ts';
import {
  claimShape,
  currency,
  invoiceBody,
  invoiceParams,
  invoiceRow,
  paymentShape,
  sum,
} from './invoice-shapes.ts';
import { page, pageQuery } from './pages.ts';
import { day, lines } from './text.ts';

const done = z.object({ done: z.literal(true) });

export const myInvoices = endpoint({
  method: 'GET',
  path: '/api/my/invoices',
  summary: "The client's invoices: unpaid ones first, what is due first; then the newest.",
  access: 'my.invoices',
  query: z.object(pageQuery),
  reply: page(invoiceRow.extend({ claimed: z.boolean() })).extend({
    /** What is still to be paid, by currency. */
    due: z.array(z.object({ currency, amount: z.number().int(), overdue: z.boolean() })),
  }),
});

export const readMyInvoice = endpoint({
  method: 'GET',
  path: '/api/my/invoices/:invoiceId',
  summary: 'One invoice of the client, by id or number.',
  access: 'my.invoices',
  params: invoiceParams,
  reply: invoiceBody.extend({
    payments: z.array(paymentShape),
    claims: z.array(claimShape),
    /** "I have paid" may be said now. */
    canClaim: z.boolean(),
    /** What a bank app reads (GOST R 56042-2014), as text and as a PNG data URL; where the details allow it. */
    payment: z.object({ text: z.string(), qrCode: z.string() }).optional(),
    /** What to write as the purpose of the payment. */
    purpose: z.string(),
  }),
});

/** The answer is the PDF itself. */
export const myInvoicePdf = endpoint({
  method: 'GET',
  path: '/api/my/invoices/:invoiceId/pdf',
  summary: 'The invoice as a PDF.',
  access: 'my.invoices',
  params: invoiceParams,
});

export const claimPayment = endpoint({
  method: 'POST',
  path: '/api/my/invoices/:invoiceId/claims',
  summary: 'Says "I have paid", with a receipt perhaps; staff confirm it or say why not.',
  access: 'my.invoices',
  params: invoiceParams,
  body: z.strictObject({
    /** Missing: all that is still to be paid. */
    amount: sum.optional(),
    /** Not in the future. */
    paidOn: day,
    comment: lines({ min: 0, max: 1000 }).default(''),
    fileIds,
  }),
  reply: claimShape,
});

export const withdrawClaim = endpoint({
  method: 'POST',
  path: '/api/my/invoices/:invoiceId/claims/:claimId/withdraw',
  summary: 'Takes "I have paid" back, while nobody has decided.',
  access: 'my.invoices',
  params: invoiceParams.extend({ claimId: z.uuid() }),
  reply: done,
});
