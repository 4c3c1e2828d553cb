/** Money by month, in the company's zone and currency. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '../../contract/invoices.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { done } from '../tickets/tickets-test.ts';
import { begins, issues, item, sets } from './invoices-test.ts';

let desk: Desk;
let present: DateTime;
beforeAll(async () => {
  desk = await openDesk();
  // The fifteenth of the next month, noon: far from any end of a month.
  const { clock, config } = desk.platform;
  const now = DateTime.fromJSDate(clock.now(), { zone: config.timeZone });
  present = now.plus({ months: 1 }).set({ day: 15, hour: 12 });
  await desk.advance(present.toMillis() - now.toMillis());
});
afterAll(() => desk?.close());

const dayOf = (moment: DateTime) => moment.toFormat('yyyy-MM-dd');
const monthOf = (moment: DateTime) => moment.toFormat('yyyy-MM');
const report = async (months = 3, as: Caller = desk.boris) =>
  done(await desk.call(as, contract.moneyReport, { query: { months } }));

async function pays({ id }: { id: string }, amount: number, on: DateTime): Promise<string> {
  const body = { amount, paidOn: dayOf(on), method: 'bank' };
  const params = { invoiceId: id };
  return done(await desk.call(desk.boris, contract.addPayment, { params, body })).id;
}

test('what was issued, came in and is late stands in its month', async () => {
  const lastMonth = present.minus({ months: 1 });
  const items = (unitPrice: number) => ({ items: [item({ unitPrice })] });
  const today = dayOf(present);
  const late = await issues(desk, desk.boris, { ...items(10_000), dueOn: today });
  await pays(late, 4_000, lastMonth);
  const paid = await issues(desk, desk.boris, items(20_000));
  await pays(paid, 20_000, present);
  await pays(await issues(desk, desk.boris, items(1_000)), 1_000, present);
  const wrong = await issues(desk, desk.boris, items(500_000));
  const reason = { params: { invoiceId: wrong.id }, body: { reason: 'Не та' } };
  done(await desk.call(desk.boris, contract.voidInvoice, reason));
  await begins(desk);
  await sets(desk, { currency: 'USD' });
  await issues(desk, desk.boris, items(77));
  expect(await report()).toMatchObject({
    currency: 'USD',
    byMonth: [{}, {}, { month: monthOf(present), issued: 77, paid: 0, overdue: 0 }],
  });
  await sets(desk, { currency: 'RUB' });
  await desk.advance(24 * 3_600_000);
  expect(await report()).toEqual({
    currency: 'RUB',
    byMonth: [
      { month: monthOf(present.minus({ months: 2 })), issued: 0, paid: 0, overdue: 0 },
      { month: monthOf(lastMonth), issued: 0, paid: 4_000, overdue: 0 },
      { month: monthOf(present), issued: 31_000, paid: 21_000, overdue: 6_000 },
    ],
  });
});

test('a payment that was taken back does not count', async () => {
  const [, , before] = (await report()).byMonth;
  const invoice = await issues(desk);
  const paymentId = await pays(invoice, 5_000, present);
  const [, , between] = (await report()).byMonth;
  expect(between?.paid).toBe((before?.paid ?? 0) + 5_000);
  const params = { invoiceId: invoice.id, paymentId };
  done(await desk.call(desk.boris, contract.removePayment, { params }));
  const [, , after] = (await report()).byMonth;
  expect(after?.paid).toBe(before?.paid);
});

test('an agent who sees her own learns only of what those come to', async () => {
  expect((await report(3, desk.vera)).byMonth.map(({ issued }) => issued)).toEqual([0, 0, 0]);
  await issues(desk, desk.vera, { items: [item({ unitPrice: 123 })] });
  expect((await report(3, desk.vera)).byMonth.at(-1)).toMatchObject({ issued: 123 });
});

test('has as many months as were asked for', async () => {
  expect((await report(24)).byMonth).toHaveLength(24);
  const { error } = await desk.call(desk.boris, contract.moneyReport, { query: { months: 25 } });
  expect(error?.code).toBe('request.invalid');
});
