/** An invoice from the ticket to the money, in real browsers: what one does the other sees without a reload. */
import { readBilling } from '../contract/billing.ts';
import { listClients } from '../contract/clients.ts';
import {
  addInvoice,
  confirmClaim,
  invoicePdf,
  issueInvoice,
  readInvoice,
  rejectClaim,
  voidInvoice,
} from '../contract/invoices.ts';
import { formatMoney } from '../contract/money.ts';
import { openTicket } from '../contract/tickets.ts';
import { picture as receipt } from '../testing/picture.ts';
import { ru as invoice } from '../web/portal/invoices/locales/ru.ts';
import { callAs, enterAs, words } from './desk-page.ts';
import { kept, plain, scanned, wordsOf } from './invoice-paper.ts';
import { signUpOn, words as signUpWords } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const { portal, settings } = words;

const company = {
  legalName: 'ООО «Три кита»',
  inn: '7707083893',
  bik: '044525225',
  bank: 'ПАО СБЕРБАНК',
  account: '40702810138250123017',
  correspondentAccount: '30101810400000000225',
};

test('an invoice is issued, paid by its code, doubted, confirmed; another is void and made anew', async ({
  page: anna,
  phone,
  makePhone,
  elsewhere,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  allow(/status of 404 .*\/api\/my\/invoices\//);
  const once = phone.number.slice(-6);
  const subject = `Замена двери ${once}`;
  const { call: boris, token } = await callAs(product.origin, 'boris');
  const [olga, maria] = await Promise.all([elsewhere(), elsewhere()]);
  const annaAt = signUpOn(anna);
  await Promise.all([
    annaAt.signIn(phone, 'Анна'),
    signUpOn(maria).signIn(await makePhone({ firstName: 'Мария' }), 'Мария'),
  ]);
  await anna.getByRole('link', { name: signUpWords.ru.done_button }).click();
  await annaAt.expectPortal();
  const heading = (page: typeof anna, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true });

  await test.step('Olga fills in where the money is to go', async () => {
    await enterAs(olga, 'olga');
    await olga.goto('/admin/settings/billing');
    for (const [field, value] of Object.entries(company)) {
      const label = settings[`billing_${field as keyof typeof company}`];
      await olga.getByLabel(label, { exact: true }).fill(value);
    }
    const save = olga.getByRole('button', { name: settings.save, exact: true });
    if (await save.isVisible()) await save.click();
    await expect(olga.getByText(settings.billing_qr_ready)).toBeVisible();
    await expect(save).toBeHidden();
    const { missingForQr } = await boris(readBilling);
    expect(missingForQr).toEqual([]);
  });

  const { items: found } = await boris(listClients, { query: { search: phone.number } });
  const clientId = found[0]?.id ?? '';
  const ticket = await boris(openTicket, {
    body: { clientId, subject, text: 'Дверь подъезда не закрывается.' },
  });
  const items = [
    ...[{ description: `Дверь стальная ${once}`, quantity: 1000, unit: 'шт.', price: 1_234_550 }],
    ...[{ description: 'Работа мастера', quantity: 2500, unit: 'ч', price: 150_000 }],
  ].map(({ price, ...item }) => ({ ...item, unitPrice: price, taxRate: 2000 }));
  // 12 345,50 and 2,5 hours of 1 500,00.
  const total = 1_609_550;
  const sum = formatMoney(total, 'RUB', 'ru');

  const issue = async (): Promise<{ id: string; number: string }> => {
    const body = { clientId, ticketId: ticket.id, items };
    const { id, version } = await boris(addInvoice, { body });
    const params = { invoiceId: id };
    return { id, ...(await boris(issueInvoice, { params, body: { version } })) };
  };
  const read = (id: string) => boris(readInvoice, { params: { invoiceId: id } });

  await anna.getByRole('link', { name: portal.place_invoices }).click();
  await expect(anna.getByText(invoice.none, { exact: true })).toBeVisible();
  const first = await issue();
  const name = titled(first.number);

  await test.step('Anna sees it come, in the portal and on her phone', async () => {
    const row = anna.getByRole('link', { name });
    await expect(row).toBeVisible();
    await expect(row).toContainText(sum);
    const place = anna.getByRole('link', { name: portal.place_invoices });
    await expect(place).toContainText('1');
    const notice = await phone.receives(`Счёт № ${first.number}`);
    expect(plain(notice.text ?? '')).toContain(plain(sum));
    await anna.getByRole('link', { name: portal.place_home }).click();
    await expect(anna.getByRole('heading', { name: invoice.unpaid })).toBeVisible();
    await anna.getByRole('link', { name }).click();
    await expect(heading(anna, name)).toBeVisible();
    await expect(anna.getByText(sum, { exact: true }).first()).toBeVisible();
    await expect(anna.getByRole('link', { name: subject })).toBeVisible();
  });

  await test.step('paper, page and code say one number and one sum, to both sides', async () => {
    const { name: file, bytes } = await kept(anna, invoice.pdf);
    expect(file).toBe(`${first.number}.pdf`);
    const path = invoicePdf.path.replace(':invoiceId', first.id);
    const reply = await fetch(`${product.origin}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(reply.status).toBe(200);
    const toAnna = await wordsOf(bytes);
    const toBoris = await wordsOf(Buffer.from(await reply.arrayBuffer()));
    for (const paper of [toAnna, toBoris]) {
      expect(paper).toContain(first.number);
      expect(paper).toContain(plain(sum).replace(/ ₽$/, ''));
      expect(paper).toContain(company.account);
    }
    expect(toBoris).toBe(toAnna);
    const fields = (await scanned(anna, invoice.scan_alt)).split('|');
    expect(fields[0]).toBe('ST00012');
    expect(fields).toEqual(
      expect.arrayContaining([
        `Name=${company.legalName}`,
        `PersonalAcc=${company.account}`,
        `BIC=${company.bik}`,
        `CorrespAcc=${company.correspondentAccount}`,
        `PayeeINN=${company.inn}`,
        `Sum=${total}`,
      ]),
    );
    expect(fields.find((one) => one.startsWith('Purpose='))).toContain(first.number);
  });

  await test.step('Anna copies what a bank asks for', async () => {
    await anna.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const details = anna.getByRole('region', { name: invoice.details });
    const copy = invoice.copy_one.replace('{{what}}', invoice.account);
    await details.getByRole('button', { name: copy }).click();
    await expect.poll(() => clipboard()).toBe(company.account);
    await details.getByRole('button', { name: invoice.copy_all }).click();
    await expect.poll(() => clipboard()).toContain(`${invoice.sum}: 16095,50`);
    expect(await clipboard()).toContain(`${invoice.bik}: ${company.bik}`);
  });

  await test.step('she says that she has paid, with a receipt; Boris doubts it', async () => {
    await sayPaid(invoice.claim, 'С карты мужа');
    await expect(anna.getByText(invoice.checking, { exact: true })).toBeVisible();
    await expect(anna.getByText(invoice.about_checking)).toBeVisible();
    const { claims } = await read(first.id);
    expect(claims).toMatchObject([
      { state: 'pending', amount: total, comment: 'С карты мужа', files: [{ name: 'чек.png' }] },
    ]);
    const reason = `Деньги не пришли ${once}`;
    const params = { invoiceId: first.id, claimId: claims[0]?.id ?? '' };
    await boris(rejectClaim, { params, body: { reason } });
    await expect(anna.getByText(invoice.refused, { exact: true })).toBeVisible();
    await expect(anna.getByText(reason)).toBeVisible();
    await phone.receives(reason);
  });

  await test.step('taken back and said again, it is confirmed and paid everywhere', async () => {
    await sayPaid(invoice.claim_again);
    await anna.getByRole('button', { name: invoice.withdraw }).click();
    await expect(anna.getByText(invoice.refused, { exact: true })).toBeVisible();
    await sayPaid(invoice.claim_again);
    await expect(anna.getByText(invoice.checking, { exact: true })).toBeVisible();
    const { claims } = await read(first.id);
    const claim = claims.find(({ state }) => state === 'pending');
    await boris(confirmClaim, {
      params: { invoiceId: first.id, claimId: claim?.id ?? '' },
      body: { amount: total, paidOn: claim?.paidOn ?? '' },
    });
    await expect(anna.getByText(invoice.state_paid, { exact: true })).toBeVisible();
    await expect(anna.getByRole('region', { name: invoice.payments })).toContainText(sum);
    await expect(anna.getByRole('img', { name: invoice.scan_alt })).toBeHidden();
    const { status, due } = await read(first.id);
    expect({ status, due }).toEqual({ status: 'paid', due: 0 });
    await phone.receives(/поступила полностью/);
  });

  await test.step('the next is void; the one in its place says so, and is all there is to pay', async () => {
    const second = await issue();
    await anna.getByRole('link', { name: invoice.back }).click();
    await anna.getByRole('link', { name: titled(second.number) }).click();
    const params = { invoiceId: second.id };
    const { replacedById = '' } = await boris(voidInvoice, {
      params,
      body: { reason: 'Не та дверь', anew: true },
    });
    await expect(anna.getByText(invoice.about_void)).toBeVisible();
    await expect(anna.getByRole('img', { name: invoice.scan_alt })).toBeHidden();
    const { version } = await read(replacedById);
    const third = await boris(issueInvoice, {
      params: { invoiceId: replacedById },
      body: { version },
    });
    expect(Number(third.number.match(/\d+$/)?.[0])).toBe(
      Number(second.number.match(/\d+$/)?.[0]) + 1,
    );
    const onwards = invoice.replaced.replace('{{number}}', third.number);
    await anna.getByRole('link', { name: onwards }).click();
    await expect(heading(anna, titled(third.number))).toBeVisible();
    const backwards = invoice.replaces.replace('{{number}}', second.number);
    await expect(anna.getByRole('link', { name: backwards })).toBeVisible();
    await phone.receives(`Счёт № ${third.number}`);
  });

  await test.step('Maria has seen none of it', async () => {
    await maria.goto('/portal/invoices');
    await expect(maria.getByText(invoice.none, { exact: true })).toBeVisible();
    for (const ref of [first.id, first.number.match(/\d+$/)?.[0]]) {
      await maria.goto(`/portal/invoices/${ref}`);
      await expect(heading(maria, portal.missing)).toBeVisible();
    }
  });

  function titled(number: string): string {
    return invoice.invoice.replace('{{number}}', number);
  }

  function clipboard(): Promise<string> {
    return anna.evaluate('navigator.clipboard.readText()');
  }

  async function sayPaid(button: string, word = ''): Promise<void> {
    await anna.getByRole('button', { name: button, exact: true }).click();
    const dialog = anna.getByRole('dialog', { name: invoice.claim });
    await expect(dialog.getByLabel(invoice.claim_amount)).toHaveValue('16 095,50 ₽');
    await expect(dialog.getByLabel(invoice.claim_on)).not.toHaveValue('');
    await dialog.getByLabel(invoice.claim_word).fill(word);
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'чек.png', mimeType: 'image/png', buffer: receipt });
    await expect(dialog.getByText('чек.png')).toBeVisible();
    await dialog.getByRole('button', { name: invoice.claim_send }).click();
    await expect(dialog).toBeHidden();
  }
});
