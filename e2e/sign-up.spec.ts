import type { Page } from '@playwright/test';
import { phoneForm } from '../web/lib/phone-form.ts';
import { signUpOn, words } from './sign-up-page.ts';
import { expect, test } from './test.ts';

// Written out, and not read from the locales: these words are promised by the document.
const spoken = {
  ru: {
    name: 'Ваше имя',
    begin: 'Начать регистрацию',
    open: 'Открыть Telegram',
    waiting: 'Ожидаем ваш контакт…',
    start: 'Запустить',
    share: '📱 Поделиться контактом',
    agree: 'Поделиться',
    received: '✅ Контакт получен!',
    confirm: 'Подтвердить',
    done: 'Готово! 🎉',
    home: 'Перейти в кабинет',
    greeting: (name: string) => `Здравствуйте, ${name}!`,
    connected: 'Подключён',
    profile: 'Профиль',
    number: 'Ваш номер',
  },
  en: {
    name: 'Your name',
    begin: 'Begin registration',
    open: 'Open Telegram',
    waiting: 'Waiting for your contact…',
    start: 'Start',
    share: '📱 Share contact',
    agree: 'Share',
    received: '✅ Contact received!',
    confirm: 'Confirm',
    done: 'Done! 🎉',
    home: 'To my account',
    greeting: (name: string) => `Hello, ${name}!`,
    connected: 'Connected',
    profile: 'Profile',
    number: 'Your number',
  },
};

type Spoken = (typeof spoken)['ru'] | (typeof spoken)['en'];

interface Newcomer {
  firstName: string;
  username: string;
  phoneNumber: string;
}

/** The ten steps of the document, by hand, with the phone in a second tab. */
async function walk(page: Page, t: Spoken, person: Newcomer): Promise<void> {
  await page.goto('/');
  await page.getByLabel(t.name).fill(person.firstName);
  await page.getByRole('button', { name: t.begin }).click();
  await expect(page.getByText(t.waiting)).toBeVisible();

  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: t.open }).click();
  const telegram = await opening;
  await telegram.getByRole('button', { name: person.firstName }).click();
  const phone = telegram.getByRole('region', { name: person.firstName });
  await phone.getByRole('button', { name: t.start, exact: true }).click();
  await phone.getByRole('button', { name: t.share }).click();
  await phone.getByRole('button', { name: t.agree, exact: true }).click();
  await expect(phone.getByText(t.received)).toBeVisible();
  const message = phone.getByRole('article').filter({ hasText: /\b\d{6}\b/ });
  await expect(message).toBeVisible();
  const code = (await message.textContent())?.match(/\d{6}/)?.[0] ?? '';

  await expect(page.getByText(phoneForm(person.phoneNumber))).toBeVisible();
  await expect(page.getByRole('button', { name: t.confirm })).toBeVisible();
  await page.keyboard.type(code);
  await expect(page.getByRole('heading', { name: t.done })).toBeVisible();
  await page.getByRole('link', { name: t.home }).click();

  await expect(page.getByRole('heading', { name: t.greeting(person.firstName) })).toBeVisible();
  await expect(page.getByText(t.connected, { exact: true })).toBeVisible();
  await expect(page.getByText(`@${person.username}`)).toBeVisible();
  await page.getByRole('link', { name: t.profile }).click();
  await expect(page.getByLabel(t.number)).toHaveValue(phoneForm(person.phoneNumber));
}

test.describe('A newcomer signs up by hand', () => {
  test('in Russian', async ({ page, makePhone }) => {
    const person = { firstName: 'Клавдия', username: 'klavdia', phoneNumber: '+79160000001' };
    await makePhone(person);
    await walk(page, spoken.ru, person);
  });

  test('on a telephone 360 pixels wide', async ({ page, makePhone }) => {
    await page.context().on('page', (tab) => tab.setViewportSize({ width: 360, height: 740 }));
    await page.setViewportSize({ width: 360, height: 740 });
    const person = { firstName: 'Прасковья', username: 'praskovya', phoneNumber: '+79160000002' };
    await makePhone(person);
    await walk(page, spoken.ru, person);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
  });

  test.describe('in a browser that speaks English', () => {
    test.use({ locale: 'en-GB' });

    test('in English', async ({ page, makePhone }) => {
      const person = { firstName: 'Agatha', username: 'agatha', phoneNumber: '+447400999003' };
      await makePhone({ ...person, languageCode: 'en' });
      await walk(page, spoken.en, person);
    });
  });
});

