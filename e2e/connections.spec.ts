/** Clients and staff connect their Telegram, leave it, come back, and are told what to do about a blocked bot. */
import type { Locator, Page } from '@playwright/test';
import { ru as profile } from '../web/admin/profile/locales/ru.ts';
import { ru as portal } from '../web/portal/locales/ru.ts';
import { ru as t } from '../web/ui/telegram/locales/ru.ts';
import { enterAs } from './desk-page.ts';
import { look } from './look.ts';
import { linkInPicture } from './qr.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const done = '✅ Подключено';

// Whoever is not signed in is asked for, and tokens run out when time is moved.
test.beforeEach(({ allow }) => allow(/status of 401 /));

test('a client leaves Telegram, comes back by the link, and moves to another phone by the picture', async ({
  page,
  makePhone,
}) => {
  const phone = await makePhone({ firstName: 'Анна', username: 'anna_leaves' });
  const other = await makePhone({ firstName: 'Аня', username: 'anna_second' });
  await signUpOn(page).signIn(phone);
  await page.goto('/portal/profile');
  const card = cardOn(page);
  await expect(card.getByText(t.state_connected)).toBeVisible();
  await look(page, 'telegram-connected');

  await test.step('disconnects', async () => {
    await card.getByRole('button', { name: t.disconnect }).click();
    const dialog = page.getByRole('dialog', { name: t.disconnect_title });
    await dialog.getByRole('button', { name: t.disconnect }).click();
    await phone.receives('Telegram отключён');
    await expect(card.getByText(t.state_none)).toBeVisible();
    await look(page, 'telegram-none');
  });

  await test.step('somebody else opens the link, and gets nothing', async () => {
    await card.getByRole('button', { name: t.connect }).click();
    await other.open(await linkOn(card));
    await expect(card.getByText('@anna_second (Аня)')).toBeVisible();
    await look(page, 'telegram-question');
    await card.getByRole('button', { name: t.not_me }).click();
    await other.receives('В браузере ответили, что это кто-то другой');
    await expect(card.getByText(t.state_none)).toBeVisible();
  });

  await test.step('connects by the link', async () => {
    await card.getByRole('button', { name: t.connect }).click();
    const link = await linkOn(card);
    await look(page, 'telegram-waiting');
    await phone.open(link);
    await expect(card.getByText('@anna_leaves (Анна)')).toBeVisible();
    await card.getByRole('button', { name: t.yes }).click();
    await expect(card.getByText(t.as.replace('{{username}}', '@anna_leaves'))).toBeVisible();
    await phone.receives(done);
    await card.getByRole('button', { name: t.test }).click();
    await phone.receives('Проверка связи');
  });

  await test.step('connects another phone by the picture', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await card.getByRole('button', { name: t.another }).click();
    await other.open(await linkInPicture(card.getByRole('img', { name: /^QR/ })));
    await card.getByRole('button', { name: t.yes }).click();
    await other.receives(done);
    await phone.receives('теперь ваши новости приходят в другой чат');
    await expect(card.getByText('@anna_second')).toBeVisible();
  });

  await test.step('blocks the bot and is told what to do', async () => {
    await other.block();
    await expect(card.getByText(t.state_blocked)).toBeVisible();
    await expect(card.getByText(t.blocked_unblock)).toBeVisible();
    await look(page, 'telegram-blocked');
    await other.unblock();
    await expect(card.getByText(t.state_connected)).toBeVisible();
  });
});

test('a link that nobody opens runs out, and a new one takes its place', async ({
  page,
  phone,
  pass,
}) => {
  await page.clock.install();
  await signUpOn(page).signIn(phone);
  await page.goto('/portal/profile');
  const card = cardOn(page);
  await card.getByRole('button', { name: t.disconnect }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.disconnect }).click();
  await card.getByRole('button', { name: t.connect }).click();
  const first = await linkOn(card);
  await pass(15 * 60_000 + 5_000, page);
  await expect(card.getByText(t.expired)).toBeVisible();
  await phone.open(first);
  await phone.receives('Срок действия ссылки истёк');
  await card.getByRole('button', { name: t.new_link }).click();
  await phone.open(await linkOn(card));
  await card.getByRole('button', { name: t.yes }).click();
  await phone.receives(done);
});

test('a chat that brings another client’s news moves when both places agree', async ({
  page,
  elsewhere,
  makePhone,
}) => {
  const [shared, own] = [await makePhone(), await makePhone()];
  const dmitry = await elsewhere();
  await signUpOn(dmitry).signIn(shared, 'Дмитрий');
  await dmitry.goto('/portal/profile');
  await signUpOn(page).signIn(own);
  await page.goto('/portal/profile');
  const card = cardOn(page);
  await card.getByRole('button', { name: t.another }).click();
  await shared.open(await linkOn(card));
  await expect(card.getByText(t.moves_text)).toBeVisible();
  await look(page, 'telegram-moves');
  await shared.press('Перенести сюда');
  await card.getByRole('button', { name: t.yes }).click();
  await shared.receives(done);
  await expect(cardOn(dmitry).getByText(t.state_none)).toBeVisible();
});

test('staff connect by the picture, choose what comes, and keep quiet hours', async ({
  page,
  makePhone,
}) => {
  const phone = await makePhone({ firstName: 'Вера', username: 'vera_desk' });
  await enterAs(page, 'vera', '/admin/profile');
  const part = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Telegram' }) });
  await expect(part.getByText(profile.telegram_text)).toBeVisible();
  await part.getByRole('button', { name: t.connect }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await phone.open(await linkInPicture(part.getByRole('img', { name: /^QR/ })));
  await expect(part.getByText('@vera_desk (Вера)')).toBeVisible();
  await part.getByRole('button', { name: t.yes }).click();
  await phone.receives(done);
  await expect(part.getByText(t.as.replace('{{username}}', '@vera_desk'))).toBeVisible();

  const notes = page.getByRole('radiogroup', { name: t.topic_notes });
  await notes.getByText(t.mode_silent).click();
  await page.getByRole('switch', { name: t.quiet }).click();
  await page.getByLabel(t.from, { exact: true }).fill('21:30');
  await page.getByRole('radio', { name: t.how_held }).check();
  await look(page, 'telegram-preferences');
  const news = page.locator('form').filter({ has: notes });
  await news.getByRole('button', { name: t.save }).click();
  await expect(news.getByText(t.saved)).toBeVisible();
  await page.reload();
  await expect(notes.getByRole('radio', { name: t.mode_silent })).toBeChecked();
  await expect(page.getByLabel(t.from, { exact: true })).toHaveValue('21:30');
  await part.getByRole('button', { name: t.disconnect }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.disconnect }).click();
  await phone.receives('Telegram отключён');
});

/** The card of the portal. */
function cardOn(page: Page): Locator {
  const heading = page.getByRole('heading', { name: portal.telegram, exact: true });
  return page.locator('.mantine-Paper-root').filter({ has: heading });
}

/** The link on the page, once it is there. */
async function linkOn(place: Locator): Promise<string> {
  const door = place.getByRole('link', { name: t.open, exact: true });
  await expect(door).toHaveAttribute('href', /start=cn_[\w-]{43}$/);
  return (await door.getAttribute('href')) ?? '';
}
