/** Every screen, as people meet it: it fits its width, axe finds nothing to mend, and a picture is kept. */
import { listClients } from '../contract/clients.ts';
import { callAs } from './desk-page.ts';
import { fillTickets, longNameWith, sendFileTo } from './full-desk.ts';
import { look } from './look.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';
import { type Tour, tourPortal, tourSandbox, tourSignUp } from './tour.ts';

function tourWith({ page, phone, telegram }: Omit<Tour, 'look'>): Tour {
  return { page, phone, telegram, look: (screen) => look(page, screen) };
}

test.beforeEach(({ allow }) => allow(/status of 4\d\d .*\/auth\/(staff\/)?(verify|refresh)/));

test('the sign-up suits telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  telegram,
}) => {
  await tourSignUp(tourWith({ page, phone, telegram }));
});

test('the portal suits telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  telegram,
  product,
}) => {
  await signUpOn(page).signIn(phone, longNameWith(phone.number.slice(-5)));
  await tourPortal(tourWith({ page, phone, telegram }), async () => {
    const { call, token } = await callAs(product.origin, 'olga');
    const { items } = await call(listClients, { query: { search: phone.number } });
    return fillTickets(call, {
      clientId: items[0]?.id ?? '',
      sendFile: (name, text) => sendFileTo(product.origin, { token, name, text }),
    });
  });
});

test('the sandbox suits telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  telegram,
}) => {
  await tourSandbox(tourWith({ page, phone, telegram }));
});

test('on a telephone the phone that a link names is in sight among the others', async ({
  page,
  makePhone,
}) => {
  for (let others = 0; others < 4; others++) await makePhone();
  const phone = await makePhone();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`/sandbox?phone=${phone.id}`);
  await expect(page.locator(`[data-chip="${phone.id}"]`)).toBeInViewport({ ratio: 1 });
});
