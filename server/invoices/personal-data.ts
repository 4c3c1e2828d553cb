/** What invoices hold of a client. Drafts, claims and recurring ones go; what was issued stays as the books need it, with its frozen buyer. */
import { and, asc, eq, gt, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import { deleteFilesOf, filesOf, inArchive, placed } from '../files/files.ts';
import type { Db } from '../platform/database.ts';
import {
  type CollectedPart,
  type PersonalData,
  pagesOf,
  present,
} from '../platform/personal-data.ts';
import {
  invoiceItems,
  invoices,
  paymentClaims,
  payments,
  recurringInvoices,
} from './invoices.tables.ts';

export const personalData: PersonalData = {
  tables: {
    billing: { nothing: 'What an admin has set for invoices.' },
    invoice_numbers: { nothing: 'The last number given.' },
    invoices: 'person',
    invoice_items: 'person',
    payments: 'person',
    payment_claims: 'person',
    invoice_reminders: 'person',
    recurring_invoices: 'person',
  },
  async traces(db, ids) {
    const tables = [invoices, paymentClaims, recurringInvoices] as const;
    const subjects: string[] = [];
    for (const table of tables) {
      const found = await db
        .select({ id: table.id })
        .from(table)
        .where(inArray(table.clientId, ids));
      subjects.push(...found.map(({ id }) => id));
    }
    return { subjects };
  },
  async *collect(db, { ids }) {
    yield* collectInvoices(db, ids);
    yield* collectClaims(db, ids);
    const recurring = await db
      .select()
      .from(recurringInvoices)
      .where(and(inArray(recurringInvoices.clientId, ids), isNull(recurringInvoices.removedAt)))
      .orderBy(asc(recurringInvoices.createdAt));
    yield {
      part: 'recurring_invoices',
      items: recurring.map(({ items, note, dayOfMonth, startsOn, endsOn }) =>
        present({ dayOfMonth, startsOn, endsOn, note, items }),
      ),
    };
  },
  async erase(tx, _platform, { ids }) {
    const claims = await tx
      .delete(paymentClaims)
      .where(inArray(paymentClaims.clientId, ids))
      .returning({ id: paymentClaims.id });
    const fileIds = await deleteFilesOf(
      tx,
      claims.map(({ id }) => id),
    );
    const theirs = inArray(invoices.clientId, ids);
    await tx.delete(invoices).where(and(theirs, eq(invoices.status, 'draft')));
    await tx
      .update(invoices)
      .set({ clientId: null, ticketId: null, recurringId: null, claimed: false })
      .where(theirs);
    await tx.delete(recurringInvoices).where(inArray(recurringInvoices.clientId, ids));
    return { fileIds };
  },
};

function isIssuedTo(ids: string[]): SQL | undefined {
  return and(inArray(invoices.clientId, ids), ne(invoices.status, 'draft'));
}

async function* collectInvoices(db: Db, ids: string[]): AsyncGenerator<CollectedPart> {
  const pages = pagesOf<typeof invoices.$inferSelect>((after, most) =>
    db
      .select()
      .from(invoices)
      .where(and(isIssuedTo(ids), gt(invoices.number, after?.number ?? 0)))
      .orderBy(asc(invoices.number))
      .limit(most),
  );
  for await (const page of pages) {
    const invoiceIds = page.map(({ id }) => id);
    const lines = await db
      .select()
      .from(invoiceItems)
      .where(inArray(invoiceItems.invoiceId, invoiceIds))
      .orderBy(asc(invoiceItems.invoiceId), asc(invoiceItems.place));
    const paid = await db
      .select()
      .from(payments)
      .where(and(inArray(payments.invoiceId, invoiceIds), isNull(payments.removedAt)))
      .orderBy(asc(payments.paidOn), asc(payments.createdAt));
    yield {
      part: 'invoices',
      items: page.map((invoice) => ({
        ...shown(invoice),
        items: lines.filter((line) => line.invoiceId === invoice.id).map(shownLine),
        payments: paid
          .filter((payment) => payment.invoiceId === invoice.id)
          .map(({ paidOn, amount, method }) => ({ paidOn, amount, method })),
      })),
    };
  }
}

function shown(invoice: typeof invoices.$inferSelect): Record<string, unknown> {
  const { numberText, status, issuedOn, dueOn, currency, net, tax, total, paid } = invoice;
  const { note, buyer, seller, paidAt, voidedAt, voidReason } = invoice;
  return present({
    number: numberText,
    status,
    issuedOn,
    dueOn,
    currency,
    net,
    tax,
    total,
    paid,
    note,
    buyer,
    seller,
    paidAt: paidAt?.toISOString() ?? null,
    voidedAt: voidedAt?.toISOString() ?? null,
    voidReason,
  });
}

function shownLine(line: typeof invoiceItems.$inferSelect): Record<string, unknown> {
  const { invoiceId: _invoiceId, place: _place, ...told } = line;
  return told;
}

async function* collectClaims(db: Db, ids: string[]): AsyncGenerator<CollectedPart> {
  const pages = pagesOf<Claim>((after, most) => selectClaims(db, ids, { after, most }));
  for await (const page of pages) {
    const attached = await filesOf(
      db,
      page.map(({ claim }) => claim.id),
    );
    yield {
      part: 'payment_claims',
      items: page.map(({ number, currency, claim }) =>
        present({
          createdAt: claim.createdAt.toISOString(),
          invoice: number,
          amount: claim.amount,
          currency,
          paidOn: claim.paidOn,
          comment: claim.comment,
          state: claim.state,
          reason: claim.reason,
          files: attached.get(claim.id)?.map(inArchive) ?? null,
        }),
      ),
      files: [...attached.values()].flat().map(placed),
    };
  }
}

type Claim = Awaited<ReturnType<typeof selectClaims>>[number];

function selectClaims(
  db: Db,
  ids: string[],
  { after, most }: { after: { claim: { id: string } } | undefined; most: number },
) {
  return db
    .select({ number: invoices.numberText, currency: invoices.currency, claim: paymentClaims })
    .from(paymentClaims)
    .innerJoin(invoices, eq(invoices.id, paymentClaims.invoiceId))
    .where(
      and(
        inArray(paymentClaims.clientId, ids),
        after === undefined ? undefined : gt(paymentClaims.id, after.claim.id),
      ),
    )
    .orderBy(asc(paymentClaims.id))
    .limit(most);
}
