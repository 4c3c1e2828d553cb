/** A reply to a notice goes into the ticket of that notice, as the person whom it was for. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendSelfTest } from '../../../contract/doctor.ts';
import { answerMyTicket, closeMyTicket } from '../../../contract/my-tickets.ts';
import { mergeTicket } from '../../../contract/tickets.ts';
import { settled } from '../../../testing/until.ts';
import { clients } from '../../identity/identity.tables.ts';
import { staff } from '../../identity/staff.tables.ts';
import { databaseNow } from '../../platform/clock.ts';
import { answers, changes, done, opens, opensFor, stored } from '../../tickets/tickets-test.ts';
import { connectChat, dropConnection } from '../connections/connection.ts';
import {
  openPhoneDesk,
  type PersonsPhone,
  type PhoneDesk,
  said,
  ticketsOf,
} from './answering-test.ts';

let desk: PhoneDesk;
let anna: PersonsPhone;
let boris: PersonsPhone;
beforeAll(async () => {
  desk = await openPhoneDesk();
  anna = await desk.phoneOf(desk.anna);
  boris = await desk.phoneOf(desk.boris);
});
afterAll(() => desk.close());

/** The notice about the answer with these words. */
async function answered(words: string) {
  const ticket = await opens(desk, desk.anna);
  await answers(desk, desk.boris, ticket, { text: words });
  return { ticket, notice: await anna.hears(words) };
}

test('a client’s reply is a message of the ticket, marked and without more words', async () => {
  const { ticket, notice } = await answered('Включён ли он?');
  const other = await opens(desk, desk.anna);
  const count = anna.heard().length;
  const mine = await anna.writes('Да, горит лампа', notice);
  expect((await said(desk, ticket)).at(-1)).toEqual([
    'client',
    'message',
    'Да, горит лампа',
    'telegram',
  ]);
  expect(await said(desk, other)).toHaveLength(1);
  expect(anna.marks(mine)).toEqual(['👍']);
  await desk.advance(5_000);
  await settled(desk.app);
  const since = anna.heard().slice(count);
  expect(since.filter(({ text }) => !text?.startsWith('🆕'))).toEqual([]);
});

test('a reply to one’s own earlier message goes where that one went', async () => {
  const { ticket, notice } = await answered('Попробуйте ещё раз');
  await opens(desk, desk.anna);
  const first = await anna.writes('Пробую', notice);
  await anna.writes('Вышло', first);
  expect((await said(desk, ticket)).slice(-2).map(([, , text]) => text)).toEqual([
    'Пробую',
    'Вышло',
  ]);
});

test('a reply of staff is a public answer, and one to a note stays a note', async () => {
  const ticket = await opens(desk, desk.anna, { subject: 'Нет света', text: 'Темно в подвале' });
  const notice = await boris.hears('Темно в подвале');
  await boris.writes('Электрик едет', notice);
  expect(await stored(desk, ticket)).toMatchObject({
    status: 'in_progress',
    assigneeId: desk.boris.id,
  });
  await anna.hears('Электрик едет');
  await answers(desk, desk.olga, ticket, { kind: 'note', text: 'Опять не платил' });
  const note = await boris.hears('Опять не платил');
  const own = await boris.writes('Знаю, но едем', note);
  await boris.writes('И ещё подумаем', own);
  expect((await said(desk, ticket)).map(([who, kind, text]) => [who, kind, text])).toEqual([
    ['client', 'message', 'Темно в подвале'],
    ['staff', 'message', 'Электрик едет'],
    ['staff', 'note', 'Опять не платил'],
    ['staff', 'note', 'Знаю, но едем'],
    ['staff', 'note', 'И ещё подумаем'],
  ]);
  await desk.advance(3_000);
  await settled(desk.app);
  expect(JSON.stringify(anna.heard())).not.toMatch(/не платил|но едем|ещё подумаем/);
});

test('staff without a reply are told to reply, and nothing is kept', async () => {
  const before = await ticketsOf(desk, desk.anna);
  const mine = await boris.writes('Алло');
  await boris.hears('Not sent: please answer by a reply');
  expect(await ticketsOf(desk, desk.anna)).toHaveLength(before.length);
  await boris.edits(mine, 'Алло, Анна');
  await boris.hears('The change was not taken over: that message');
});

test('who no longer sees the ticket, or is no longer here, answers nothing', async () => {
  const vera = await desk.phoneOf(desk.vera);
  const ticket = await opens(desk, desk.anna, { subject: 'Для Веры', text: 'Слово для Веры' });
  const notice = await vera.hears('Слово для Веры');
  await changes(desk, desk.olga, ticket, { assigneeId: desk.boris.id });
  await vera.writes('Можно мне?', notice);
  await vera.hears('no longer yours');
  const leaver = await desk.addStaff({ name: 'Gleb' });
  const phone = await desk.phoneOf(leaver);
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: databaseNow })
    .where(eq(staff.id, leaver.id));
  await phone.writes('Я ещё тут');
  await phone.hears('учётная запись закрыта');
  expect(await said(desk, ticket)).toHaveLength(1);
});

