import type { Locator } from '@playwright/test';
import { signUpOn, words } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const t = words.ru;

test('the sign-up needs no mouse', async ({ page, phone }) => {
  const site = signUpOn(page);
  const tabTo = (target: Locator) =>
    expect(async () => {
      await page.keyboard.press('Tab');
      await expect(target).toBeFocused({ timeout: 100 });
    }).toPass();
  await page.goto('/');
  await expect(site.heading(t.name_title)).toBeVisible();
  await tabTo(page.getByLabel(t.name));
  await page.keyboard.type('Анна');
  await page.keyboard.press('Enter');
  await expect(site.heading(t.open_title)).toBeFocused();

  await tabTo(page.getByRole('link', { name: t.open_button }));
  const opening = page.waitForEvent('popup');
  await page.keyboard.press('Enter');
  await (await opening).close();
  await phone.open(await site.link());
  await phone.shareContact();
  await expect(site.heading(t.code_title)).toBeFocused();
  await page.keyboard.type(await phone.code());
  await expect(site.heading(t.done_title)).toBeFocused();
  await tabTo(page.getByRole('link', { name: t.done_button }));
  await page.keyboard.press('Enter');
  await site.expectPortal();
});
