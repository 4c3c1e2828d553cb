/** A ticket that lives in Telegram on both sides: words, a photo, an edit and a choice, seen live at the desk. */
import type { Page } from '@playwright/test';
import { sandboxSendFile, sandboxSendText } from '../contract/sandbox.ts';
import type { SandboxMessage } from '../contract/sandbox-shapes.ts';
import {
  staffTelegramConfirm,
  staffTelegramDisconnect,
  staffTelegramLink,
} from '../contract/telegram.ts';
import { queue, updateTicket } from '../contract/tickets.ts';
import { picture } from '../testing/picture.ts';
import { ru as phoneWords } from '../web/sandbox/locales/ru.ts';
import { ask } from './ask.ts';
import { callAs, type DeskCall, enterAs, words } from './desk-page.ts';
import { look } from './look.ts';
import type { Phone } from './phone.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

test('a client and an agent talk from their phones, and the desk sees it live', async ({
  page: anna,
  phone,
  makePhone,
  elsewhere,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  const once = phone.number.slice(-6);
  const subject = `Гудит насос ${once}`;
  const { call: desk } = await callAs(product.origin, 'boris');
  const agent = await makePhone({ firstName: 'Борис' });
  const [boris, phones] = await Promise.all([elsewhere(), elsewhere()]);
  await Promise.all([signUpOn(anna).signIn(phone, 'Анна'), enterAs(boris, 'boris')]);
  await connects(desk, agent);
  const said = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

  await test.step('free text becomes a new ticket, because Anna chooses that', async () => {
    await phone.write(`${subject}\nС самого утра`);
    await phone.receives('Создать новый из вашего сообщения?');
    await phone.press('🆕 Новый тикет');
    await agent.receives(subject);
  });
  const { items } = await desk(queue, { query: { sort: 'newest' } });
  const number = items.find((ticket) => ticket.subject === subject)?.number ?? 0;
  await boris.goto(`/admin/tickets/${number}`);
  await expect(said(boris, 'С самого утра')).toContainText(words.talk.via_telegram);

  await test.step('Boris answers by a reply on his phone; Anna replies in hers', async () => {
    await replies(product.origin, agent, await agent.receives(subject), `Едем ${once}`);
    await expect(said(boris, `Едем ${once}`)).toBeVisible();
    await phone.receives(`Едем ${once}`);
    await phones.goto(`/sandbox?phone=${phone.id}`);
    const hers = phones.locator(`[data-phone="${phone.id}"]`);
    const notice = hers.getByRole('article').filter({ hasText: `Едем ${once}` });
    await notice.getByRole('button', { name: phoneWords.reply }).click();
    await hers.getByRole('textbox', { name: phoneWords.message }).fill('Жду во дворе');
    await hers.getByRole('button', { name: phoneWords.send, exact: true }).click();
    await expect(said(boris, 'Жду во дворе')).toBeVisible();
    await expect(hers.getByRole('article').filter({ hasText: 'Жду во дворе' })).toContainText('👍');
  });

  await test.step('what Anna edits is edited at the desk, which sees the former words', async () => {
    const hers = phones.locator(`[data-phone="${phone.id}"]`);
    const mine = hers.getByRole('article').filter({ hasText: 'Жду во дворе' });
    await mine.getByRole('button', { name: phoneWords.edit }).click();
    await hers.getByRole('textbox', { name: phoneWords.message }).fill('Жду у ворот');
    await hers.getByRole('button', { name: phoneWords.save, exact: true }).click();
    const entry = said(boris, 'Жду у ворот');
    await entry.getByRole('button', { name: words.talk.edited }).click();
    const former = boris.getByRole('dialog', { name: words.talk.versions });
    await expect(former.getByText('Жду во дворе')).toBeVisible();
    await boris.keyboard.press('Escape');
    await anna.goto(`/portal/tickets/${number}`);
    await expect(said(anna, 'Жду у ворот')).toContainText(words.talk.edited);
    await expect(anna.getByRole('button', { name: words.talk.edited })).toBeHidden();
  });

  await test.step('a photo comes with its words', async () => {
    await sendsPhoto(product.origin, phone, 'Вот он');
    await expect(
      said(boris, 'Вот он').getByRole('button', { name: /photo-\d+\.png/ }),
    ).toBeVisible();
  });

  await test.step('with two open tickets Anna is asked which', async () => {
    await anna.goto('/portal/tickets/new');
    await anna.getByLabel(words.portal.subject).fill(`Второе дело ${once}`);
    await anna.getByRole('textbox', { name: words.portal.text }).fill('Оно тоже');
    await anna.getByRole('button', { name: words.portal.send, exact: true }).click();
    await phone.receives(`Второе дело ${once}`);
    await phone.write('Насос затих');
    await phone.receives('К какому тикету относится ваше сообщение?');
    await phone.press(`№${number} · ${subject}`);
    await expect(said(boris, 'Насос затих')).toBeVisible();
    await phone.receives(`Добавлено в тикет №${number}`);
  });

  await test.step('after "solved" Anna is asked as well, and opens the ticket again', async () => {
    const { items: newest } = await desk(queue, { query: { sort: 'newest' } });
    const hers = newest.filter((ticket) => ticket.subject.includes(once));
    expect(hers).toHaveLength(2);
    for (const ticket of hers) {
      const params = { ticketId: String(ticket.number) };
      await desk(updateTicket, { params, body: { status: 'resolved' } });
    }
    await phone.write('Опять гудит');
    await phone.receives('Решённый тикет (✓) от сообщения откроется снова.');
    await look(phones, 'sandbox-solved-question');
    await phone.press(`✓ №${number} · ${subject}`);
    await phone.receives(`Тикет снова открыт, сообщение добавлено в №${number}`);
    await expect(said(boris, 'Опять гудит')).toBeVisible();
  });

  // Whoever is connected is asked for a second factor: other flows sign Boris in without.
  await desk(staffTelegramDisconnect);
});

/** Boris's news goes to this phone from now on. */
async function connects(desk: DeskCall, phone: Phone): Promise<void> {
  const { link } = await desk(staffTelegramLink);
  await phone.open(link);
  await expect
    .poll(async () => (await desk(staffTelegramConfirm, { body: { accept: true } })).connected)
    .toBe(true);
}

async function replies(
  origin: string,
  { id: phoneId }: Phone,
  { id: replyTo }: SandboxMessage,
  text: string,
): Promise<void> {
  await ask(origin, sandboxSendText, { params: { phoneId }, body: { text, replyTo } });
}

async function sendsPhoto(origin: string, { id }: Phone, caption: string): Promise<void> {
  const form = new FormData();
  form.set('as', 'photo');
  form.set('caption', caption);
  form.set('file', new File([picture], 'насос.png', { type: 'image/png' }));
  const address = `${origin}${sandboxSendFile.path.replace(':phoneId', id)}`;
  const answer = await fetch(address, { method: 'POST', body: form });
  expect(answer.ok).toBe(true);
}
