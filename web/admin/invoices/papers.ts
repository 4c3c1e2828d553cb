/** Brings files that only a signed-in person may have: PDFs and tables. */
import { exportInvoices, invoicePdf } from '../../../contract/invoices.ts';
import { withToken } from '../../lib/call.ts';
import { NetworkError } from '../../lib/errors.ts';
import { language } from '../../lib/i18n.ts';
import { send } from '../../lib/request.ts';
import type { InvoiceFilters } from './invoices-queries.ts';

/** The invoice as a PDF; of a draft, the preview. */
export async function bringPdf(invoiceId: string): Promise<Blob> {
  const response = await withToken(invoicePdf, (token) =>
    send(
      invoicePdf,
      { params: { invoiceId } },
      { token, language: language(), accept: 'application/pdf' },
    ),
  );
  return bytesOf(response, 'application/pdf');
}

/** All invoices of these filters as a table. */
export async function bringTable(filters: InvoiceFilters): Promise<Blob> {
  const response = await withToken(exportInvoices, (token) =>
    send(exportInvoices, { query: filters }, { token, language: language(), accept: 'text/csv' }),
  );
  return bytesOf(response, 'text/csv');
}

/** Gives the person a file to keep. */
export function keepBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  forgetLater(url);
}

/**
 * Shows the file in a tab of its own. The tab is opened at once, within the press, so that no browser
 * takes it for an advertisement; it fills when the file has come, and closes when it cannot come.
 */
export async function showInTab(bring: () => Promise<Blob>): Promise<void> {
  const tab = open('', '_blank');
  try {
    const url = URL.createObjectURL(await bring());
    if (tab) tab.location.href = url;
    else open(url, '_blank');
    forgetLater(url);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

async function bytesOf(response: Response, type: string): Promise<Blob> {
  try {
    return new Blob([await response.arrayBuffer()], { type });
  } catch (cause) {
    throw new NetworkError('The file was cut off.', { cause });
  }
}

// Some browsers read it only after the press is over.
function forgetLater(url: string): void {
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
