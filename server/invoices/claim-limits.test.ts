/** "I have paid" is said a few times, not without end: all of it stays on the invoice's page. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInvoice } from '../../contract/invoices.ts';
import { claimPayment, readMyInvoice, withdrawClaim } from '../../contract/my-invoices.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { newId } from '../platform/ids.ts';
import { paymentClaims } from './invoices.tables.ts';
import { claims, dayOf, done, hour, issues, staySignedIn } from './payments-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await staySignedIn(desk);
});
afterAll(() => desk?.close());

test('a client says it of one invoice ten times a day, by whatever name the invoice is called', async () => {
  const { anna } = desk;
  const invoice = await issues(desk);
  const { number } = done(
    await desk.call(anna, readMyInvoice, { params: { invoiceId: invoice.id } }),
  );
  const refs = [invoice.id, String(number).replace(/\D/g, ''), invoice.id.toUpperCase()];
  for (let time = 0; time < 10; time++) {
    const { id: claimId } = await claims(desk, anna, { id: refs[time % 3] ?? '' });
    const params = { invoiceId: invoice.id, claimId };
    done(await desk.call(anna, withdrawClaim, { params }));
  }
  const body = { paidOn: await dayOf(desk) };
  for (const invoiceId of refs) {
    const refused = await desk.call(anna, claimPayment, { params: { invoiceId }, body });
    expect(refused.error?.code).toBe('request.too_many');
  }
  await claims(desk, anna, await issues(desk));
  await desk.advance(25 * hour);
  await claims(desk, anna, invoice);
});

test('the page shows the last hundred', async () => {
  const invoice = await issues(desk);
  const rows = Array.from({ length: 100 }, (_, minute) => ({
    id: newId(),
    invoiceId: invoice.id,
    clientId: desk.anna.id,
    state: 'withdrawn' as const,
    amount: 1,
    paidOn: '2026-01-01',
    comment: String(minute),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  }));
  await desk.platform.database.handle.insert(paymentClaims).values(rows);
  const last = await claims(desk, desk.anna, invoice);
  const params = { invoiceId: invoice.id };
  const shown = done(await desk.call(desk.boris, readInvoice, { params })).claims;
  expect(shown).toHaveLength(100);
  expect(shown[0]?.id).toBe(last.id);
  expect(shown.at(-1)?.comment).toBe('1');
});