test('a reply to a notice of somebody whose chat this is no more goes nowhere', async () => {
  const phone = await desk.phoneOf(desk.dmitry);
  const ticket = await opens(desk, desk.dmitry);
  await answers(desk, desk.boris, ticket, { text: 'Только Дмитрию' });
  const notice = await phone.hears('Только Дмитрию');
  await desk.platform.database.transaction(async (tx) => {
    await dropConnection(tx, desk.platform, desk.dmitry);
    await connectChat(tx, desk.platform, { person: desk.maria, chatId: phone.chatId });
  });
  await phone.writes('Не моё', notice);
  await phone.hears('no longer yours');
  expect(await said(desk, ticket)).toHaveLength(2);
  expect(await ticketsOf(desk, desk.maria)).toEqual([]);
});

describe('what is merged or closed', () => {
  test('goes on in the ticket that it was merged into', async () => {
    const { ticket, notice } = await answered('Это уже было');
    const into = await opens(desk, desk.anna);
    const params = { ticketId: ticket.id };
    done(await desk.call(desk.boris, mergeTicket, { params, body: { intoId: into.id } }));
    await anna.writes('И в новом', notice);
    expect((await said(desk, into)).at(-1)?.[2]).toBe('И в новом');
  });

  test('is opened again when the client wants it, with all that has waited', async () => {
    const { ticket, notice } = await answered('Починили');
    done(await desk.call(desk.anna, closeMyTicket, { params: { ticketId: ticket.id } }));
    await anna.writes('Снова сломалось', notice);
    const question = await anna.hears('Что сделать с вашим сообщением?');
    await anna.writes('Совсем', notice);
    expect(await said(desk, ticket)).toHaveLength(2);
    await anna.presses(question, '↩️ Открыть снова и добавить');
    expect((await said(desk, ticket)).slice(2).map(([, , text]) => text)).toEqual([
      'Снова сломалось',
      'Совсем',
    ]);
    expect(await stored(desk, ticket)).toMatchObject({ status: 'in_progress', closedAt: null });
    await anna.hears(`Тикет снова открыт, сообщение добавлено в №${ticket.number}`);
    const shown = desk.app.sandbox.chat(anna.id).messages.find(({ id }) => id === question.id);
    expect(shown?.buttons ?? []).toEqual([]);
  });

  test('becomes a new ticket when the client wants that', async () => {
    const { ticket, notice } = await answered('Готово, закрываю');
    done(await desk.call(desk.anna, closeMyTicket, { params: { ticketId: ticket.id } }));
    await anna.writes('Другая беда\nс подробностями', notice);
    await anna.presses(await anna.hears(`№${ticket.number}`), '🆕 Новый тикет');
    const newest = (await ticketsOf(desk, desk.anna)).at(-1);
    expect(newest).toMatchObject({ subject: 'Другая беда', source: 'telegram', status: 'open' });
    expect(await stored(desk, ticket)).toMatchObject({ status: 'closed' });
  });

  test('is opened again by staff, who are asked as well', async () => {
    const ticket = await opensFor(desk, desk.boris, { clientId: desk.anna.id });
    await changes(desk, desk.boris, ticket, { assigneeId: desk.boris.id });
    done(
      await desk.call(desk.anna, answerMyTicket, {
        params: { ticketId: ticket.id },
        body: { text: 'Спасибо за договор' },
      }),
    );
    const notice = await boris.hears('Спасибо за договор');
    await changes(desk, desk.boris, ticket, { status: 'closed' });
    await boris.writes('Пожалуйста', notice);
    const question = await boris.hears('What shall become of your message?');
    await boris.presses(question, '↩️ Reopen and add');
    expect((await said(desk, ticket)).at(-1)).toEqual([
      'staff',
      'message',
      'Пожалуйста',
      'telegram',
    ]);
    expect(await stored(desk, ticket)).toMatchObject({ status: 'in_progress' });
  });
});

test('a client who is gone has no ticket to write to', async () => {
  const phone = await desk.phoneOf(await desk.addClient({ name: 'Gone' }));
  await desk.platform.database.handle
    .update(clients)
    .set({ confirmedAt: null })
    .where(eq(clients.name, 'Gone'));
  await phone.writes('Есть кто?');
  await phone.hears('учётная запись закрыта');
});

test('what is said to news for staff never goes into the ticket that they have as a client', async () => {
  const client = await desk.addClient({ name: 'Both' });
  const member = await desk.addStaff({ name: 'Both', role: 'admin' });
  const both = await desk.phoneOf(client, member);
  const own = await opens(desk, client);
  await desk.call(member, sendSelfTest);
  const notice = await both.hears('news from here reaches you');
  await both.writes('Это для своих', notice);
  await both.hears('отвечайте на сообщение о тикете');
  expect(await said(desk, own)).toHaveLength(1);
});
