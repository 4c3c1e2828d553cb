/** The PDF over HTTP: who is given it, and that it says what the API says. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBilling, updateBilling } from '../../contract/billing.ts';
import { addPayment, invoicePdf, voidInvoice } from '../../contract/invoices.ts';
import { formatMoney } from '../../contract/money.ts';
import { myInvoicePdf, readMyInvoice } from '../../contract/my-invoices.ts';
import { type Caller, type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { codesIn, pagesOf } from '../../testing/pdf.ts';
import { begins, issues, read } from './invoices-test.ts';
import { seller } from './paper-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  const { body } = await desk.call(desk.olga, readBilling);
  const { version, nextNumber: _, missingForQr: __, ...billing } = body;
  const { name: ___, ...details } = seller;
  const changed = { ...billing, ...details, prefix: 'СЧ/"', currency: 'RUB', taxMode: 'included' };
  const answer = await desk.call(desk.olga, updateBilling, { body: { version, billing: changed } });
  expect(answer.status).toBe(200);
});
afterAll(() => desk?.close());

const items = [
  { description: 'Ремонт', quantity: 1333, unit: 'ч', unitPrice: 99_999, taxRate: 2000 },
  { description: 'Выезд', quantity: 1000, unit: '', unitPrice: 50_001, taxRate: 1000 },
  { description: 'Скидка', quantity: 1000, unit: '', unitPrice: -333, taxRate: null },
];

const draftFor = ({ id }: DeskClient) => begins(desk, desk.boris, { clientId: id, items });
const issuedFor = async ({ id }: DeskClient) =>
  (await issues(desk, desk.boris, { clientId: id, items })).id;

async function pdf(as: Caller, url: string) {
  const headers = { authorization: `Bearer ${as.bearer()}` };
  const answer = await desk.http.inject({ url, headers });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return { headers: answer.headers, bytes: answer.rawPayload };
}

const plain = (text: string) => text.replace(/\s+/g, ' ');

test('staff and the client are given the same invoice, with the sums of the API to the kopeck', async () => {
  const id = await issuedFor(desk.anna);
  await desk.call(desk.boris, addPayment, {
    params: { invoiceId: id },
    body: { amount: 12_345, paidOn: '2026-01-01', method: 'bank' },
  });
  const { body } = await desk.call(desk.anna, readMyInvoice, { params: { invoiceId: id } });
  expect(body.paid).toBe(12_345);
  const mine = await pdf(desk.anna, `/api/my/invoices/${id}/pdf`);
  const theirs = await pdf(desk.boris, `/api/invoices/${id}/pdf`);
  for (const { bytes } of [mine, theirs]) {
    const page = plain((await pagesOf(bytes)).join(' '));
    const sums = [
      ...body.items.flatMap(({ unitPrice, total }) => [unitPrice, total]),
      ...body.taxes.map(({ tax }) => tax),
      ...[body.net, body.total, body.paid, body.due],
    ];
    for (const sum of sums) {
      expect(page).toContain(plain(formatMoney(sum, 'RUB', 'ru').replace('₽', '')).trim());
    }
    expect(page).toContain(`№ ${body.number} от`);
    expect(page).toContain(body.purpose);
    expect(await codesIn(bytes)).toEqual([body.payment?.text]);
    expect(body.payment?.text).toContain(`|Sum=${body.due}|`);
  }
});

test('it is shown by the browser, kept nowhere, and its name is safe in both spellings', async () => {
  const id = await issuedFor(desk.anna);
  const { headers } = await pdf(desk.anna, `/api/my/invoices/${id}/pdf`);
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  });
  const said = String(headers['content-disposition']);
  const [, ascii, name] =
    /^inline; filename="([^"\\/]+\.pdf)"; filename\*=UTF-8''(\S+)$/.exec(said) ?? [];
  expect(ascii).toBeDefined();
  expect(decodeURIComponent(name ?? '')).toMatch(
    /^Счёт на оплату № СЧ__\d+ от \d+ \S+ \d{4} г\.pdf$/,
  );
});

test('a draft is a preview for staff, and is not there for its client', async () => {
  const { id } = await draftFor(desk.anna);
  const { bytes } = await pdf(desk.boris, `/api/invoices/${id}/pdf`);
  expect((await pagesOf(bytes)).join()).toContain('ЧЕРНОВИК');
  expect(await codesIn(bytes)).toEqual([]);
  const params = { invoiceId: id };
  expect((await desk.call(desk.anna, myInvoicePdf, { params })).error?.code).toBe(
    'request.not_found',
  );
});

test("somebody else's is not there", async () => {
  const id = await issuedFor(desk.anna);
  const { number: said = '' } = await read(desk, { id });
  const number = /\d+$/.exec(said)?.[0] ?? '';
  for (const invoiceId of [id, number]) {
    const params = { invoiceId };
    expect((await desk.call(desk.anna, myInvoicePdf, { params })).status).toBe(200);
    expect((await desk.call(desk.dmitry, myInvoicePdf, { params })).status).toBe(404);
    expect((await desk.call(desk.vera, invoicePdf, { params })).status).toBe(404);
    expect((await desk.call(undefined, invoicePdf, { params })).status).toBe(401);
  }
});

test('it is in the language of its client, whoever reads it', async () => {
  const id = await issuedFor(desk.maria);
  for (const url of [`/api/my/invoices/${id}/pdf`, `/api/invoices/${id}/pdf`]) {
    const reader = url.startsWith('/api/my') ? desk.maria : desk.boris;
    expect((await pagesOf((await pdf(reader, url)).bytes)).join()).toContain('Invoice No. СЧ/"');
  }
});

test('a void one says so, and has no code', async () => {
  const id = await issuedFor(desk.anna);
  const before = await pdf(desk.anna, `/api/my/invoices/${id}/pdf`);
  expect(await codesIn(before.bytes)).toHaveLength(1);
  const params = { invoiceId: id };
  await desk.call(desk.boris, voidInvoice, { params, body: { reason: 'Ошибка' } });
  const { bytes } = await pdf(desk.anna, `/api/my/invoices/${id}/pdf`);
  expect((await pagesOf(bytes)).join()).toContain('АННУЛИРОВАН');
  expect(await codesIn(bytes)).toEqual([]);
});
