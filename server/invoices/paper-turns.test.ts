/** Everybody's papers come from one thread. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { myInvoicePdf } from '../../contract/my-invoices.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { issues } from './payments-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('who asks for many papers at once waits for them; the others do not', async () => {
  const { anna, dmitry } = desk;
  const [hers, his] = [await issues(desk), await issues(desk, { to: dmitry })];
  let given = 0;
  const asked = Array.from({ length: 45 }, async () => {
    const { status } = await desk.call(anna, myInvoicePdf, { params: { invoiceId: hers.id } });
    given += 1;
    return status;
  });
  const answer = await desk.call(dmitry, myInvoicePdf, { params: { invoiceId: his.id } });
  expect(answer.status).toBe(200);
  expect(given).toBeLessThan(asked.length / 2);
  // More than the thread would let wait: hers wait for each other, and all of them come.
  expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
}, 60_000);
