/** An invoice has a page, and the page an end: a program that records kopeck by kopeck is told so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPayment, removePayment } from '../../contract/invoices.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { newId } from '../platform/ids.ts';
import { payments } from './invoices.tables.ts';
import { mostPayments } from './payments.ts';
import { dayOf, done, goesTo, issues } from './payments-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await goesTo(desk, 12);
});
afterAll(() => desk?.close());

test('an invoice has so many payments at most; taking one back makes room', async () => {
  const { id: invoiceId } = await issues(desk, { total: 100_000 });
  const paidOn = await dayOf(desk);
  const money = { amount: 1, paidOn, method: 'cash' as const, note: '' };
  await desk.platform.database.handle.insert(payments).values(
    Array.from({ length: mostPayments - 1 }, () => ({
      ...{ id: newId(), invoiceId, ...money, by: desk.boris.name },
    })),
  );
  const pays = () =>
    desk.call(desk.boris, addPayment, { params: { invoiceId }, body: { ...money, note: 'Last' } });
  const answers = await Promise.all([pays(), pays()]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const refused = answers.find(({ error }) => error);
  expect(refused?.error?.code).toBe('payment.too_many');
  const taken = answers.find(({ error }) => !error);
  const params = { invoiceId, paymentId: taken?.body.id ?? '' };
  done(await desk.call(desk.boris, removePayment, { params }));
  done(await pays());
});
