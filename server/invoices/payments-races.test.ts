/** Many at one invoice at once; and whatever is done to it, what is paid is the sum of its payments. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPayment, confirmClaim, rejectClaim, removePayment } from '../../contract/invoices.ts';
import { claimPayment, withdrawClaim } from '../../contract/my-invoices.ts';
import { connects } from '../../testing/connects.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { claims, dayOf, goesTo, issues, stored, type TestInvoice, told } from './payments-test.ts';

let desk: Desk;
let paidOn: string;

beforeAll(async () => {
  desk = await openDesk();
  await goesTo(desk, 12);
  paidOn = await dayOf(desk);
  await connects(desk, desk.anna, 700_000_321);
});
afterAll(() => desk.close());

const many = 20;

function atOnce<T>(run: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: many }, (_, n) => run(n)));
}

function pay({ id }: TestInvoice, amount: number) {
  const body = { amount, paidOn, method: 'bank' };
  return desk.call(desk.boris, addPayment, { params: { invoiceId: id }, body });
}

test('payments at once never come to more than the invoice', async () => {
  const invoice = await issues(desk, { total: 1000 });
  const answers = await atOnce(() => pay(invoice, 300));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  expect((await stored(desk, invoice)).invoice).toMatchObject({ paid: 900, status: 'issued' });
  const last = await atOnce(() => pay(invoice, 100));
  expect(last.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await stored(desk, invoice)).invoice).toMatchObject({ paid: 1000, status: 'paid' });
  const kinds = (await told(desk, invoice)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'invoice.paid')).toHaveLength(1);
});

test('of twenty claims at once one waits, and of twenty decisions one counts', async () => {
  const invoice = await issues(desk, { total: 1000 });
  const params = { invoiceId: invoice.id };
  const said = await atOnce(() => desk.call(desk.anna, claimPayment, { params, body: { paidOn } }));
  expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(said.filter(({ error }) => error?.code === 'claim.waiting')).toHaveLength(many - 1);
  const claimId = said.find(({ status }) => status === 200)?.body.id ?? '';
  const about = { params: { ...params, claimId } };
  const decided = await atOnce<{ status: number; error: { code: string } | undefined }>((n) =>
    n % 2 === 0
      ? desk.call(desk.boris, confirmClaim, { ...about, body: { amount: 400, paidOn } })
      : desk.call(desk.olga, rejectClaim, { ...about, body: { reason: 'Нет' } }),
  );
  expect(decided.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(decided.filter(({ error }) => error?.code === 'claim.decided')).toHaveLength(many - 1);
  const { invoice: row, payments } = await stored(desk, invoice);
  expect(row.paid).toBe(payments.reduce((sum, { amount }) => sum + amount, 0));
});

test('of twenty who take one payment back, one does', async () => {
  const invoice = await issues(desk, { total: 1000 });
  const { id: paymentId } = (await pay(invoice, 1000)).body;
  const params = { invoiceId: invoice.id, paymentId };
  const answers = await atOnce(() => desk.call(desk.boris, removePayment, { params }));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ error }) => error?.code === 'payment.not_found')).toHaveLength(many - 1);
});

type Step = { do: 'pay' | 'take_back' | 'claim' | 'withdraw' | 'confirm' | 'reject'; n: number };

const step = fc.record({
  do: fc.constantFrom<Step['do']>('pay', 'take_back', 'claim', 'withdraw', 'confirm', 'reject'),
  n: fc.integer({ min: 1, max: 700 }),
});

test('whatever happens, paid is the sum of what was not taken back, and the status follows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const invoice = await issues(desk, { total: 1000 });
      for (const one of steps) {
        await take(invoice, one);
        await desk.advance(2000);
        const { invoice: row, payments, claims: said } = await stored(desk, invoice);
        const sum = payments.reduce((sum, { amount, removedAt }) => {
          return removedAt === null ? sum + amount : sum;
        }, 0);
        const pending = said.filter(({ state }) => state === 'pending').length;
        expect(row.paid).toBe(sum);
        expect(sum).toBeLessThanOrEqual(1000);
        expect(row.status).toBe(sum === 1000 ? 'paid' : 'issued');
        expect(row.paidAt === null).toBe(sum < 1000);
        expect(pending).toBe(row.claimed ? 1 : 0);
        expect(row.status === 'paid' && row.claimed).toBe(false);
      }
    }),
    { numRuns: 15 },
  );
});

async function take(invoice: TestInvoice, { do: what, n }: Step): Promise<void> {
  const { payments, claims: said } = await stored(desk, invoice);
  const invoiceId = invoice.id;
  if (what === 'pay') return void (await pay(invoice, n));
  if (what === 'take_back') {
    const payment = payments[n % Math.max(1, payments.length)];
    if (!payment) return;
    const params = { invoiceId, paymentId: payment.id };
    return void (await desk.call(desk.boris, removePayment, { params }));
  }
  if (what === 'claim') {
    const body = { amount: n, paidOn };
    return void (await desk.call(desk.anna, claimPayment, { params: { invoiceId }, body }));
  }
  const claim = said.find(({ state }) => state === 'pending') ?? said[0];
  if (!claim) return;
  const params = { invoiceId, claimId: claim.id };
  if (what === 'withdraw') await desk.call(desk.anna, withdrawClaim, { params });
  if (what === 'reject') {
    await desk.call(desk.boris, rejectClaim, { params, body: { reason: 'Нет' } });
  }
  if (what === 'confirm') {
    await desk.call(desk.boris, confirmClaim, { params, body: { amount: n, paidOn } });
  }
}

test('a claim and its confirming are one with what they record', async () => {
  const invoice = await issues(desk, { total: 1000 });
  const { id: claimId } = await claims(desk, desk.anna, invoice);
  const params = { invoiceId: invoice.id, claimId };
  const [one, other] = await Promise.all([
    desk.call(desk.boris, confirmClaim, { params, body: { amount: 1000, paidOn } }),
    pay(invoice, 1000),
  ]);
  expect([one.status, other.status].toSorted()).toEqual([200, 409]);
  expect(await stored(desk, invoice)).toMatchObject({
    invoice: { paid: 1000, status: 'paid', claimed: false },
    claims: [{ state: 'confirmed' }],
  });
});
