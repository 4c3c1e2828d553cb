/** What staff see of deliveries: who cannot be reached, what went wrong and why, and what helps. */
import { listClients } from '../contract/clients.ts';
import { answerTicket, openTicket } from '../contract/tickets.ts';
import { ru as deliveries } from '../web/admin/deliveries/locales/ru.ts';
import { ru as telegramWords } from '../web/admin/telegram/locales/ru.ts';
import { callAs, enterAs, words } from './desk-page.ts';
import { look } from './look.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const { clients, ticket: ticketWords } = words;

test.beforeEach(({ allow }) => allow(/status of 4\d\d .*\/auth\/(staff\/)?(verify|refresh)/));

test('who has blocked the bot is seen everywhere and comes back; what was refused is sent again', async ({
  page: olga,
  phone,
  telegram,
  elsewhere,
  product,
}) => {
  const once = phone.number.slice(-6);
  await signUpOn(await elsewhere()).signIn(phone, `Анна ${once}`);
  const { call } = await callAs(product.origin, 'olga');
  const { items } = await call(listClients, { query: { search: phone.number } });
  const clientId = items[0]?.id ?? '';
  const opened = await call(openTicket, {
    body: { clientId, subject: `Шум ${once}`, text: 'Разберёмся.' },
  });
  const answer = (text: string) =>
    call(answerTicket, {
      params: { ticketId: String(opened.number) },
      body: { kind: 'message', text },
    });
  await phone.receives(String(opened.number));

  await test.step('a blocked phone is unreachable: on the ticket, the client, the deliveries', async () => {
    await phone.block();
    await answer(`Мастер выехал ${once}`);
    await enterAs(olga, 'olga', `/admin/tickets/${opened.number}`);
    await expect(olga.getByText(ticketWords.unreachable_blocked)).toBeVisible();
    await expect(olga.locator(`a[href="tel:${items[0]?.phone}"]`).first()).toBeVisible();
    await look(olga, 'desk-ticket-unreachable');
    await olga.goto(`/admin/clients/${clientId}`);
    await expect(olga.getByText(clients.telegram_blocked, { exact: true })).toBeVisible();
    await look(olga, 'desk-client-unreachable');
    await olga.getByRole('link', { name: clients.telegram_deliveries }).click();
    await olga.getByRole('link', { name: deliveries.tab_unreachable }).click();
    await expect(olga.getByText(deliveries.why_blocked).first()).toBeVisible();
    await look(olga, 'desk-deliveries');
  });

  await test.step('once it is unblocked, what waited arrives', async () => {
    await phone.unblock();
    await phone.receives(`Мастер выехал ${once}`);
    await expect(olga.getByText(deliveries.why_blocked)).toHaveCount(0);
  });

  await test.step('a refusal is shown in plain words, and a retry works', async () => {
    await telegram.fail({
      phoneId: phone.id,
      action: 'error',
      code: 400,
      description: 'Bad Request: message is no good',
      times: 1,
    });
    await answer(`Готово ${once}`);
    await olga.goto(`/admin/deliveries?clientId=${clientId}&tab=problems`);
    await olga.getByText(deliveries.why_message_refused).first().click();
    await expect(olga.getByText('Bad Request: message is no good')).toBeVisible();
    await look(olga, 'desk-delivery');
    await olga.getByRole('button', { name: deliveries.retry }).click();
    await phone.receives(`Готово ${once}`);
    await expect(olga.getByText(deliveries.state_delivered, { exact: true })).toBeVisible();
  });
});

test('the doctor says how Telegram is, and tells whoever is not connected what to do', async ({
  page: olga,
  telegram,
}) => {
  await enterAs(olga, 'olga', '/admin/telegram');
  await expect(olga.getByText(telegramWords['says_sandbox.on'])).toBeVisible();
  await look(olga, 'desk-doctor');
  await telegram.fail({ method: 'getMe', action: 'error', code: 401 });
  await olga.getByRole('button', { name: telegramWords.check }).click();
  await expect(olga.getByText(telegramWords.some_problem)).toBeVisible();
  await expect(olga.getByText(telegramWords['does_token.refused'])).toBeVisible();
  await telegram.recover();
  await olga.getByRole('button', { name: telegramWords.check }).click();
  await expect(olga.getByText(telegramWords['does_token.refused'])).toHaveCount(0);
});
