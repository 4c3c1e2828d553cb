/** Scenario 11 of docs/scenarios.md: Telegram in trouble, from the client's phone to the list of deliveries. */
import { type DeliveryRow, listDeliveries } from '../../contract/deliveries.ts';
import { answerTicket, openTicket } from '../../contract/tickets.ts';
import { callAs, enterAs, words } from '../desk-page.ts';
import { newClient } from '../people.ts';
import type { Phone } from '../phone.ts';
import { expect, test } from '../test.ts';

test('Scenario 11: the bot is blocked, asked for patience, and loses its answers', async ({
  page: desk,
  phone: annaPhone,
  makePhone,
  product,
  telegram,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  const { origin } = product;
  const mariaPhone = await makePhone({ firstName: 'Мария', lastName: annaPhone.number.slice(-6) });
  const anna = await newClient(origin, annaPhone, { name: 'Анна' });
  const maria = await newClient(origin, mariaPhone, { name: 'Мария' });
  const { call: olga } = await callAs(origin, 'olga');
  const open = async (clientId: string) => {
    const body = { clientId, subject: 'Лифт', text: 'Мы занялись этим.', fileIds: [] };
    return (await olga(openTicket, { body })).id;
  };
  const [annas, marias] = [await open(anna.id), await open(maria.id)];
  await annaPhone.receives('Мы занялись этим.');
  await mariaPhone.receives('Мы занялись этим.');
  const answer = async (ticketId: string, text: string) => {
    await product.advance(30_000);
    await olga(answerTicket, { params: { ticketId }, body: { kind: 'message', text } });
  };
  /** The newest of what was to be sent to Anna. */
  const latest = async (): Promise<DeliveryRow | undefined> =>
    (await olga(listDeliveries, { query: { clientId: anna.id, limit: '1' } })).items[0];
  const stateOf = async () => (await latest())?.state;
  await enterAs(desk, 'olga', `/admin/clients/${anna.id}`);

  await test.step('blocked: staff see it, what was said waits, and arrives on the way back', async () => {
    await annaPhone.block();
    await expect(desk.getByText(words.clients.telegram_blocked).first()).toBeVisible();
    await answer(annas, 'Вам ответ.');
    await expect.poll(stateOf).toBe('unreachable');
    expect(await latest()).toMatchObject({ why: { code: 'blocked' } });
    expect(await textsOf(annaPhone)).not.toContain('Вам ответ.');
    await annaPhone.unblock();
    await annaPhone.receives('Вам ответ.');
    await expect(desk.getByText(words.clients.telegram_connected).first()).toBeVisible();
  });

  await test.step('429: this chat waits as long as Telegram says, the other does not', async () => {
    const busy = { method: 'sendMessage', phoneId: annaPhone.id, times: 1 };
    await telegram.fail({ ...busy, action: 'error', code: 429, retryAfter: 20 });
    await answer(annas, 'Мастер выехал.');
    await answer(marias, 'Марии тоже.');
    await mariaPhone.receives('Марии тоже.');
    await product.advance(21_000);
    await annaPhone.receives('Мастер выехал.');
    expect(count(await textsOf(annaPhone), 'Мастер выехал.')).toBe(1);
  });

  await test.step('500 twice: it is tried again until it is through', async () => {
    const broken = { method: 'sendMessage', phoneId: annaPhone.id, times: 2 };
    await telegram.fail({ ...broken, action: 'error', code: 500 });
    await answer(annas, 'Мастер на месте.');
    await annaPhone.receives('Мастер на месте.');
    await expect.poll(async () => (await latest())?.tries).toBe(3);
  });

  await test.step('a lost answer: once more, and marked so', async () => {
    const lost = { method: 'sendMessage', phoneId: annaPhone.id, times: 1 };
    await telegram.fail({ ...lost, action: 'drop', mode: 'after' });
    await answer(annas, 'Лифт едет.');
    await product.advance(60_000);
    await expect.poll(stateOf).toBe('delivered');
    expect((await latest())?.perhapsTwice).toBe(true);
    expect(count(await textsOf(annaPhone), 'Лифт едет.')).toBe(2);
  });
});

function count(texts: string[], words: string): number {
  return texts.filter((text) => text.includes(words)).length;
}

async function textsOf(phone: Phone): Promise<string[]> {
  const { messages } = await phone.chat();
  return messages.filter(({ from }) => from === 'bot').map(({ text = '' }) => text);
}
