/** The invoice on paper: a PDF with, for roubles, the code that bank apps read. */
import type { Seller } from '../../contract/billing.ts';
import type { Currency, TaxMode } from '../../contract/money.ts';
import type { Language } from '../../contract/person.ts';
import { languagesOfClients, type Viewer } from '../identity/identity.ts';
import type { Db } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { readInvoiceBody } from './invoice-body.ts';
import type { Invoice } from './invoices.policy.ts';
import { newPress } from './paper-press.ts';
import { purposeOf } from './purpose.ts';

/** Everything that stands on it. Sums are minor units, quantities thousandths (`contract/money.ts`). */
export interface InvoicePaper {
  language: Language;
  /** A preview says on every page that it is none yet. */
  draft: boolean;
  /** Void: says so across the page. */
  void: boolean;
  /** With its prefix; empty on a draft. */
  number: string;
  /** Calendar days. */
  issuedOn: string | undefined;
  dueOn: string | undefined;
  currency: Currency;
  taxMode: TaxMode;
  seller: Seller & { name: string };
  buyer: { name: string; details: string };
  items: {
    description: string;
    quantity: number;
    unit: string;
    unitPrice: number;
    taxRate: number | null;
    net: number;
    tax: number;
    total: number;
  }[];
  net: number;
  tax: number;
  taxes: { rate: number; tax: number }[];
  total: number;
  /** What has come in. */
  paid: number;
  /** Still to be paid: what the code asks for. */
  due: number;
  note: string;
  /** What to write as the purpose of the payment; empty on a draft. */
  purpose: string;
}

/** One for the process: it starts with the first paper, and ends when nobody has asked for a while. */
const press = newPress();

/** The PDF of a paper; see `Press`. */
export const renderInvoice = press.render;
/** Lets go of the thread that draws, unless it has something to do. */
export const restPress = press.rest;

/** What the paper of an invoice says, in the language of its client; the viewer must see the invoice. */
export async function readInvoicePaper(
  db: Db,
  platform: Platform,
  { viewer, invoice }: { viewer: Viewer; invoice: Invoice },
): Promise<InvoicePaper> {
  const body = await readInvoiceBody(db, platform, viewer, invoice);
  const language = await languageOf(db, invoice);
  const { number = '', issuedOn, dueOn, currency, taxMode, seller, buyer, items } = body;
  const { net, tax, taxes, total, paid, due, note, status } = body;
  const purpose = number ? purposeOf(invoice, language) : '';
  return {
    ...{ language, draft: status === 'draft', void: status === 'void', number, issuedOn, dueOn },
    ...{
      currency,
      taxMode,
      seller,
      buyer,
      items,
      net,
      tax,
      taxes,
      total,
      paid,
      due,
      note,
      purpose,
    },
  };
}

/** The one language that invoices began in, where the client is gone. */
async function languageOf(db: Db, { clientId }: Invoice): Promise<Language> {
  if (clientId === null) return 'ru';
  return (await languagesOfClients(db, [clientId])).get(clientId) ?? 'ru';
}
