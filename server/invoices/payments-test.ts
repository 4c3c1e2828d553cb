/** What the tests of payments, claims, reminders and recurring invoices share. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { expect } from 'vitest';
import type { BillingSettings } from '../../contract/billing.ts';
import { addInvoice, addPayment, issueInvoice } from '../../contract/invoices.ts';
import { claimPayment } from '../../contract/my-invoices.ts';
import type { Caller, Desk, DeskClient } from '../../testing/desk.ts';
import { readCompany } from '../company/company.ts';
import { sessions } from '../identity/identity.tables.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { telegramAddresses } from '../telegram/telegram.ts';
import { putBilling } from './billing.queries.ts';
import { readBilling } from './billing.ts';
import { today } from './calendar.ts';
import type { OwnDoing } from './doing.ts';
import { invoices, paymentClaims, payments } from './invoices.tables.ts';

export const hour = 3_600_000;

export interface TestInvoice {
  id: string;
}

/** Issued to a client, over so many kopecks, by Boris. */
export async function issues(
  desk: Desk,
  {
    to = desk.anna,
    total = 100_000,
    ...given
  }: { to?: DeskClient; total?: number; dueOn?: string; as?: Caller } = {},
): Promise<TestInvoice> {
  const { as = desk.boris, ...rest } = given;
  const { id, version } = await drafts(desk, { to, total, as, ...rest });
  done(await desk.call(as, issueInvoice, { params: { invoiceId: id }, body: { version } }));
  return { id };
}

export async function drafts(
  desk: Desk,
  {
    to = desk.anna,
    total = 100_000,
    as = desk.boris,
    ...given
  }: { to?: DeskClient; total?: number; dueOn?: string; as?: Caller } = {},
): Promise<{ id: string; version: number }> {
  const items = [item(total)];
  return done(
    await desk.call(as, addInvoice, { body: { clientId: to.id, items, note: '', ...given } }),
  );
}

export function item(unitPrice: number) {
  return { description: 'Обслуживание', quantity: 1000, unit: 'мес.', unitPrice, taxRate: null };
}

/** Boris records money. */
export async function pays(
  desk: Desk,
  invoice: TestInvoice,
  amount: number,
): Promise<{ id: string; paid: boolean }> {
  const body = { amount, paidOn: await dayOf(desk), method: 'bank' };
  return done(await desk.call(desk.boris, addPayment, { params: { invoiceId: invoice.id }, body }));
}

/** A client says "I have paid". */
export async function claims(
  desk: Desk,
  as: Caller,
  invoice: TestInvoice,
  given: Record<string, unknown> = {},
) {
  const body = { paidOn: await dayOf(desk), ...given };
  return done(await desk.call(as, claimPayment, { params: { invoiceId: invoice.id }, body }));
}

/** The company's day, so many days from today. */
export async function dayOf(desk: Desk, days = 0): Promise<string> {
  const day = await today(desk.platform.database.handle, desk.platform);
  return DateTime.fromISO(day).plus({ days }).toISODate() ?? '';
}

/** Time goes on to this hour of the company's day, of this day where one is named. */
export async function goesTo(desk: Desk, at: number, day?: string): Promise<void> {
  const { platform } = desk;
  const { timeZone } = await readCompany(platform.database.handle, platform);
  const now = DateTime.fromJSDate(platform.clock.now(), { zone: timeZone });
  const start = day === undefined ? now.startOf('day') : DateTime.fromISO(day, { zone: timeZone });
  const target = start.set({ hour: at, minute: 30 });
  const then = target <= now && day === undefined ? target.plus({ days: 1 }) : target;
  await desk.advance(then.toMillis() - now.toMillis());
}

/** Time may go on for months without anybody having to sign in again. */
export async function staySignedIn({ platform }: Desk): Promise<void> {
  await platform.database.handle
    .update(sessions)
    .set({ expiresAt: sql`${databaseNow} + interval '10 years'` });
}

/** What a client was told of an invoice, in order: kinds and words. */
export async function told(desk: Desk, { id }: TestInvoice) {
  const found = await desk.platform.database.handle
    .select({
      kind: notices.kind,
      content: notices.content,
      state: notices.state,
      notBefore: notices.notBefore,
    })
    .from(notices)
    .where(and(eq(notices.subjectKind, 'invoice'), eq(notices.subjectId, id)))
    .orderBy(asc(notices.createdAt), asc(notices.id));
  return found.map(({ content, ...notice }) => ({ ...notice, text: content.text.text }));
}

/** The invoice's row, with all of its payments and claims. */
export async function stored(desk: Desk, { id }: TestInvoice) {
  const db = desk.platform.database.handle;
  const [invoice] = await db.select().from(invoices).where(eq(invoices.id, id));
  if (!invoice) throw new Error('There is no such invoice.');
  return {
    invoice,
    payments: await db.select().from(payments).where(eq(payments.invoiceId, id)),
    claims: await db.select().from(paymentClaims).where(eq(paymentClaims.invoiceId, id)),
  };
}

export async function changesBilling(desk: Desk, given: Partial<BillingSettings>): Promise<void> {
  await desk.platform.database.transaction(async (tx) => {
    const { version, ...before } = await readBilling(tx);
    await putBilling(tx, { value: { ...before, ...given }, version });
  });
}

/** What the product does by itself. */
export function own({ platform }: Desk): OwnDoing {
  const ports = { addresses: telegramAddresses, findTicket: async () => undefined };
  return { platform, ports };
}

/** The same, but the process ends where clients are told. */
export function dying(desk: Desk): OwnDoing {
  const addresses = () => Promise.reject(new Error('The process ends here.'));
  return { ...own(desk), ports: { ...own(desk).ports, addresses } };
}

/** The body of an answer that is no refusal. */
export function done<T>({ status, body }: { status: number; body: T }): T {
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
