/** Invoices: what clients owe, what has come in, and what is said about it. */
import type { Http } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { registerDeskRoutes } from './invoices.routes.ts';
import { registerMyInvoicesRoutes } from './my-invoices.routes.ts';
import { registerPaperRoutes } from './paper.routes.ts';
import { registerPaymentRoutes } from './payments.routes.ts';
import type { InvoicesPorts } from './ports.ts';
import { registerRecurringRoutes } from './recurring.routes.ts';
import { sendReminders } from './reminders.ts';

export { mayReadClaim } from './claims.ts';
export { drawClientPaper } from './client-paper.ts';
export { seesInvoice } from './invoices.policy.ts';
export { moveInvoices } from './owners.ts';
export { personalData } from './personal-data.ts';
export type { InvoicesPorts } from './ports.ts';

/** All endpoints, and the jobs that remind and that make what comes every month. */
export function registerInvoicesRoutes(http: Http, platform: Platform, ports: InvoicesPorts): void {
  registerDeskRoutes(http, platform, ports);
  registerPaymentRoutes(http, platform, ports);
  registerRecurringRoutes(http, platform, ports);
  registerMyInvoicesRoutes(http, platform, ports);
  registerPaperRoutes(http, platform);
  platform.jobs.schedule('invoice-reminders', '*/10 * * * *', () =>
    sendReminders({ platform, ports }),
  );
}
