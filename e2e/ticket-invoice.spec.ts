/** From a ticket to an invoice at the desk; and what an administrator does when its client asks for their data, and to be forgotten. */
import { readFileSync } from 'node:fs';
import { listClients } from '../contract/clients.ts';
import { formatMoney } from '../contract/money.ts';
import { openTicket } from '../contract/tickets.ts';
import { ru as home } from '../web/admin/home/locales/ru.ts';
import { ru as t } from '../web/admin/invoices/locales/ru.ts';
import { callAs, enterAs, words } from './desk-page.ts';
import { kept, plain, wordsOf } from './invoice-paper.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const { clients, ticket: ofTicket } = words;

test('Boris makes an invoice from a ticket; Olga gives its client the archive, and deletes her', async ({
  page: boris,
  phone,
  elsewhere,
  product,
  allow,
}) => {
  allow(/status of 401 /);
  // The wrong name, and what is gone afterwards.
  allow(/status of 40[04] .*\/clients\//);
  const once = phone.number.slice(-6);
  const name = `Анна ${once}`;
  const [anna, olga] = [await elsewhere(), await elsewhere()];
  await signUpOn(anna).signIn(phone, name);
  const { call } = await callAs(product.origin, 'boris');
  const { items: found } = await call(listClients, { query: { search: phone.number } });
  const clientId = found[0]?.id ?? '';
  const subject = `Замок ${once}`;
  const other = `Ключ ${once}`;
  await call(openTicket, { body: { clientId, subject: other, text: 'Потерян.' } });
  const { number: ticket } = await call(openTicket, {
    body: { clientId, subject, text: 'Не закрывается.' },
  });
  // 2,5 hours of 1 500,50, and what a call costs.
  const sum = plain(formatMoney(425_125, 'RUB', 'ru'));
  await enterAs(boris, 'boris', `/admin/tickets/${ticket}`);

  await test.step('ticket and client lead to each other, and to what else the client asks', async () => {
    const link = boris.getByRole('link', { name: other });
    await expect(link).toBeVisible();
    await boris.getByRole('link', { name, exact: true }).click();
    await expect(boris.getByRole('heading', { name: clients.tickets, exact: true })).toBeVisible();
    await expect(link).toBeVisible();
    await boris.getByRole('link', { name: subject }).click();
    await expect(boris.getByRole('heading', { name: subject })).toBeVisible();
    await expect(link).toBeVisible();
  });

  await test.step('the invoice knows client and ticket, and reckons while he types', async () => {
    await boris.getByRole('link', { name: ofTicket.invoice_make }).click();
    await expect(boris.getByText(name).first()).toBeVisible();
    await expect(
      boris.getByRole('link', { name: numbered(t.ticket_number, ticket) }),
    ).toBeVisible();
    const line = (place: number) =>
      boris.getByRole('listitem', { name: numbered(t.line_number, place), exact: true });
    await line(1).getByLabel(t.line_description).fill(`Ремонт замка ${once}`);
    await line(1).getByLabel(t.line_quantity).fill('2,5');
    await line(1).getByLabel(t.line_price).fill('1500,50');
    await boris.getByRole('button', { name: t.line_add }).click();
    await line(2).getByLabel(t.line_description).fill('Выезд');
    await line(2).getByLabel(t.line_price).fill('500');
    await expect(boris.getByRole('region', { name: t.summary })).toContainText(sum);
  });

  await test.step('he looks at the paper, and issues it', async () => {
    const tab = boris.waitForEvent('popup');
    await boris.getByRole('button', { name: t.preview }).click();
    // Without a window there is nothing that shows a PDF: the tab keeps it.
    const paper = await (await tab).waitForEvent('download');
    const said = await wordsOf(readFileSync(await paper.path()));
    expect(said).toContain('ЧЕРНОВИК');
    expect(said).toContain('4 251,25');
    await (await tab).close();
    await boris.getByRole('button', { name: t.issue, exact: true }).click();
    const dialog = boris.getByRole('dialog', { name: t.issue_title });
    await dialog.getByRole('button', { name: t.issue, exact: true }).click();
    await expect(boris.getByText(t.left_to_pay)).toBeVisible();
    await phone.receives(/Счёт № /);
  });
  const invoice = boris.url();

  await test.step('each leads to the other', async () => {
    const facts = boris.getByRole('region', { name: t.facts });
    await facts.getByRole('link', { name: numbered(t.ticket_number, ticket) }).click();
    await expect(boris.getByRole('heading', { name: subject })).toBeVisible();
    const made = boris.getByRole('region', { name: ofTicket.invoices });
    await expect(made).toContainText(sum);
    await made.getByRole('link').first().click();
    await expect(boris).toHaveURL(invoice);
  });

  await test.step('list, its sum and the table agree; the home page counts it', async () => {
    await boris.goto(`/admin/invoices?clientId=${clientId}`);
    await expect(boris.getByRole('region', { name: t.sums })).toContainText(sum);
    const { name: file, bytes } = await kept(boris, t.export);
    expect(file).toMatch(/\.csv$/);
    const [, row = '', ...others] = bytes.toString('utf8').replaceAll('"', '').trim().split('\r\n');
    expect(row).toContain(`;${name};RUB;`);
    expect(row).toContain(';4251,25;0,00;4251,25;');
    expect(others).toEqual([]);
    await boris.goto('/admin');
    const money = boris.getByRole('navigation', { name: home.money_waiting });
    await expect(money.getByRole('link', { name: home.invoices_unpaid })).toContainText(/[1-9]/);
    await expect(boris.getByRole('heading', { name: home.plot_money })).toBeVisible();
  });

  await test.step('Olga makes and takes the archive for her', async () => {
    await enterAs(olga, 'olga', `/admin/clients/${clientId}`);
    await olga.getByRole('button', { name: clients.data_make }).click();
    await expect(olga.getByText(clients.data_ready, { exact: true })).toBeVisible();
    const { name: file, bytes } = await kept(olga, clients.data_download);
    expect(file).toMatch(/\.zip$/);
    for (const inside of ['index.html', 'data.json']) expect(bytes.includes(inside)).toBe(true);
  });

  await test.step('and deletes her; the issued invoice stays, with her name', async () => {
    await olga.getByRole('button', { name: clients.delete, exact: true }).click();
    const dialog = olga.getByRole('dialog', { name: clients.delete_title });
    const confirm = dialog.getByRole('button', { name: clients.delete_confirm });
    await dialog.getByRole('textbox').fill('Анна');
    await confirm.click();
    await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('textbox').fill(name);
    await confirm.click();
    await expect(olga.getByText(clients.delete_done)).toBeVisible();
    await anna.goto('/portal');
    await expect(anna).not.toHaveURL(/\/portal/);
    await boris.goto(invoice);
    const facts = boris.getByRole('region', { name: t.facts });
    await expect(facts).toContainText(name);
    await expect(facts.getByRole('link')).toHaveCount(0);
  });
});

function numbered(text: string, number: number): string {
  return text.replace('{{number}}', String(number));
}
