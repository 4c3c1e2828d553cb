/** A walk past every screen of the product, for whoever wants to look at each of them. */
import { expect, type Page } from '@playwright/test';
import { ru as telegram } from '../web/ui/telegram/locales/ru.ts';
import { words as desk, enterAs } from './desk-page.ts';
import type { FullDesk } from './full-desk.ts';
import type { Phone, Telegram } from './phone.ts';
import { signUpOn, words } from './sign-up-page.ts';

export interface Tour {
  page: Page;
  phone: Phone;
  telegram: Telegram;
  /** Looks at what is on the screen now; may switch language, colours and size, but presses nothing. */
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

/** What only signed-in clients see, and a page that does not exist; `fill` gives the client many tickets. */
export async function tourPortal(
  { page, phone, look }: Tour,
  fill: () => Promise<number>,
): Promise<void> {
  await page.goto('/portal');
  const connected = page.getByText(telegram.state_connected, { exact: true });
  await expect(connected).toBeVisible();
  await look('portal');
  await phone.block();
  await expect(page.getByText(telegram.state_blocked, { exact: true })).toBeVisible();
  const full = await fill();
  await expect(page.getByRole('link', { name: new RegExp(`${full}`) })).toBeVisible();
  await look('portal-full');
  await phone.unblock();
  await expect(connected).toBeVisible();
  await page.getByRole('link', { name: new RegExp(`${full}`) }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
  await look('portal-ticket-full');
  await page.getByRole('link', { name: t['portal.back'] }).click();
  await expect(page.getByRole('listitem').nth(5)).toBeVisible();
  await look('portal-tickets');
  await page.getByRole('link', { name: t['portal.write'] }).first().click();
  await page.getByLabel(t['portal.subject']).fill('Не работает лифт');
  await page.getByRole('textbox', { name: t['portal.text'] }).fill('Стоит со вчерашнего дня.');
  await look('portal-new-ticket');
  await page.getByRole('button', { name: t['portal.send'], exact: true }).click();
  await expect(page.getByRole('button', { name: t['portal.sent_close'] })).toBeVisible();
  await look('portal-ticket');
  await page.getByRole('button', { name: t['portal.close'] }).click();
  await page.getByRole('radio', { name: t['portal.star_4'] }).check();
  await look('portal-ticket-closed');
  await page.goto('/portal/profile');
  await expect(page.getByText(t['portal.session_here'])).toBeVisible();
  await look('portal-profile');
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

/** Where tickets are worked on, full of what is hardest to lay out. */
export async function tourTickets(
  { page, look }: Pick<Tour, 'page' | 'look'>,
  { clientId, ticket, once }: FullDesk & { once: string },
): Promise<void> {
  const visit = visitor({ page, look });
  await page.goto('/admin/tickets');
  await expect(page.getByRole('heading', { name: desk.signIn.demo })).toBeVisible();
  await look('desk-sign-in');
  await enterAs(page, 'olga', '/admin/tickets');
  // Of one client, whatever other flows have left behind: two of them can be merged.
  await page.goto(`/admin/tickets?clientId=${clientId}`);
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await page.getByRole('checkbox').nth(0).click();
  await page.getByRole('checkbox').nth(1).click();
  await expect(page.getByRole('region', { name: desk.queue.bulk })).toBeVisible();
  await look('desk-queue');
  await page.getByRole('button', { name: desk.queue.bulk_merge, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('desk-merge');
  await visit('queue-empty', 'tickets?assignee=me&status=closed&priority=low');
  await visit('ticket', `tickets/${ticket}`);
  await page.getByRole('button', { name: desk.ticket.canned }).click();
  await page.getByRole('combobox', { name: desk.ticket.canned_search }).fill(once);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: desk.ticket.answer_label })).not.toHaveValue('');
  await look('desk-ticket-answer');
  await visit('ticket-missing', 'tickets/999999');
  await visit('ticket-new', `tickets/new?clientId=${clientId}`);
  await visit('search', 'tickets/search?q=подъезды');
  await visit('home', '');
}

/** Clients, staff and settings, as an administrator sees them. */
export async function tourOffice(
  { page, look }: Pick<Tour, 'page' | 'look'>,
  { clientId }: FullDesk,
): Promise<void> {
  const visit = visitor({ page, look });
  await enterAs(page, 'olga');
  await visit('clients', 'clients');
  await page.getByRole('button', { name: desk.clients.add, exact: true }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('desk-client-add');
  await visit('client', `clients/${clientId}`);
  await visit('import', 'clients/import');
  await visit('conflicts', 'clients/conflicts');
  await visit('staff', 'staff');
  await visit('tokens', 'tokens');
  await visit('audit', 'audit');
  await visit('company', 'settings/company');
  await visit('hours', 'settings/hours');
  await visit('targets', 'settings/targets');
  await visit('tags', 'settings/tags');
  await visit('canned', 'settings/canned');
  await page.getByRole('button', { name: desk.settings.canned_add }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('desk-canned-edit');
  await visit('profile', 'profile');
}

function visitor({ page, look }: Pick<Tour, 'page' | 'look'>) {
  return async (screen: string, address: string) => {
    await page.goto(`/admin/${address}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[class*=Skeleton]')).toHaveCount(0);
    await look(`desk-${screen}`);
  };
}
