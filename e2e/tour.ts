/** A walk past every screen of the product, for whoever wants to look at each of them. */
import { expect, type Page } from '@playwright/test';
import type { Phone, Telegram } from './phone.ts';
import { signUpOn, words } from './sign-up-page.ts';

export interface Tour {
  page: Page;
  phone: Phone;
  telegram: Telegram;
  /** Looks at what is on the screen now. It may switch language and colours, but must not press anything else. */
  look(screen: string): Promise<void>;
}

const t = words.ru;

/** From the name to the end of a sign-up; leaves the page signed in. */
export async function tourSignUp({ page, phone, look }: Tour): Promise<void> {
  const site = signUpOn(page);
  await page.goto('/');
  await expect(site.heading(t.name_title)).toBeVisible();
  await look('name');
  await page.getByRole('button', { name: t.name_start }).click();
  await expect(page.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
  await look('name-refused');
  await phone.open(await site.begin());
  await phone.press('✖️ Отклонить');
  await expect(site.heading(t.declined_title)).toBeVisible();
  await look('declined');
  await site.button(t.new_link).click();
  const link = await site.link();
  await expect(page.getByText(t.waiting)).toBeVisible();
  await look('waiting');
  await phone.open(link);
  await expect(page.getByText(t.opened)).toBeVisible();
  await look('opened');
  await phone.shareContact();
  await site.expectCode();
  await expect(page.getByText(t.delivery_delivered)).toBeVisible();
  await look('code');
  const code = await phone.code();
  await site.typeCode(code === '000000' ? '000001' : '000000');
  await expect(page.getByRole('alert')).toContainText('Осталось 4 попытки');
  await look('code-wrong');
  await site.typeCode(code);
  await expect(site.heading(t.done_title)).toBeVisible();
  await look('done');
}

/** What only signed-in clients see, and a page that does not exist. */
export async function tourPortal({ page, phone, look }: Tour): Promise<void> {
  await page.goto('/portal');
  await expect(page.getByText(t['portal.telegram_connected'], { exact: true })).toBeVisible();
  await look('portal');
  await phone.block();
  await expect(page.getByText(t['portal.telegram_blocked'], { exact: true })).toBeVisible();
  await look('portal-blocked');
  await phone.unblock();
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('not-found');
}

/** The stand-in for Telegram. */
export async function tourSandbox({ page, phone, telegram, look }: Tour): Promise<void> {
  const link = await signUpOn(page).begin();
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'В новом телефоне' })).toBeVisible();
  await look('deep-link');
  await phone.open(link);
  await phone.receives('поделитесь контактом');
  await page.goto(`/sandbox?phone=${phone.id}`);
  await expect(page.getByRole('button', { name: '📱 Поделиться контактом' })).toBeVisible();
  await look('phones');
  await page.getByRole('button', { name: '📱 Поделиться контактом' }).click();
  await expect(page.getByRole('button', { name: 'Поделиться', exact: true })).toBeVisible();
  await look('phones-share');
  await page.getByRole('button', { name: 'Отмена' }).click();
  await telegram.fail({ method: 'getFile', action: 'error', code: 500 });
  await page.getByRole('button', { name: 'Переключатели' }).click();
  await expect(page.getByRole('complementary')).toBeVisible();
  await look('phones-switches');
}
