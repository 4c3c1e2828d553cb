/** How the desk comes to know its clients: from a table, by hand, and by themselves; and when two have one number. */
import { listClients } from '../contract/clients.ts';
import { ru as telegram } from '../web/ui/telegram/locales/ru.ts';
import { callAs, cast, enterAs, givePassword, words } from './desk-page.ts';
import { look } from './look.ts';
import { signUpOn, words as signUpWords } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const { clients, ticket } = words;
const done = signUpWords.ru.done_button;

test('clients come from a table, by hand and by themselves, and two with one number are told apart', async ({
  page: olga,
  elsewhere,
  makePhone,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  // The password is asked for by a refusal.
  allow(/status of 403 .*\/api\/conflicts\//);
  const phone = await makePhone();
  const once = phone.number.slice(-5);
  const name = `Аделаида ${once}`;
  const { call: desk } = await callAs(product.origin, 'olga');

  await test.step('a table is looked through, then taken in the background', async () => {
    await enterAs(olga, 'olga', '/admin/clients/import');
    const good = Array.from({ length: 300 }, (_, row) => {
      const digits = `${once}${String(row).padStart(3, '0')}`.slice(-7);
      return `Клиент ${row};8 (926) ${digits};;Позвонить ${row}`;
    });
    const table = ['Имя;Телефон;Почта;Заметка', 'Без номера;12;;', 'Почта;+79261111111;кривая;'];
    await olga.locator('input[type=file]').setInputFiles({
      name: 'клиенты.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([...table, ...good].join('\r\n')),
    });
    await expect(olga.getByRole('heading', { name: clients.check_title })).toBeVisible();
    await expect(count(clients.check_add)).toHaveText('300');
    await expect(count(clients.check_refused)).toHaveText('2');
    await look(olga, 'desk-import-preview');
    await olga.getByRole('button', { name: clients.start }).click();
    await expect(olga.getByRole('progressbar', { name: clients.progress })).toBeVisible();
    await expect(olga.getByText(clients.import_done)).toBeVisible();
    await expect(count(clients.count_added)).toHaveText('300');
    await look(olga, 'desk-import-done');
    const problems = olga.getByRole('region', { name: clients.problems_title });
    await expect(problems.getByText(clients.row.replace('{{row}}', '2'))).toBeVisible();
    await expect(problems.getByText(clients.row.replace('{{row}}', '3'))).toBeVisible();
  });

  await test.step('one more by hand, with a ticket after a call', async () => {
    await olga.getByRole('link', { name: clients.to_clients }).click();
    await olga.getByLabel(clients.search, { exact: true }).fill('Клиент 299');
    await expect(olga.getByRole('link', { name: 'Клиент 299' }).first()).toBeVisible();
    await olga.getByLabel(clients.search, { exact: true }).fill('');
    await olga.getByRole('button', { name: clients.add, exact: true }).first().click();
    const form = olga.getByRole('dialog', { name: clients.add_title });
    await form.getByLabel(clients.name).fill(name);
    await form.getByLabel(clients.phone).fill(phone.number);
    await form.getByRole('button', { name: clients.add, exact: true }).click();
    await expect(olga.getByRole('heading', { level: 1, name })).toBeVisible();
    await olga.getByRole('link', { name: clients.new_ticket, exact: true }).first().click();
    await olga.getByLabel(ticket.subject).fill(`Не греет батарея ${once}`);
    await olga.getByRole('textbox', { name: ticket.new_text }).fill('Холодно со вторника.');
    await olga.getByRole('button', { name: ticket.new_open }).click();
    await expect(olga.getByRole('article').filter({ hasText: 'Холодно' })).toBeVisible();
  });

  await test.step('who proves that number is that client, and finds the ticket', async () => {
    const adelaida = await elsewhere();
    await olga.getByRole('link', { name, exact: true }).first().click();
    await expect(olga.getByText(clients.telegram_none, { exact: true })).toBeVisible();
    await signUpOn(adelaida).signIn(phone, name);
    await adelaida.getByRole('link', { name: done }).click();
    await expect(adelaida.getByRole('link', { name: `Не греет батарея ${once}` })).toBeVisible();
    await expect(olga.getByText(clients.telegram_connected, { exact: true })).toBeVisible();
  });

  await test.step('another proves the same number: an admin decides that it is one person', async () => {
    const pavel = await elsewhere();
    const later = await makePhone({ firstName: `Павел ${once}`, phoneNumber: phone.number });
    await signUpOn(pavel).signIn(later, `Павел ${once}`);
    await expect(olga.getByText(clients.conflict_banner)).toBeVisible();
    await olga.getByRole('link', { name: clients.conflict_decide }).click();
    const two = olga.getByRole('region').filter({ hasText: name });
    await expect(two.getByRole('link', { name: `Павел ${once}` })).toBeVisible();
    await two.getByRole('radio', { name: clients.decision_same_person }).check();
    await look(olga, 'desk-conflict');
    await product.advance(11 * 60_000);
    await two.getByRole('button', { name: clients.decide }).click();
    await givePassword(olga, cast.olga.password);
    await expect(two).toBeHidden();
    const { items } = await desk(listClients, { query: { search: phone.number } });
    expect(items.map((one) => one.name)).toEqual([`Павел ${once}`]);
    await pavel.getByRole('link', { name: done }).click();
    await expect(pavel.getByRole('link', { name: `Не греет батарея ${once}` })).toBeVisible();
    await expect(pavel.getByText(telegram.state_connected, { exact: true })).toBeVisible();
  });

  function count(term: string) {
    const group = olga.locator('dl > div').filter({ has: olga.getByText(term, { exact: true }) });
    return group.getByRole('definition');
  }
});
