/** Money that staff record, and take back where it was a mistake. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPayment, removePayment, voidInvoice } from '../../contract/invoices.ts';
import { connects } from '../../testing/connects.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { auditEntries } from '../identity/staff.tables.ts';
import { recordPayment } from './payments.ts';
import {
  dayOf,
  done,
  drafts,
  dying,
  goesTo,
  issues,
  pays,
  stored,
  type TestInvoice,
  told,
} from './payments-test.ts';

let desk: Desk;
let phone: string;

beforeAll(async () => {
  desk = await openDesk();
  await goesTo(desk, 12);
  phone = await connects(desk, desk.anna, 700_000_301);
});
afterAll(() => desk.close());

async function tries(invoice: TestInvoice, given: Record<string, unknown>, as?: Caller) {
  const body = { amount: 100, paidOn: await dayOf(desk), method: 'cash', ...given };
  const params = { invoiceId: invoice.id };
  return desk.call(as ?? desk.boris, addPayment, { params, body });
}

function takesBack(invoice: TestInvoice, paymentId: string, as: Caller = desk.boris) {
  return desk.call(as, removePayment, { params: { invoiceId: invoice.id, paymentId } });
}

test('an invoice is paid when its sum is reached, and the client hears of it once', async () => {
  const invoice = await issues(desk, { total: 100_000 });
  expect(await pays(desk, invoice, 40_000)).toMatchObject({ paid: false });
  expect((await stored(desk, invoice)).invoice).toMatchObject({ status: 'issued', paid: 40_000 });
  const last = await pays(desk, invoice, 60_000);
  expect(last.paid).toBe(true);
  const { invoice: row } = await stored(desk, invoice);
  expect(row).toMatchObject({ status: 'paid', paid: 100_000 });
  expect(row.paidAt).toBeInstanceOf(Date);
  done(await takesBack(invoice, last.id));
  expect((await pays(desk, invoice, 60_000)).paid).toBe(true);
  const paid = (await told(desk, invoice)).filter(({ kind }) => kind === 'invoice.paid');
  expect(paid).toHaveLength(1);
  expect(paid[0]?.text).toMatch(/Оплата 1\s000,00\s₽ поступила полностью/);
});

test('the bot says it in the chat, with the purpose of the payment to copy', async () => {
  const invoice = await issues(desk, { total: 4200 });
  const { numberText } = (await stored(desk, invoice)).invoice;
  const heard = () =>
    desk.app.sandbox
      .chat(phone)
      .messages.find(
        ({ from, text }) => from === 'bot' && text?.includes(`Счёт № ${numberText}\n`),
      );
  await until(desk.app, () => expect(heard()).toBeDefined());
  expect(heard()?.text).toMatch(/К оплате: 42,00\s₽/);
  expect(heard()?.buttons?.[0]?.[0]).toMatchObject({
    action: 'copy',
    copyText: expect.stringMatching(new RegExp(`^Оплата по счёту № ${numberText} от `)),
  });
});

test('no more than is still due, and only for what waits for its payment', async () => {
  const invoice = await issues(desk, { total: 1000 });
  expect(await tries(invoice, { amount: 1001 })).toMatchObject({
    status: 409,
    error: { code: 'payment.too_much', fields: { amount: 'out_of_range' } },
  });
  await pays(desk, invoice, 1);
  expect((await tries(invoice, { amount: 1000 })).error?.code).toBe('payment.too_much');
  expect((await tries(invoice, { amount: 0 })).error?.code).toBe('request.invalid');
  await pays(desk, invoice, 999);
  const draft = await drafts(desk);
  const gone = await issues(desk);
  const params = { invoiceId: gone.id };
  done(await desk.call(desk.boris, voidInvoice, { params, body: { reason: 'Ошибка' } }));
  for (const closed of [invoice, draft, gone]) {
    expect((await tries(closed, {})).error?.code).toBe('invoice.not_issued');
  }
});

test('a day that is not over or absurdly old is refused by name', async () => {
  const invoice = await issues(desk);
  for (const days of [1, -3651]) {
    const refused = await tries(invoice, { paidOn: await dayOf(desk, days) });
    expect(refused.error).toMatchObject({
      code: 'request.invalid',
      fields: { paidOn: 'out_of_range' },
    });
  }
  expect((await tries(invoice, { paidOn: '2026-02-30' })).error?.code).toBe('request.invalid');
  for (const days of [0, -3650]) {
    done(await tries(invoice, { paidOn: await dayOf(desk, days) }));
  }
});

test('a payment taken back stays on record, and the invoice is unpaid again', async () => {
  const invoice = await issues(desk, { total: 500 });
  const other = await issues(desk, { total: 500 });
  const { id } = await pays(desk, invoice, 500);
  expect((await takesBack(other, id)).error?.code).toBe('payment.not_found');
  done(await takesBack(invoice, id));
  const after = await stored(desk, invoice);
  expect(after.invoice).toMatchObject({ status: 'issued', paid: 0, paidAt: null });
  expect(after.payments).toMatchObject([{ id, amount: 500, removedBy: 'Boris Sokolov' }]);
  expect((await takesBack(invoice, id)).error?.code).toBe('payment.not_found');
  const entries = await desk.platform.database.handle
    .select({ action: auditEntries.action, changes: auditEntries.changes })
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, invoice.id));
  const changes = Object.fromEntries(entries.map((entry) => [entry.action, entry.changes]));
  expect(changes['payment.recorded']?.amount).toEqual([null, '5.00 RUB']);
  expect(changes['payment.removed']?.amount).toEqual(['5.00 RUB', null]);
});

test('who does not see the invoice does not find it, and clients record nothing', async () => {
  const invoice = await issues(desk, { total: 500 });
  const { id } = await pays(desk, invoice, 100);
  expect((await tries(invoice, {}, desk.vera)).status).toBe(404);
  expect((await takesBack(invoice, id, desk.vera)).status).toBe(404);
  expect((await tries(invoice, {}, desk.anna)).status).toBe(403);
  expect((await tries(invoice, {}, await desk.program(['invoices.read']))).status).toBe(403);
  done(await tries(invoice, {}, await desk.program(['invoices.write'])));
  const hers = await issues(desk, { as: desk.vera });
  done(await tries(hers, {}, desk.vera));
});

test('a process that ends in the middle leaves nothing half done', async () => {
  const invoice = await issues(desk, { total: 500 });
  const viewer = { ...desk.boris, language: 'ru' as const, passwordGiven: false };
  const given = { amount: 500, paidOn: await dayOf(desk), method: 'bank' as const, note: '' };
  await expect(recordPayment({ ...dying(desk), viewer }, invoice.id, given)).rejects.toThrow(
    'The process ends here.',
  );
  const { invoice: row, payments } = await stored(desk, invoice);
  expect(row).toMatchObject({ status: 'issued', paid: 0 });
  expect(payments).toEqual([]);
});
