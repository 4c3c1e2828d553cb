/** Something changes while a page still waits for its first answer, which the server made before: the change is shown all the same. */
import type { Page } from '@playwright/test';
import { listClients } from '../contract/clients.ts';
import { answerTicket, openTicket } from '../contract/tickets.ts';
import { callAs, enterAs } from './desk-page.ts';
import { newClient } from './people.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

// Whoever has just come in has no session yet when the page asks for the first time.
test.beforeEach(({ allow }) => allow(/status of 4\d\d .*\/auth\/(staff\/)?(verify|refresh)/));

test("a phone's page shows what came while it opened", async ({
  page,
  phone,
  makePhone,
  product,
}) => {
  const anna = await newClient(product.origin, phone, { name: 'Анна' });
  const { call: olga } = await callAs(product.origin, 'olga');
  const first = await holdFirst(page, `**/sandbox/api/phones/${phone.id}`);
  await page.goto(`/sandbox?phone=${phone.id}`);
  await first.made;
  const body = { clientId: anna.id, subject: 'Лифт', text: 'Мы занялись этим.' };
  await olga(openTicket, { body });
  await phone.receives('Мы занялись этим.');
  // Told after it: once this one is on the page, the page has heard of both.
  const marker = await makePhone();
  const screenOf = (number: string) => page.getByRole('region').filter({ hasText: number });
  await expect(screenOf(marker.number)).toBeVisible();
  first.release();
  const shown = screenOf(phone.number).getByRole('article');
  await expect(shown.filter({ hasText: 'Мы занялись этим.' })).toBeVisible();
});

test('a client sees the answer that came while the ticket opened', async ({
  page,
  phone,
  product,
}) => {
  await signUpOn(page).signIn(phone, 'Анна');
  const { call: olga } = await callAs(product.origin, 'olga');
  const { items } = await olga(listClients, { query: { search: phone.number } });
  const body = { clientId: items[0]?.id ?? '', subject: 'Лифт', text: 'Мы занялись этим.' };
  const { id, number } = await olga(openTicket, { body });
  const first = await holdFirst(page, '**/api/my/tickets/*/entries*');
  await page.goto(`/portal/tickets/${number}`);
  await first.made;
  const heard = page.waitForRequest(/\/api\/my\/tickets\?/);
  const answer = { kind: 'message', text: 'Мастер выехал.' } as const;
  await olga(answerTicket, { params: { ticketId: id }, body: answer });
  await heard;
  first.release();
  await expect(page.getByText('Мы занялись этим.')).toBeVisible();
  await expect(page.getByText('Мастер выехал.')).toBeVisible();
});

test('staff see what a colleague wrote while the ticket opened', async ({
  page,
  phone,
  product,
}) => {
  const anna = await newClient(product.origin, phone, { name: 'Анна' });
  const { call: boris } = await callAs(product.origin, 'boris');
  const body = { clientId: anna.id, subject: 'Лифт', text: 'Мы занялись этим.' };
  const { id, number } = await boris(openTicket, { body });
  const first = await holdFirst(page, '**/api/tickets/*/entries*');
  await enterAs(page, 'olga', `/admin/tickets/${number}`);
  await first.made;
  const heard = page.waitForRequest(/\/api\/tickets\/counts/);
  const answer = { kind: 'message', text: 'Мастер выехал.' } as const;
  await boris(answerTicket, { params: { ticketId: id }, body: answer });
  await heard;
  first.release();
  await expect(page.getByText('Мы занялись этим.')).toBeVisible();
  await expect(page.getByText('Мастер выехал.')).toBeVisible();
});

/** The first answer at this address is made, and kept from the page until it is released. */
async function holdFirst(page: Page, address: string) {
  const made = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  await page.route(
    address,
    async (route) => {
      const response = await route.fetch();
      made.resolve();
      await released.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  return { made: made.promise, release: () => released.resolve() };
}
