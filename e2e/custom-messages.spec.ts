/** What staff write in Telegram outside of tickets, as it is written at the desk and as it stands on the phone. */
import { listClients } from '../contract/clients.ts';
import { ru as t } from '../web/admin/messages/locales/ru.ts';
import { callAs, enterAs, words } from './desk-page.ts';
import { look } from './look.ts';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';

test('one client, then a group: formatted as it was written, to the right phones, with receipts', async ({
  page: olga,
  phone,
  makePhone,
  elsewhere,
  product,
  telegram,
  allow,
}) => {
  // Tokens run out when time is moved, and are renewed.
  allow(/status of 401 /);
  const once = phone.number.slice(-6);
  const family = `Иглова${once}`;
  const other = await makePhone();
  const [anna, maria] = [await elsewhere(), await elsewhere()];
  await signUpOn(anna).signIn(phone, `Анна ${family}`);
  await signUpOn(maria).signIn(other, `Мария ${family}`);
  const { call } = await callAs(product.origin, 'olga');
  const { items: found } = await call(listClients, { query: { search: phone.number } });
  const clientId = found[0]?.id ?? '';
  const field = olga.getByRole('textbox', { name: t.text, exact: true });
  const mark = (name: string) => olga.getByRole('button', { name, exact: true });
  const select = (from: number, to: number) =>
    field.evaluate(
      (area, [start, end]) => {
        if (area instanceof HTMLTextAreaElement) area.setSelectionRange(start ?? 0, end ?? 0);
      },
      [from, to],
    );
  await enterAs(olga, 'olga', `/admin/clients/${clientId}`);

  await test.step('Olga writes to Anna from her page', async () => {
    await olga.getByRole('button', { name: t.write }).click();
    await field.fill(`Цены ${once} выросли`);
    await field.focus();
    await select(0, 4);
    await olga.keyboard.press('Control+b');
    await expect(mark(t.mark_bold)).toHaveAttribute('aria-pressed', 'true');
    await select(12, 19);
    await mark(t.mark_text_link).click();
    await olga.getByLabel(t.link_address).fill('example.com/prices');
    await olga.getByRole('button', { name: t.link_put }).click();
    const preview = olga.getByRole('region', { name: t.preview });
    await expect(preview.locator('strong')).toHaveText('Цены');
    await olga.locator('input[type=file]').setInputFiles({
      name: 'График осмотров лифтов на декабрь (окончательный).txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('1 декабря'),
    });
    await expect(preview.getByText('График осмотров')).toBeVisible();
    await look(olga, 'custom-message-one');
    await olga.setViewportSize({ width: 360, height: 740 });
    const remove = words.talk.file_remove.split('{{name}}')[0] ?? '';
    await expect(olga.getByRole('button', { name: remove })).toBeInViewport({ ratio: 1 });
    await olga.setViewportSize({ width: 1440, height: 900 });
    await olga.getByRole('button', { name: t.send, exact: true }).click();
    await expect(olga.getByText(t.sent_waiting)).toBeVisible();
    const message = await phone.receives(`Цены ${once}`);
    expect(message.entities).toEqual([
      { type: 'bold', offset: 0, length: 4 },
      { type: 'text_link', offset: 12, length: 7, url: 'https://example.com/prices' },
    ]);
    const sent = olga.getByRole('region', { name: t.to_client, exact: true });
    await expect(sent.getByText(t.state_delivered)).toBeVisible();
    await expect(sent.locator('strong')).toHaveText('Цены');
    await olga.setViewportSize({ width: 360, height: 740 });
    expect(await olga.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await look(olga, 'custom-messages-of-client');
    expect((await other.chat()).messages.some(({ text }) => text?.includes(once))).toBe(false);
  });

  await test.step('then to both, with the name of each', async () => {
    await olga.goto('/admin/messages');
    await expect(olga.getByRole('heading', { level: 1, name: t.title })).toBeVisible();
    await olga.getByRole('link', { name: t.new }).first().click();
    await look(olga, 'custom-message-new');
    await field.fill(', завтра выходной');
    await field.focus();
    await select(0, 0);
    await olga.getByRole('button', { name: t.put_name }).click();
    await olga.getByLabel(t.filter_search).fill(family);
    // Telegram holds Maria's back.
    await telegram.fail({
      method: 'sendMessage',
      phoneId: other.id,
      action: 'error',
      code: 429,
      retryAfter: 600,
    });
    const send = olga.getByRole('button', { name: t.send_to_few.replace('{{count}}', '2') });
    await expect(send).toBeEnabled();
    await look(olga, 'custom-message-group');
    await send.click();
    await look(olga, 'custom-message-question');
    await olga.getByRole('dialog').getByRole('button', { name: t.confirm, exact: true }).click();
    await expect(olga.getByRole('heading', { level: 1, name: t.message })).toBeVisible();
    const message = await phone.receives(`Анна ${family}, завтра выходной`);
    expect(message.entities).toEqual([]);
  });

  await test.step('the receipts tell who has it, and the rest can be taken back', async () => {
    const receipt = (name: string) => olga.getByRole('listitem').filter({ hasText: name });
    await expect(receipt(`Анна ${family}`)).toContainText(t.state_delivered);
    await expect(receipt(`Мария ${family}`)).toContainText(t.state_waiting);
    await expect(olga.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '1');
    await look(olga, 'custom-message-receipts');
    await olga.getByRole('button', { name: t.cancel }).click();
    await olga.getByRole('dialog').getByRole('button', { name: t.cancel }).click();
    await expect(receipt(`Мария ${family}`)).toContainText(t.state_cancelled);
    await expect(olga.getByText(t.cancelled)).toBeVisible();
    await telegram.recover();
    await product.advance(11 * 60_000);
    expect((await other.chat()).messages.some(({ text }) => text?.includes('завтра'))).toBe(false);
    await olga.getByRole('link', { name: t.state_cancelled }).click();
    await expect(receipt(`Анна ${family}`)).toHaveCount(0);
    await olga.goto('/admin/messages');
    await expect(olga.getByRole('link', { name: 'завтра выходной' })).toBeVisible();
    await look(olga, 'custom-messages');
  });

  await test.step('an agent writes to clients, but not to groups', async () => {
    const boris = await elsewhere();
    await enterAs(boris, 'boris', `/admin/clients/${clientId}`);
    await expect(boris.getByRole('button', { name: t.write })).toBeEnabled();
    await expect(boris.getByRole('link', { name: words.frame.messages })).toHaveCount(0);
  });
});