test('who comes back is known: no contact is asked for, one button is enough', async ({
  page,
  phone,
  elsewhere,
}) => {
  const first = signUpOn(page);
  await first.signIn(phone, 'Анна');

  const later = await elsewhere();
  const again = signUpOn(later);
  await phone.open(await again.begin('Аня'));
  await phone.press('✅ Войти');
  await again.expectCode();
  await again.typeCode(await phone.code(2));
  await expect(again.heading(words.ru.done_title)).toBeVisible();
  await later.getByRole('link', { name: words.ru.done_button }).click();
  await again.expectPortal('Анна');
  const asked = (await phone.chat()).messages.filter(({ contact }) => contact);
  expect(asked).toHaveLength(1);
});

test('a wrong code costs a try, after five only a new code helps', async ({
  page,
  phone,
  allow,
  pass,
}) => {
  allow(/status of 4\d\d .*\/auth\/verify/);
  await page.clock.install();
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.shareContact();
  await site.expectCode();
  const right = await phone.code();
  const wrong = right === '000000' ? '000001' : '000000';

  const alert = page.getByRole('alert');
  for (const left of ['Осталось 4 попытки', 'Осталось 3 попытки', 'Осталось 2 попытки']) {
    await site.typeCode(wrong);
    await expect(alert).toContainText(left);
  }
  await site.typeCode(wrong);
  await expect(alert).toContainText('Осталась 1 попытка');
  await site.typeCode(wrong);
  await expect(alert).toContainText(words.ru.no_tries);
  await expect(site.button(words.ru.code_confirm)).toBeHidden();

  await pass(31_000, page);
  await site.button(words.ru.resend).click();
  await site.typeCode(await phone.code(2));
  await expect(site.heading(words.ru.done_title)).toBeVisible();
});

test('a link runs out after ten minutes, and a new one is one press away', async ({
  page,
  phone,
  pass,
  allow,
}) => {
  allow(/status of 410/);
  await page.clock.install();
  const site = signUpOn(page);
  const stale = await site.begin();
  await pass(9 * 60_000, page);
  await expect(page.getByText(words.ru.waiting)).toBeVisible();
  await pass(61_000, page);
  await expect(site.heading(words.ru.expired_title)).toBeVisible();
  await phone.open(stale);
  await phone.receives('Срок действия ссылки истёк');

  await site.button(words.ru.new_link).click();
  const fresh = await site.link();
  expect(fresh).not.toBe(stale);
  await phone.open(fresh);
  await phone.shareContact();
  await site.typeCode(await phone.code());
  await expect(site.heading(words.ru.done_title)).toBeVisible();
});

test('who declines in Telegram is told so, and may take a new link', async ({ page, phone }) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.press('✖️ Отклонить');
  await expect(site.heading(words.ru.declined_title)).toBeVisible();
  await phone.receives('Отклонено.');

  await site.button(words.ru.new_link).click();
  await phone.open(await site.link());
  await phone.shareContact();
  await site.typeCode(await phone.code());
  await expect(site.heading(words.ru.done_title)).toBeVisible();
});

test('a new link from the waiting page ends the one before', async ({ page, phone }) => {
  const site = signUpOn(page);
  const before = await site.begin();
  await site.button(words.ru.new_link).click();
  const door = page.getByRole('link', { name: words.ru.open_button });
  await expect(door).not.toHaveAttribute('href', before);
  await phone.open(before);
  await phone.receives('Эта ссылка больше не действует');

  await phone.open(await site.link());
  await expect(page.getByText(words.ru.opened)).toBeVisible();
});
