/** Scenarios 5, 6 and 7 of docs/scenarios.md: a ticket and its talk, on two phones and two pages. */
import { readMyTicket } from '../../contract/my-tickets.ts';
import { ru } from '../../server/tickets/locales/ru.ts';
import { picture } from '../../testing/picture.ts';
import { connectStaff } from '../connect.ts';
import { setStatus, signInAs, words } from '../desk-page.ts';
import { newClient, newColleague } from '../people.ts';
import type { Phone } from '../phone.ts';
import { signUpOn, words as signUpWords } from '../sign-up-page.ts';
import { expect, test } from '../test.ts';

const { portal, ticket, ui } = words;

test('a ticket from the portal, answers from the desk and from both phones, and its end', async ({
  page: anna,
  phone: annaPhone,
  makePhone,
  elsewhere,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  const once = annaPhone.number.slice(-6);
  const subject = `Лифт стоит ${once}`;
  const stranger = await makePhone({ firstName: 'Mark', languageCode: 'en' });
  const mark = await newClient(product.origin, stranger, { name: 'Mark', language: 'en' });
  const markHad = (await heardBy(stranger)).length;
  const glebPhone = await makePhone({ firstName: 'Глеб', lastName: once });
  const gleb = await newColleague(product.origin, { name: `Глеб ${once}` });
  const desk = await elsewhere();
  // Whoever is connected is asked for a code from there when signing in.
  await signInAs(desk, gleb);
  await connectStaff(gleb, glebPhone);
  await signUpOn(anna).signIn(annaPhone, 'Анна');

  await test.step('Scenario 5: a new ticket', async () => {
    await anna.getByRole('link', { name: signUpWords.ru.done_button }).click();
    await anna.getByRole('link', { name: portal.write }).first().click();
    await anna.getByLabel(portal.subject).fill(subject);
    await anna.getByRole('textbox', { name: portal.text }).fill('С самого утра.');
    await anna.getByRole('button', { name: portal.send, exact: true }).click();
    await expect(anna.getByRole('button', { name: portal.sent_close })).toBeVisible();
    const received = await annaPhone.receives(ru.received);
    expect(received.text).toContain(subject);
    const told = await glebPhone.receives(ru['staff.new_ticket']);
    expect(told.text).toContain(subject);
    expect(told.text).toContain('С самого утра.');
  });
  const number = Number(anna.url().match(/\d+$/)?.[0]);

  await test.step('Scenario 6: answers both ways, and a note that nobody outside sees', async () => {
    await desk.goto(`/admin/tickets/${number}`);
    await desk.getByRole('button', { name: ticket.take }).click();
    await desk.getByRole('textbox', { name: ticket.answer_label }).fill('Мастер уже едет.');
    await desk.getByRole('button', { name: ticket.send, exact: true }).click();
    const answer = await annaPhone.receives('Мастер уже едет.');

    await annaPhone.reply(answer, 'Вот как это выглядит', picture);
    await expect(desk.getByRole('article').filter({ hasText: 'Вот как это' })).toBeVisible();
    await expect(desk.getByRole('button', { name: 'Открыть photo' })).toBeVisible();
    await glebPhone.receives('Вот как это выглядит');
    const shown = await glebPhone.receives(`№ ${number} · photo`);
    expect(shown.photo, 'The picture itself comes to the phone').toBeTruthy();
    await glebPhone.reply(shown, 'Спасибо, вижу.');
    await expect(anna.getByRole('article').filter({ hasText: 'Спасибо, вижу.' })).toBeVisible();
    await annaPhone.receives('Спасибо, вижу.');

    const note = `Заменить трос ${once}`;
    await desk.getByRole('button', { name: ticket.note, exact: true }).click();
    await desk.getByRole('textbox', { name: ticket.note_label }).fill(note);
    await desk.getByRole('button', { name: ticket.send_note }).click();
    await expect(desk.getByRole('article').filter({ hasText: note })).toBeVisible();
    await product.advance(10_000);
    expect((await heardBy(annaPhone)).join()).not.toContain(note);
    await expect(anna.locator('body')).not.toContainText(note);
  });

  await test.step('Scenario 7: the status', async () => {
    await setStatus(desk, ui.status_waiting);
    await annaPhone.receives(ru['status.waiting']);
    await product.advance(30_000);
    await setStatus(desk, ui.status_resolved);
    await annaPhone.receives(ru['status.resolved']);
    await product.advance(30_000);
    await setStatus(desk, ui.status_closed);
    await annaPhone.receives(ru['status.closed']);
  });

  await test.step('and the stranger has heard nothing of all this', async () => {
    expect((await heardBy(stranger)).slice(markHad)).toEqual([]);
    const read = mark.call(readMyTicket, { params: { ticketId: String(number) } });
    await expect(read).rejects.toThrow('404');
  });
});

async function heardBy(phone: Phone): Promise<string[]> {
  const { messages } = await phone.chat();
  return messages.filter(({ from }) => from === 'bot').map(({ text = '' }) => text);
}
