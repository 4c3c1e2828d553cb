/** The sign-up page as a person uses it: what is read and pressed, by the words on the screen. */
import { expect, type Locator, type Page } from '@playwright/test';
import { en as portalEn } from '../web/portal/locales/en.ts';
import { ru as portalRu } from '../web/portal/locales/ru.ts';
import { en } from '../web/sign-up/locales/en.ts';
import { ru } from '../web/sign-up/locales/ru.ts';
import type { Phone } from './phone.ts';

export const words = { ru: { ...ru, ...prefixed(portalRu) }, en: { ...en, ...prefixed(portalEn) } };

type Spoken = (typeof words)['ru'] | (typeof words)['en'];

export interface SignUpPage {
  /** Opens the page, gives a name and begins; gives back the link to the bot. */
  begin(name?: string): Promise<string>;
  /** The link that the waiting page shows now. */
  link(): Promise<string>;
  heading(text: string): Locator;
  button(text: string): Locator;
  typeCode(code: string): Promise<void>;
  /** Waits for the boxes of the code. */
  expectCode(): Promise<void>;
  /** Waits for the portal, which greets by name. */
  expectPortal(name?: string): Promise<void>;
  /** The whole way in, with this phone. */
  signIn(phone: Phone, name?: string): Promise<void>;
}

export function signUpOn(page: Page, t: Spoken = words.ru): SignUpPage {
  const heading = (text: string) => page.getByRole('heading', { level: 1, name: text });
  const button = (text: string) => page.getByRole('button', { name: text });
  const site: SignUpPage = {
    heading,
    button,
    async begin(name = 'Анна') {
      await page.goto('/');
      await page.getByLabel(t.name).fill(name);
      await button(t.name_start).click();
      return site.link();
    },
    async link() {
      const door = page.getByRole('link', { name: t.open_button });
      await expect(door).toHaveAttribute('href', /start=tg_\d+_[\w-]{43}$/);
      return (await door.getAttribute('href')) ?? '';
    },
    async typeCode(code) {
      await page.getByLabel(`${t.code_label} 1`, { exact: true }).click();
      await page.keyboard.type(code);
    },
    async expectCode() {
      await expect(heading(t.code_title)).toBeVisible();
    },
    async expectPortal(name = 'Анна') {
      await expect(heading(t['portal.greeting'].replace('{{name}}', name))).toBeVisible();
    },
    async signIn(phone, name) {
      await phone.open(await site.begin(name));
      await phone.shareContact();
      await site.expectCode();
      await site.typeCode(await phone.code());
      await expect(heading(t.done_title)).toBeVisible();
    },
  };
  return site;
}

function prefixed<Key extends string>(given: Record<Key, string>): Record<`portal.${Key}`, string> {
  const entries = Object.entries(given).map(([key, value]) => [`portal.${key}`, value]);
  return Object.fromEntries(entries);
}
