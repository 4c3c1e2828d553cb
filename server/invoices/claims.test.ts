/** "I have paid": what clients say, and what staff make of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadFile } from '../../contract/files.ts';
import { addPayment, confirmClaim, rejectClaim, voidInvoice } from '../../contract/invoices.ts';
import { claimPayment, readMyInvoice, withdrawClaim } from '../../contract/my-invoices.ts';
import { connects } from '../../testing/connects.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { kept, png } from '../files/files-test.ts';
import {
  claims,
  dayOf,
  done,
  drafts,
  goesTo,
  issues,
  pays,
  stored,
  type TestInvoice,
  told,
} from './payments-test.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await goesTo(desk, 12);
  await connects(desk, desk.anna, 700_000_311);
});
afterAll(() => desk.close());

async function says(as: Caller, invoice: TestInvoice, given: Record<string, unknown> = {}) {
  const body = { paidOn: await dayOf(desk), ...given };
  return desk.call(as, claimPayment, { params: { invoiceId: invoice.id }, body });
}

async function confirms(invoice: TestInvoice, claimId: string, amount: number, as?: Caller) {
  return desk.call(as ?? desk.boris, confirmClaim, {
    params: { invoiceId: invoice.id, claimId },
    body: { amount, paidOn: await dayOf(desk) },
  });
}

function rejects(invoice: TestInvoice, claimId: string, reason: string, as: Caller = desk.boris) {
  const params = { invoiceId: invoice.id, claimId };
  return desk.call(as, rejectClaim, { params, body: { reason } });
}

function takesBack(invoice: TestInvoice, claimId: string, as: Caller = desk.anna) {
  return desk.call(as, withdrawClaim, { params: { invoiceId: invoice.id, claimId } });
}

test('a claim is for all that is due when no sum is said, and confirming it pays the invoice', async () => {
  const invoice = await issues(desk, { total: 900 });
  await pays(desk, invoice, 200);
  const claim = await claims(desk, desk.anna, invoice, { comment: 'Перевёл утром' });
  expect(claim).toMatchObject({ state: 'pending', amount: 700, comment: 'Перевёл утром' });
  expect((await stored(desk, invoice)).invoice.claimed).toBe(true);
  expect((await confirms(invoice, claim.id, 701)).error?.code).toBe('payment.too_much');
  const { paymentId, paid } = done(await confirms(invoice, claim.id, 700));
  expect(paid).toBe(true);
  const after = await stored(desk, invoice);
  expect(after.invoice).toMatchObject({ status: 'paid', paid: 900, claimed: false });
  expect(after.claims).toMatchObject([{ state: 'confirmed', decidedBy: 'Boris Sokolov' }]);
  expect(after.payments.find(({ id }) => id === paymentId)?.claimId).toBe(claim.id);
  expect((await confirms(invoice, claim.id, 1)).error?.code).toBe('claim.decided');
  expect((await rejects(invoice, claim.id, 'Поздно')).error?.code).toBe('claim.decided');
  expect((await takesBack(invoice, claim.id)).error?.code).toBe('claim.decided');
});

test('staff may confirm less than was said: the rest stays due', async () => {
  const invoice = await issues(desk, { total: 900 });
  const claim = await claims(desk, desk.anna, invoice);
  expect(done(await confirms(invoice, claim.id, 300)).paid).toBe(false);
  const { invoice: row } = await stored(desk, invoice);
  expect(row).toMatchObject({ status: 'issued', paid: 300, claimed: false });
  expect((await claims(desk, desk.anna, invoice)).amount).toBe(600);
});

test('whom it is rejected to reads why, in plain text, and may say it again', async () => {
  const invoice = await issues(desk);
  const claim = await claims(desk, desk.anna, invoice);
  const reason = '<b>Не пришло</b> $t(paid) {{sum}}';
  done(await rejects(invoice, claim.id, reason));
  const news = (await told(desk, invoice)).at(-1);
  expect(news?.kind).toBe('invoice.claim_rejected');
  expect(news?.text).toContain(`Причина: ${reason}`);
  const read = await desk.call(desk.anna, readMyInvoice, { params: { invoiceId: invoice.id } });
  expect(read.body).toMatchObject({ canClaim: true, claims: [{ state: 'rejected', reason }] });
  await claims(desk, desk.anna, invoice);
});

test('one at a time; a day that is not over, too much, or an invoice that waits for nothing is refused', async () => {
  const invoice = await issues(desk, { total: 900 });
  expect((await says(desk.anna, invoice, { amount: 901 })).error?.code).toBe('payment.too_much');
  const early = await says(desk.anna, invoice, { paidOn: await dayOf(desk, 1) });
  expect(early.error?.fields).toEqual({ paidOn: 'out_of_range' });
  const { id } = await claims(desk, desk.anna, invoice, { amount: 100 });
  expect((await says(desk.anna, invoice)).error?.code).toBe('claim.waiting');
  done(await takesBack(invoice, id));
  expect((await stored(desk, invoice)).invoice.claimed).toBe(false);
  await pays(desk, invoice, 900);
  expect((await says(desk.anna, invoice)).error?.code).toBe('invoice.not_issued');
  expect((await says(desk.anna, await drafts(desk))).status).toBe(404);
});

test("a client reaches neither another's invoice nor what was said of it", async () => {
  const invoice = await issues(desk);
  const own = await issues(desk, { to: desk.dmitry });
  expect((await says(desk.dmitry, invoice)).status).toBe(404);
  const claim = await claims(desk, desk.anna, invoice);
  expect((await takesBack(invoice, claim.id, desk.dmitry)).status).toBe(404);
  expect((await takesBack(own, claim.id, desk.dmitry)).status).toBe(404);
  expect((await confirms(own, claim.id, 100)).status).toBe(404);
  expect((await confirms(invoice, claim.id, 100, desk.vera)).status).toBe(404);
  expect((await rejects(invoice, claim.id, 'Нет', desk.vera)).status).toBe(404);
  expect((await confirms(invoice, claim.id, 100, desk.anna)).status).toBe(403);
  done(await takesBack(invoice, claim.id));
});

test('receipts are seen by the client and by whoever sees the invoice, nobody else', async () => {
  const invoice = await issues(desk);
  const receipt = await kept(desk, desk.anna, { name: 'чек.png', bytes: png() });
  expect((await says(desk.dmitry, invoice, { fileIds: [receipt.id] })).status).toBe(404);
  const strange = await kept(desk, desk.dmitry, { name: 'чек.png', bytes: png() });
  const refused = await says(desk.anna, invoice, { fileIds: [strange.id] });
  expect(refused.error?.code).toBe('file.not_found');
  expect((await stored(desk, invoice)).claims).toEqual([]);
  const claim = await claims(desk, desk.anna, invoice, { fileIds: [receipt.id] });
  expect(claim.files).toMatchObject([{ id: receipt.id, name: 'чек.png' }]);
  const status = async (as: Caller) =>
    (await desk.call(as, downloadFile, { params: { fileId: receipt.id } })).status;
  const books = await desk.program(['tickets.read', 'invoices.read']);
  for (const seeing of [desk.anna, desk.boris, desk.olga, books]) {
    expect(await status(seeing)).toBe(200);
  }
  const helper = await desk.program(['tickets.read']);
  for (const other of [desk.dmitry, desk.vera, helper]) expect(await status(other)).toBe(404);
});

test('money that staff record in full answers the claim; a void withdraws it with its reason', async () => {
  const paid = await issues(desk, { total: 900 });
  await claims(desk, desk.anna, paid);
  const body = { amount: 900, paidOn: await dayOf(desk), method: 'bank' };
  done(await desk.call(desk.boris, addPayment, { params: { invoiceId: paid.id }, body }));
  expect(await stored(desk, paid)).toMatchObject({
    invoice: { claimed: false },
    claims: [{ state: 'confirmed' }],
  });
  const gone = await issues(desk);
  const { id } = await claims(desk, desk.anna, gone);
  const params = { invoiceId: gone.id };
  done(await desk.call(desk.boris, voidInvoice, { params, body: { reason: 'Другая сумма' } }));
  expect(await stored(desk, gone)).toMatchObject({
    invoice: { claimed: false },
    claims: [{ state: 'withdrawn', reason: 'Другая сумма' }],
  });
  expect((await confirms(gone, id, 100)).error?.code).toBe('claim.decided');
});
