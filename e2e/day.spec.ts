/** A day at the desk, in six windows: what one does the others see without a reload, if it is theirs to see. */
import { addCannedAnswer, addTag } from '../contract/ticket-tools.ts';
import { readTicket } from '../contract/tickets.ts';
import { picture } from '../testing/picture.ts';
import {
  callAs,
  cast,
  enterAs,
  expectInQueue,
  overhear,
  setStatus,
  statusButton,
  words,
} from './desk-page.ts';
import { signUpOn, words as signUpWords } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const { portal, queue, talk, ticket, ui } = words;
const signUp = signUpWords.ru;

test('a client and an agent get through a day, and others see only what is theirs', async ({
  page: anna,
  phone,
  makePhone,
  elsewhere,
  product,
  allow,
}) => {
  // Whoever is not signed in asks whether another tab is; what is not one's own is not found.
  allow(/status of 401 .*\/auth\/.*refresh/);
  allow(/status of 404 .*\/api\/(my\/)?tickets\/\d+/);
  const once = phone.number.slice(-6);
  const subject = `Скрипят двери лифта ${once}`;
  const noteText = `Клиентка звонит третий раз ${once}`;
  const tag = `подъёмник ${once}`;
  const { call: desk } = await callAs(product.origin, 'olga');
  await desk(addTag, { body: { name: tag, colour: 'orange' } });
  await desk(addCannedAnswer, {
    body: { title: `Мастер ${once}`, text: 'Здравствуйте, {{client.name}}! Мастер уже едет.' },
  });
  const [boris, vera, olga, dmitry] = await Promise.all([
    elsewhere(),
    elsewhere(),
    elsewhere(),
    elsewhere(),
  ]);
  const heard = {
    anna: await overhear(anna),
    dmitry: await overhear(dmitry),
    vera: await overhear(vera),
  };
  const annaAt = signUpOn(anna);
  await Promise.all([
    annaAt.signIn(phone, 'Анна'),
    signUpOn(dmitry).signIn(await makePhone(), 'Дмитрий'),
    enterAs(boris, 'boris', '/admin/tickets'),
    enterAs(vera, 'vera', '/admin/tickets'),
  ]);
  await dmitry.goto('/portal/tickets');
  const annaWrites = anna.getByRole('textbox', { name: portal.answer });
  const borisWrites = boris.getByRole('textbox', { name: ticket.answer_label });
  const borisSends = boris.getByRole('button', { name: ticket.send, exact: true });
  const said = (text: string) => ({ hasText: text });

  await test.step('Anna writes with a picture; a reload loses none of her words', async () => {
    await anna.getByRole('link', { name: signUp.done_button }).click();
    await annaAt.expectPortal();
    await anna.getByRole('link', { name: portal.write }).first().click();
    await anna.getByLabel(portal.subject).fill(subject);
    const text = anna.getByRole('textbox', { name: portal.text });
    await text.fill('Ночью не уснуть. Помогите, пожалуйста.');
    await anna.reload();
    await expect(text).toHaveValue('Ночью не уснуть. Помогите, пожалуйста.');
    await expect(anna.getByLabel(portal.subject)).toHaveValue(subject);
    await anna
      .locator('input[type=file]')
      .setInputFiles({ name: 'двери.png', mimeType: 'image/png', buffer: picture });
    await anna.getByRole('button', { name: portal.send, exact: true }).click();
    await expect(anna.getByRole('button', { name: portal.sent_close })).toBeVisible();
    await phone.receives(subject);
  });
  const number = Number(anna.url().match(/\d+$/)?.[0]);
  const { id } = await desk(readTicket, { params: { ticketId: String(number) } });

  await test.step('it comes into both queues; Boris goes there by keys', async () => {
    await expectInQueue(vera, subject);
    await expectInQueue(boris, subject);
    await boris.keyboard.press('?');
    const sheet = boris.getByRole('dialog', { name: ui.shortcuts });
    await expect(sheet.getByText(queue.key_next)).toBeVisible();
    await boris.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    const rows = boris.locator('[data-ticket]');
    await boris.keyboard.press('j');
    await expect(rows.first()).toBeFocused();
    const at = (await rows.allTextContents()).indexOf(subject);
    for (let step = 0; step < at + 1; step++) await boris.keyboard.press('j');
    if (at + 1 < (await rows.count())) await boris.keyboard.press('k');
    await expect(rows.nth(at)).toBeFocused();
    await boris.keyboard.press('Enter');
    await expect(boris.getByRole('button', { name: 'Открыть двери.png' })).toBeVisible();
  });

  await test.step('Boris takes it: Vera, who sees her own, loses it at once', async () => {
    await boris.keyboard.press('a');
    await expect(vera.getByRole('link', { name: subject })).toBeHidden();
    await vera.goto(`/admin/tickets/${number}`);
    await expect(vera.getByText(ticket.not_found, { exact: true })).toBeVisible();
    await vera.goto('/admin/tickets?status=all');
    await expect(vera.getByRole('heading', { level: 1, name: queue.title })).toBeVisible();
    await dmitry.goto(`/portal/tickets/${number}`);
    await expect(dmitry.getByRole('heading', { name: portal.missing })).toBeVisible();
  });
  const veraLostIt = heard.vera.mark();

  await test.step('Boris sets the priority and a tag, and leaves a note', async () => {
    await boris.getByRole('button', { name: ticket.priority_change.split('{{')[0] }).click();
    await boris.getByRole('menuitem', { name: ui.priority_urgent }).click();
    await boris.getByRole('combobox', { name: ticket.tags }).fill(once);
    await boris.getByRole('option', { name: tag }).click();
    await boris.keyboard.press('Escape');
    await boris.getByRole('button', { name: ticket.note, exact: true }).click();
    await boris.getByRole('textbox', { name: ticket.note_label }).fill(noteText);
    await boris.getByRole('button', { name: ticket.send_note }).click();
    await expect(boris.getByRole('article').filter(said(noteText))).toBeVisible();
    await expect(boris.getByText(talk.note)).toBeVisible();
  });

  await test.step('Olga sees that Boris is answering; his draft survives a reload', async () => {
    await enterAs(olga, 'olga', `/admin/tickets/${number}`);
    await expect(olga.getByRole('article').filter(said(noteText))).toBeVisible();
    await boris.getByRole('button', { name: ticket.answer, exact: true }).click();
    await borisWrites.press('#');
    await boris.getByRole('combobox', { name: ticket.canned_search }).fill(once);
    await boris.keyboard.press('Enter');
    const canned = 'Здравствуйте, Анна! Мастер уже едет.';
    await expect(borisWrites).toHaveValue(canned);
    await expect(olga.getByText(ticket.answers.replace('{{name}}', cast.boris.name))).toBeVisible();
    const kept = boris.waitForResponse((one) => one.url().endsWith('/draft') && one.ok());
    await borisWrites.press('End');
    await borisWrites.pressSequentially(' Ждите.');
    await kept;
    await boris.reload();
    await expect(borisWrites).toHaveValue(`${canned} Ждите.`);
    await borisSends.click();
    await expect(anna.getByRole('article').filter(said(`${canned} Ждите.`))).toBeVisible();
    await phone.receives('Мастер уже едет. Ждите.');
    await expect(anna.getByText(ui.status_in_progress, { exact: true })).toBeVisible();
  });

  await test.step('Anna answers; solving it by a slip is taken back', async () => {
    await annaWrites.fill('Спасибо, жду.');
    await anna.getByRole('button', { name: portal.send, exact: true }).click();
    await expect(boris.getByRole('article').filter(said('Спасибо, жду.'))).toBeVisible();
    await setStatus(boris, ui.status_resolved);
    await expect(anna.getByText(ui.status_resolved, { exact: true })).toBeVisible();
    await boris.getByRole('button', { name: ui.undo }).click();
    await expect(
      boris.getByRole('button', { name: statusButton(ui.status_in_progress) }),
    ).toBeVisible();
    await expect(anna.getByText(ui.status_in_progress, { exact: true })).toBeVisible();
  });

  await test.step('what Anna asks a second time becomes part of the first', async () => {
    await anna.getByRole('link', { name: portal.back }).click();
    await anna.getByRole('link', { name: portal.write }).first().click();
    await anna.getByLabel(portal.subject).fill(`Ещё раз про лифт ${once}`);
    await anna
      .getByRole('textbox', { name: portal.text })
      .fill('Забыла сказать: это второй подъезд.');
    await anna.getByRole('button', { name: portal.send, exact: true }).click();
    await expect(anna.getByRole('button', { name: portal.sent_close })).toBeVisible();
    const second = anna.url().match(/\d+$/)?.[0];

    await boris.keyboard.press('/');
    // Neither the case nor the number in which it was written.
    await boris.getByRole('textbox', { name: queue.search_label }).fill(`лифтами ${once}`);
    const hit = boris.getByRole('link', { name: `Ещё раз про лифт ${once}` });
    await expect(hit.locator('mark').filter(said('лифт'))).toBeVisible();
    await hit.click();
    await boris.getByRole('button', { name: ticket.merge }).click();
    await boris.getByRole('dialog').getByRole('button', { name: subject }).click();
    const into = boris.getByRole('dialog', { name: queue.merge_title });
    await into.getByRole('radio', { name: subject }).check();
    await into
      .getByRole('button', { name: queue.merge_do.replace('{{number}}', String(number)) })
      .click();
    await expect(boris).toHaveURL(new RegExp(`/${number}$`));
    // The other ticket's page, which stands until this one is drawn, has the same words.
    const merged = talk.event_merged_here.replace('{{number}}', String(second));
    await expect(boris.getByText(merged)).toBeVisible();
    await expect(boris.getByRole('article').filter(said('второй подъезд'))).toBeVisible();
    await expect(anna).toHaveURL(new RegExp(`/${second}$`));
    await anna
      .getByRole('link', { name: portal.to_merged.replace('{{number}}', String(number)) })
      .click();
    await expect(anna.getByRole('article').filter(said('второй подъезд'))).toBeVisible();
  });

  await test.step('solved, closed, rated, and open again', async () => {
    await borisWrites.fill('Двери смазали, проверьте.');
    await boris.getByRole('button', { name: ticket.send_more }).click();
    await boris.getByRole('menuitem', { name: ticket.send_resolved }).click();
    await phone.receives('Двери смазали');
    await expect(anna.getByText(portal.about_resolved)).toBeVisible();
    await anna.getByRole('button', { name: portal.close }).click();
    await expect(boris.getByRole('button', { name: statusButton(ui.status_closed) })).toBeVisible();
    await anna.getByRole('radio', { name: portal.star_5 }).check();
    await anna.getByLabel(portal.rate_word).fill('Быстро и тихо');
    await anna.getByRole('button', { name: portal.rate_send }).click();
    await expect(anna.getByText(portal.rate_thanks)).toBeVisible();
    await expect(boris.getByText('Быстро и тихо')).toBeVisible();
    await anna.getByRole('button', { name: portal.reopen }).click();
    await expect(
      boris.getByRole('button', { name: statusButton(ui.status_in_progress) }),
    ).toBeVisible();
    await expect(annaWrites).toBeVisible();
    await setStatus(boris, ui.status_closed);
    await expect(anna.getByText(portal.about_closed)).toBeVisible();
  });

  await test.step('nobody has learnt what is not theirs', async () => {
    const annaHeard = heard.anna.since();
    expect(annaHeard).toContain('Двери смазали');
    const secrets = [noteText, tag, 'urgent', '"note"'];
    expect(secrets.filter((secret) => annaHeard.includes(secret))).toEqual([]);
    await expect(anna.locator('body')).not.toContainText(noteText);
    expect(heard.vera.since()).toContain(subject);
    const foreign = [heard.vera.since(veraLostIt), heard.dmitry.since()].join();
    expect([id, subject, noteText].filter((secret) => foreign.includes(secret))).toEqual([]);
    await expect(vera.getByRole('link', { name: subject })).toBeHidden();
    await dmitry.goto('/portal/tickets');
    await expect(dmitry.getByText(portal.none_open, { exact: true })).toBeVisible();
  });
});
