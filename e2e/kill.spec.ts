/** The server dies as by a power cut and comes back on the same folder; the page goes on by itself, without a reload. */

import { expect, type Page } from '@playwright/test';
import { sandboxAbout } from '../contract/sandbox.ts';
import { type Product, startProduct } from '../testing/product.ts';
import { ru as telegram } from '../web/ui/telegram/locales/ru.ts';
import { signUpOn, words } from './sign-up-page.ts';
import { test as base } from './test.ts';

const t = words.ru;

// The program itself, not the one whose time can be moved.
const test = base.extend<{ product: Product }, { shared: Product }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is asked for from the braces
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.remove();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  product: async ({ shared }, use) => use(shared),
});

test.beforeEach(({ allow }) => {
  allow(/net::ERR_/);
  // The stream may come back at the very moment when the code has used the sign-up up.
  allow(/status of 404 .*\/auth\/telegram\/(events|check-status)/);
  // The page then asks whether the browser is signed in, perhaps before the answer that signs it in.
  allow(/status of 401 .*\/auth\/refresh/);
});

async function killAndStartAgain(product: Product): Promise<void> {
  await product.kill();
  await product.startAgain();
}

/** Gives back how to assert that the page has not been loaded anew. */
async function mark(page: Page): Promise<() => Promise<void>> {
  await page.evaluate('globalThis.stillHere = true');
  return async () => expect(await page.evaluate('globalThis.stillHere')).toBe(true);
}

test('at every step of the way in, from the name to the portal', async ({
  page,
  phone,
  product,
}) => {
  const site = signUpOn(page);
  await page.goto('/');
  await page.getByLabel(t.name).fill('Анна');
  const expectSamePage = await mark(page);
  await product.kill();
  await site.button(t.name_start).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await product.startAgain();
  await site.button(t.name_start).click();
  const link = await site.link();

  // While the page waits.
  await killAndStartAgain(product);
  await phone.open(link);
  await expect(page.getByText(t.opened)).toBeVisible();

  // After the link was opened.
  await killAndStartAgain(product);
  await phone.shareContact();
  await site.expectCode();
  const code = await phone.code();

  // After the code has arrived.
  await product.kill();
  await site.typeCode(code);
  await expect(page.getByRole('alert')).toContainText('Нет связи с сервером');
  await product.startAgain();
  // What was typed is still there.
  await site.button(t.code_confirm).click();
  await expect(site.heading(t.done_title)).toBeVisible();
  expect(await phone.codes()).toEqual([code]);

  // After the sign-in.
  await page.getByRole('link', { name: t.done_button }).click();
  await site.expectPortal();
  await killAndStartAgain(product);
  await phone.block();
  await expect(page.getByText(telegram.state_blocked, { exact: true })).toBeVisible();
  await site.expectPortal();
  await expectSamePage();
  await page.reload();
  await site.expectPortal();
});

test('after the contact was shared, before the bot has seen it', async ({
  page,
  phone,
  product,
  telegram,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const expectSamePage = await mark(page);
  // The bot hears this, and after it nothing more.
  await telegram.fail({ method: 'getUpdates', action: 'error', code: 500 });
  await phone.write('/help');
  await phone.receives('Для завершения регистрации нажмите');
  await phone.shareContact();
  const waiting = async () => {
    const response = await page.request.get(sandboxAbout.path);
    return sandboxAbout.reply.parse(await response.json()).waitingUpdates;
  };
  expect(await waiting()).toBeGreaterThan(0);
  await killAndStartAgain(product);
  await site.expectCode();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  await expectSamePage();
});

test('while the code is under way', async ({ page, phone, product, telegram }) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const expectSamePage = await mark(page);
  // The code arrives, and its confirmation never does.
  const stuck = { action: 'hang', mode: 'after' } as const;
  await telegram.fail({ ...stuck, method: 'sendMessage', phoneId: phone.id });
  await phone.shareContact();
  const code = await phone.code();
  await killAndStartAgain(product);
  await expect(page.getByText(t.delivery_uncertain)).toBeVisible();
  await phone.receives('Контакт получен');
  await site.typeCode(code);
  await expect(site.heading(t.done_title)).toBeVisible();
  expect(await phone.codes()).toEqual([code]);
  await expectSamePage();
});
