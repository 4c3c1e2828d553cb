/** Invoices at the desk, full of what is hardest to lay out; see `screens.spec.ts`. */
import { addClient, listClients } from '../contract/clients.ts';
import { addInvoice, addPayment, issueInvoice, readInvoice } from '../contract/invoices.ts';
import { openTicket } from '../contract/tickets.ts';
import { ru as t } from '../web/admin/invoices/locales/ru.ts';
import { ru as mine } from '../web/portal/invoices/locales/ru.ts';
import { callAs, type DeskCall, enterAs, words } from './desk-page.ts';
import { longNameWith } from './full-desk.ts';
import { look } from './look.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const word = 'Превысокомногорассмотрительствующий';
/** 500 characters, two of its lines empty. */
const description = `${word} ${word}\n\n${'Уборка и ремонт подъезда. '.repeat(30)}`
  .slice(0, 500)
  .trim();
const items = [
  {
    description,
    quantity: 999_999_999,
    unit: 'квадратных метров ав',
    unitPrice: 700_000,
    taxRate: 2000,
  },
  { description: word, quantity: 1, unit: '', unitPrice: 1_234_567, taxRate: 1050 },
  { description: 'Скидка', quantity: 1000, unit: 'шт', unitPrice: -50_000, taxRate: null },
];

test('invoices suit telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  elsewhere,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  allow(/status of 404 .*\/api\/invoices\//);
  const once = phone.number.slice(-5);
  const { call } = await callAs(product.origin, 'olga');
  const anna = await elsewhere();
  await signUpOn(anna).signIn(phone, 'Анна');
  const full = await fillInvoices(call, { once, phone: phone.number });
  const dialog = page.getByRole('dialog');
  const visit = async (screen: string, address: string) => {
    await page.goto(`/admin/invoices${address}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[class*=Skeleton]')).toHaveCount(0);
    await look(page, `desk-invoice${screen}`);
  };
  await enterAs(page, 'olga');

  await test.step('the list: full, empty, and with nothing found', async () => {
    await visit('s', `?clientId=${full.longClient}`);
    await expect(page.getByRole('link', { name: new RegExp(once) }).first()).toBeVisible();
    await visit('s-empty', '?state=claimed');
    await visit('s-nothing', `?search=${word}${once}&from=2026-01-01&to=2026-01-02`);
    await visit('-missing', '/999999999');
  });

  await test.step('the editor: new, full, refused, and before it is issued', async () => {
    await visit('-new', '/new');
    await visit('-draft', `/${full.draft}`);
    await page.getByRole('button', { name: t.line_add }).click();
    await page.keyboard.type('Без цены');
    await page.getByLabel(t.line_quantity).last().fill('сто');
    await expect(page.getByText(t.save_held)).toBeVisible();
    await page.getByRole('button', { name: t.issue, exact: true }).click();
    await expect(page.getByText(t.line_required)).toBeVisible();
    await look(page, 'desk-invoice-draft-refused');
    await page.getByLabel(t.line_quantity).last().fill('2');
    await page.getByLabel(t.line_price).last().fill('1 000,50');
    await page.getByRole('button', { name: t.issue, exact: true }).click();
    await expect(dialog).toBeVisible();
    await look(page, 'desk-invoice-issue');
    await dialog.getByRole('button', { name: t.issue, exact: true }).click();
    await expect(page.getByText(t.left_to_pay)).toBeVisible();
  });

  await test.step('issued and partly paid; what the client says; the money comes', async () => {
    await sayPaid();
    await visit('', `/${full.issued}`);
    const claims = page.getByRole('region', { name: t.claims });
    await expect(claims.getByText(t.claim_pending)).toBeVisible();
    await claims.getByRole('button', { name: t.claim_reject }).click();
    await expect(dialog).toBeVisible();
    await look(page, 'desk-invoice-reject');
    await dialog.getByRole('button', { name: words.ui.cancel }).click();
    await claims.getByRole('button', { name: t.claim_confirm }).click();
    await expect(dialog).toBeVisible();
    await look(page, 'desk-invoice-payment');
    await dialog.getByRole('button', { name: t.claim_confirm }).click();
    await expect(page.getByText(t.state_paid, { exact: true }).first()).toBeVisible();
    await look(page, 'desk-invoice-paid');
  });

  await test.step('void, with a new draft in its place', async () => {
    await page.goto(`/admin/invoices/${full.wrong}`);
    await page.getByRole('button', { name: t.void }).click();
    await dialog.getByLabel(t.void_reason).fill(`${word} `.repeat(10));
    await dialog.getByLabel(t.void_anew).check();
    await look(page, 'desk-invoice-void-ask');
    await dialog.getByRole('button', { name: t.void }).click();
    await expect(page.getByRole('heading', { name: t.draft_title })).toBeVisible();
    await visit('-void', `/${full.wrong}`);
    await expect(page.getByRole('link', { name: t.replaced_by_draft })).toBeVisible();
  });

  async function sayPaid(): Promise<void> {
    await anna.goto(`/portal/invoices/${full.issued}`);
    await anna.getByRole('button', { name: mine.claim, exact: true }).click();
    const said = anna.getByRole('dialog', { name: mine.claim });
    await said.getByLabel(mine.claim_word).fill(`${word} `.repeat(12));
    await said.locator('input[type=file]').setInputFiles({
      name: `${word} чек из банка за уборку.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('чек'),
    });
    await said.getByRole('button', { name: mine.claim_send }).click();
    await expect(said).toBeHidden();
  }
});

interface FullInvoices {
  longClient: string;
  draft: string;
  /** Anna's, with a payment. */
  issued: string;
  wrong: string;
}

async function fillInvoices(
  call: DeskCall,
  { once, phone }: { once: string; phone: string },
): Promise<FullInvoices> {
  const { id: longClient } = await call(addClient, {
    body: { name: longNameWith(once), phone: `+792644${once}` },
  });
  const { items: found } = await call(listClients, { query: { search: phone } });
  const anna = found[0]?.id ?? '';
  const ticket = await call(openTicket, {
    body: { clientId: anna, subject: `${word} лифт`.repeat(3).slice(0, 200), text: 'Не едет.' },
  });
  const begin = (clientId: string, ticketId: string | null = null) =>
    call(addInvoice, { body: { clientId, ticketId, items, note: `${word} `.repeat(20) } });
  const issue = async (clientId: string, ticketId: string | null = null) => {
    const { id, version } = await begin(clientId, ticketId);
    await call(issueInvoice, { params: { invoiceId: id }, body: { version } });
    return id;
  };
  const [draft, wrong, issued] = [
    (await begin(longClient)).id,
    await issue(longClient),
    await issue(anna, ticket.id),
  ];
  const params = { invoiceId: issued };
  const { due, issuedOn = '' } = await call(readInvoice, { params });
  const body = { amount: due - 100_000, paidOn: issuedOn, method: 'other' as const };
  await call(addPayment, { params, body: { ...body, note: `${word} `.repeat(8) } });
  return { longClient, draft, issued, wrong };
}
