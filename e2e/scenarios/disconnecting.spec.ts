/** Scenario 10 of docs/scenarios.md: who disconnects hears nothing more, who connects again hears the next. */
import { listDeliveries } from '../../contract/deliveries.ts';
import { clientTelegramDisconnect } from '../../contract/telegram.ts';
import { answerTicket, openTicket } from '../../contract/tickets.ts';
import { connectClient } from '../connect.ts';
import { callAs } from '../desk-page.ts';
import { newClient } from '../people.ts';
import { expect, test } from '../test.ts';

test('Scenario 10: disconnecting stops the news, connecting again brings the next', async ({
  page,
  phone,
  product,
}) => {
  const { origin } = product;
  const anna = await newClient(origin, phone, { name: 'Анна' });
  const { call: olga } = await callAs(origin, 'olga');
  const opened = await olga(openTicket, {
    body: { clientId: anna.id, subject: 'Лифт', text: 'Мы занялись этим.' },
  });
  const answer = async (text: string) => {
    await product.advance(30_000);
    const params = { ticketId: opened.id };
    await olga(answerTicket, { params, body: { kind: 'message', text } });
  };
  await phone.receives('Мы занялись этим.');
  await page.goto(`/sandbox?phone=${phone.id}`);
  // The page shows the phones of all flows.
  const screen = page.getByRole('region').filter({ hasText: phone.number }).getByRole('article');
  await expect(screen.filter({ hasText: 'Мы занялись этим.' })).toBeVisible();

  await anna.call(clientTelegramDisconnect);
  await expect(screen.filter({ hasText: 'Telegram отключён' })).toBeVisible();
  await answer('Этого она не услышит.');

  await connectClient(anna, phone);
  await answer('А это услышит.');
  await expect(screen.filter({ hasText: 'А это услышит.' })).toBeVisible();
  await expect(screen.filter({ hasText: 'Этого она не услышит.' })).toHaveCount(0);
  const { items } = await olga(listDeliveries, { query: { ticketId: opened.id } });
  const answers = items.filter(({ kind }) => kind === 'ticket.answer');
  expect(answers.map(({ state }) => state)).toEqual(['delivered']);
});
