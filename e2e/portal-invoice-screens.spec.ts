/** Every screen of a client's invoices and data, full of what is hardest to lay out; see `screens.spec.ts`. */
import { readBilling, updateBilling } from '../contract/billing.ts';
import { listClients } from '../contract/clients.ts';
import {
  addInvoice,
  addPayment,
  issueInvoice,
  readInvoice,
  rejectClaim,
  voidInvoice,
} from '../contract/invoices.ts';
import { openTicket } from '../contract/tickets.ts';
import { ru as invoice } from '../web/portal/invoices/locales/ru.ts';
import { ru as data } from '../web/portal/my-data/locales/ru.ts';
import { ru as signUp } from '../web/sign-up/locales/ru.ts';
import { callAs } from './desk-page.ts';
import { longNameWith } from './full-desk.ts';
import { look } from './look.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const word = 'Превысокомногорассмотрительствующий';
const long = `${word} лифт в четвёртом подъезде `.repeat(8).trim();

test('invoices and personal data suit telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  const { call: olga } = await callAs(product.origin, 'olga');
  const name = longNameWith(phone.number.slice(-5));
  await signUpOn(page).signIn(phone, name);
  const { version, nextNumber: _n, missingForQr: _m, ...billing } = await olga(readBilling);
  await olga(updateBilling, {
    body: {
      version,
      billing: {
        ...billing,
        ...{ legalName: `ООО «${long.slice(0, 180)}»`, address: long.slice(0, 280) },
        ...{ inn: '7707083893', kpp: '773601001', bank: `ПАО ${long}`.slice(0, 200) },
        ...{ bik: '044525225', account: '40702810138250123017' },
        ...{
          correspondentAccount: '30101810400000000225',
          otherDetails: `IBAN ${word}\n${long}`.slice(0, 400),
        },
        prefix: 'СЧЁТ-2026/А-',
      },
    },
  });
  const { items: found } = await olga(listClients, { query: { search: phone.number } });
  const clientId = found[0]?.id ?? '';

  await test.step('nothing yet', async () => {
    await page.goto('/portal/invoices');
    await expect(page.getByText(invoice.none, { exact: true })).toBeVisible();
    await look(page, 'portal-invoices-none');
  });

  const ticket = await olga(openTicket, {
    body: { clientId, subject: long.slice(0, 190), text: long },
  });
  const line = (place: number) => ({
    description: place % 3 ? `Работа ${place}` : long.slice(0, 480),
    quantity: 1_000 * place + 125,
    unit: place % 2 ? 'шт.' : 'погонный метр',
    unitPrice: place % 5 ? 123_456_789 : -50_000,
    taxRate: [2000, 1000, null][place % 3] ?? null,
  });
  const issue = async (dueOn: string, lines = 2): Promise<string> => {
    const items = Array.from({ length: lines }, (_, i) => line(i + 1));
    const { id, version } = await olga(addInvoice, {
      body: { clientId, ticketId: ticket.id, items, dueOn, note: `${long}\n\n${word}` },
    });
    await olga(issueInvoice, { params: { invoiceId: id }, body: { version } });
    return id;
  };
  // In the company's zone, where it may be tomorrow already.
  const dayThere = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow' });
  const day = (ahead: number) =>
    dayThere.format(new Date(product.now().getTime() + ahead * 86_400_000));
  const partly = await issue(day(9), 14);
  const refused = await issue(day(0));
  const paid = await issue(day(20));
  const gone = await issue(day(30));
  const params = (invoiceId: string) => ({ params: { invoiceId } });
  const body = { paidOn: day(0), method: 'bank' } as const;
  await olga(addPayment, { ...params(partly), body: { ...body, amount: 100_050 } });
  const { due } = await olga(readInvoice, params(paid));
  await olga(addPayment, { ...params(paid), body: { ...body, amount: due } });
  const { replacedById = '' } = await olga(voidInvoice, {
    ...params(gone),
    body: { reason: long.slice(0, 400), anew: true },
  });
  const { version: draft } = await olga(readInvoice, params(replacedById));
  await olga(issueInvoice, { ...params(replacedById), body: { version: draft } });

  await test.step('the list and the home page', async () => {
    await expect(page.getByRole('heading', { name: invoice.others })).toBeVisible();
    await expect(page.getByText(invoice.state_void, { exact: true })).toBeVisible();
    await look(page, 'portal-invoices');
    await page.goto('/portal');
    await expect(page.getByRole('heading', { name: invoice.unpaid })).toBeVisible();
    await look(page, 'portal-home-unpaid');
  });

  await test.step('one that is paid in part, with many lines', async () => {
    await page.goto(`/portal/invoices/${partly}`);
    await expect(page.getByRole('region', { name: invoice.payments })).toBeVisible();
    await look(page, 'portal-invoice');
  });

  await test.step('"I have paid", with a receipt; checked, and refused', async () => {
    await page.goto(`/portal/invoices/${refused}`);
    await page.getByRole('button', { name: invoice.claim, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: invoice.claim });
    await dialog.getByLabel(invoice.claim_word).fill(long);
    await dialog.locator('input[type=file]').setInputFiles({
      name: `${word} ${word} чек об оплате.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
    });
    await expect(dialog.getByText(/чек об оплате/)).toBeVisible();
    await look(page, 'portal-invoice-claim');
    await dialog.getByRole('button', { name: invoice.claim_send }).click();
    await expect(page.getByText(invoice.checking, { exact: true })).toBeVisible();
    await look(page, 'portal-invoice-checking');
    const { claims } = await olga(readInvoice, params(refused));
    await olga(rejectClaim, {
      params: { invoiceId: refused, claimId: claims[0]?.id ?? '' },
      body: { reason: `${long.slice(0, 400)}\n${word}` },
    });
    await expect(page.getByText(invoice.refused, { exact: true })).toBeVisible();
    await look(page, 'portal-invoice-refused');
  });

  await test.step('paid, void, and not there', async () => {
    await page.goto(`/portal/invoices/${paid}`);
    await expect(page.getByText(invoice.state_paid, { exact: true })).toBeVisible();
    await look(page, 'portal-invoice-paid');
    await page.goto(`/portal/invoices/${gone}`);
    await expect(page.getByText(invoice.about_void)).toBeVisible();
    await look(page, 'portal-invoice-void');
  });

  await test.step('a day later the first is overdue', async () => {
    await product.advance(26 * 3_600_000);
    await page.goto(`/portal/invoices/${refused}`);
    await expect(page.getByText(invoice.state_overdue, { exact: true })).toBeVisible();
    await page.getByRole('link', { name: invoice.back }).click();
    await expect(page.getByText(/просрочено/)).toBeVisible();
    await look(page, 'portal-invoices-overdue');
  });

  await test.step('my data, taken along and gone', async () => {
    await page.goto('/portal/profile');
    await page.getByRole('button', { name: data.begin, exact: true }).click();
    await expect(page.getByText(data.ready, { exact: true })).toBeVisible();
    await look(page, 'portal-profile-data');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: data.save }).click();
    expect((await download).suggestedFilename()).toMatch(/^мои-данные-.*\.zip$/);
    await page.getByRole('button', { name: data.delete }).click();
    const dialog = page.getByRole('dialog', { name: data.dialog });
    await dialog.getByRole('button', { name: data.delete_now }).click();
    await expect(dialog.getByText(data.name_differs)).toBeVisible();
    await look(page, 'portal-delete');
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: data.delete_now }).click();
    await expect(page.getByRole('heading', { name: signUp.goodbye_title })).toBeVisible();
    await look(page, 'goodbye');
  });
});
