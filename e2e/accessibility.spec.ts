import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { signUpOn, words } from './sign-up-page.ts';
import { expect, test } from './test.ts';
import { type Tour, tourPortal, tourSandbox, tourSignUp } from './tour.ts';

const t = words.ru;

/** Looks once in each language and once in each colour: words and contrasts do not depend on one another. */
async function inspect(page: Page, screen: string): Promise<void> {
  for (const { language, colorScheme } of [
    { language: 'en', colorScheme: 'dark' },
    { language: 'ru', colorScheme: 'light' },
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Set, and not pressed: a question that a phone asks covers the switch.
    await speak(page, language);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
    expect(found, `${screen}, ${language}, ${colorScheme}`).toEqual([]);
  }
}

async function speak(page: Page, language: 'ru' | 'en'): Promise<void> {
  await page.evaluate(`
    localStorage.setItem('otklik.language', '${language}');
    dispatchEvent(new StorageEvent('storage', { key: 'otklik.language' }));
  `);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

function tourWith({ page, phone, telegram }: Omit<Tour, 'look'>): Tour {
  return { page, phone, telegram, look: (screen) => inspect(page, screen) };
}

test.beforeEach(({ allow }) => allow(/status of 4\d\d .*\/auth\/(verify|refresh)/));

test('axe finds nothing to mend in the sign-up', async ({ page, phone, telegram }) => {
  await tourSignUp(tourWith({ page, phone, telegram }));
});

test('axe finds nothing to mend in the portal', async ({ page, phone, telegram }) => {
  await signUpOn(page).signIn(phone);
  await tourPortal(tourWith({ page, phone, telegram }));
});

test('axe finds nothing to mend in the sandbox', async ({ page, phone, telegram }) => {
  await tourSandbox(tourWith({ page, phone, telegram }));
});

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
