/** The paper of an invoice as its client would get it at this moment, for whoever brings it to them. */
import { and, eq } from 'drizzle-orm';
import { findClientViewer } from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { visibleTo } from './invoices.policy.ts';
import { invoices } from './invoices.tables.ts';
import { readInvoicePaper, renderInvoice } from './paper.ts';
import { paperName } from './paper-name.ts';

/** Nothing where there is no such invoice, or its client does not see it. */
export async function drawClientPaper(
  platform: Platform,
  invoiceId: string,
): Promise<{ name: string; mediaType: string; bytes: Buffer } | undefined> {
  const db = platform.database.handle;
  const [found] = await db
    .select({ clientId: invoices.clientId })
    .from(invoices)
    .where(eq(invoices.id, invoiceId));
  const viewer = found?.clientId ? await findClientViewer(db, found.clientId) : undefined;
  if (!viewer) return undefined;
  const [invoice] = await db
    .select()
    .from(invoices)
    .where(and(eq(invoices.id, invoiceId), visibleTo(viewer)));
  if (!invoice) return undefined;
  const paper = await readInvoicePaper(db, platform, { viewer, invoice });
  const bytes = await renderInvoice(paper);
  return { name: paperName(paper), mediaType: 'application/pdf', bytes };
}
