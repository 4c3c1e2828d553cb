/** Free text of clients: into the one open ticket, or where the person chooses. Nothing disappears in silence. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskClient } from '../../../testing/desk.ts';
import { settled } from '../../../testing/until.ts';
import { answers, changes, opens } from '../../tickets/tickets-test.ts';
import { openApis } from '../api.ts';
import { mayOpenTicket } from './answering-limits.ts';
import {
  keptFrom,
  openPhoneDesk,
  type PersonsPhone,
  type PhoneDesk,
  said,
  ticketsOf,
} from './answering-test.ts';
import { dropUnchosen } from './unchosen.ts';

let desk: PhoneDesk;
beforeAll(async () => {
  desk = await openPhoneDesk();
});
afterAll(() => desk.close());

/** A client with a phone and so many open tickets. */
async function clientWith(count: number) {
  const client: DeskClient = await desk.addClient({ name: 'Nina Sedova' });
  const phone: PersonsPhone = await desk.phoneOf(client);
  const open = [];
  for (let place = 1; place <= count; place++) {
    open.push(await opens(desk, client, { subject: `Дело ${place}`, text: `Начало ${place}` }));
  }
  await settled(desk.app);
  return { client, phone, open };
}

test('goes into the one open ticket, which is named once', async () => {
  const { phone, open } = await clientWith(1);
  const [ticket] = open;
  if (!ticket) throw new Error();
  await phone.writes('Ещё одно');
  const sentence = await phone.hears(`✅ Добавлено в тикет №${ticket.number} · Дело 1`);
  const second = await phone.writes('И второе');
  expect(phone.marks(second)).toEqual(['👍']);
  expect((await said(desk, ticket)).map(([, , text]) => text)).toEqual([
    'Начало 1',
    'Ещё одно',
    'И второе',
  ]);
  // A reply to the sentence is one to the ticket.
  await opens(desk, desk.anna);
  await phone.writes('Ответ', sentence);
  expect(await said(desk, ticket)).toHaveLength(4);
  await desk.advance(3_000);
  await settled(desk.app);
  expect(phone.heard().filter(({ text }) => text?.includes('Добавлено'))).toHaveLength(1);
});

test('becomes a new ticket when there is none and the client agrees', async () => {
  const { client, phone } = await clientWith(0);
  await phone.writes('Не работает лифт\nВторой подъезд');
  const question = await phone.hears('Создать новый из вашего сообщения?');
  await phone.writes('Уже два дня');
  expect(await ticketsOf(desk, client)).toEqual([]);
  await phone.presses(question, '🆕 Новый тикет');
  const [ticket, ...others] = await ticketsOf(desk, client);
  if (!ticket) throw new Error();
  expect(others).toEqual([]);
  expect(ticket).toMatchObject({ subject: 'Не работает лифт', source: 'telegram' });
  expect((await said(desk, ticket)).map(([, , text]) => text)).toEqual([
    'Не работает лифт\nВторой подъезд',
    'Уже два дня',
  ]);
  expect(phone.heard().filter(({ text }) => text?.includes('Создать новый'))).toHaveLength(1);
});

test('is not sent when the client takes it back', async () => {
  const { client, phone } = await clientWith(0);
  const mine = await phone.writes('Ой');
  await phone.presses(await phone.hears('Создать новый'), '✖️ Не отправлять');
  await phone.hears('Не отправлено. Ваше сообщение никто не прочитал.');
  expect(await ticketsOf(desk, client)).toEqual([]);
  expect((await keptFrom(desk, phone)).map(({ text, state }) => [text, state])).toEqual([
    [null, 'dropped'],
  ]);
  await phone.edits(mine, 'Ой-ой');
  await phone.hears('то сообщение не было отправлено');
});

test('asks which of several, and all that came meanwhile goes where the choice goes, in order', async () => {
  const { phone, open } = await clientWith(3);
  for (const text of ['раз', 'два', 'три']) await phone.writes(text);
  const question = await phone.hears('К какому тикету относится ваше сообщение?');
  expect(question.buttons?.flat().map(({ text }) => text)).toEqual([
    ...open.toReversed().map(({ number }, place) => `№${number} · Дело ${3 - place}`),
    '🆕 Новый тикет',
    '✖️ Не отправлять',
  ]);
  const [, second] = open;
  if (!second) throw new Error();
  await phone.presses(question, `№${second.number} · Дело 2`);
  expect((await said(desk, second)).map(([, , text]) => text)).toEqual([
    'Начало 2',
    'раз',
    'два',
    'три',
  ]);
  await phone.hears(`Добавлено в тикет №${second.number}`);
  expect((await keptFrom(desk, phone)).every(({ text }) => text === null)).toBe(true);
});

test('offers the newest eight, and says that there are more', async () => {
  const { phone, open } = await clientWith(9);
  await phone.writes('Куда же');
  const question = await phone.hears('Здесь последние 8');
  const buttons = question.buttons?.flat().map(({ text }) => text) ?? [];
  expect(buttons).toHaveLength(10);
  expect(buttons[0]).toContain(`№${open[8]?.number}`);
  expect(buttons.join()).not.toContain(`№${open[0]?.number}`);
});

test('a press again, and one that Telegram repeats, does nothing twice', async () => {
  const { client, phone } = await clientWith(0);
  await phone.writes('Один раз');
  const question = await phone.hears('Создать новый');
  const { sandbox } = desk.app;
  const spinner = sandbox.press(phone.id, question.id, '🆕 Новый тикет');
  sandbox.press(phone.id, question.id, '✖️ Не отправлять');
  sandbox.pressAgain(phone.id, spinner.queryId);
  await settled(desk.app);
  expect(await ticketsOf(desk, client)).toHaveLength(1);
  expect(sandbox.chat(phone.id).spinners).toEqual([]);
});

test('nobody chooses for another, and nobody chooses a ticket of another', async () => {
  const { client, phone, open } = await clientWith(2);
  const thief = await clientWith(2);
  await phone.writes('Секрет');
  await thief.phone.writes('Чужое');
  const question = await phone.hears('К какому тикету');
  const [kept] = await keptFrom(desk, phone);
  const [own] = await keptFrom(desk, thief.phone);
  await pressesData(thief.phone, `answer:${kept?.questionId}:n`);
  await pressesData(thief.phone, `answer:${own?.questionId}:${open[0]?.number}`);
  await pressesData(thief.phone, `answer:${own?.questionId}:r`);
  await pressesData(thief.phone, 'answer::n');
  await pressesData(thief.phone, `answer:${own?.questionId}:999999999999`);
  expect(await ticketsOf(desk, client)).toHaveLength(2);
  expect(await ticketsOf(desk, thief.client)).toHaveLength(2);
  for (const ticket of open) expect(await said(desk, ticket)).toHaveLength(1);
  expect((await keptFrom(desk, phone))[0]).toMatchObject({ state: 'asked', text: 'Секрет' });
  expect((await keptFrom(desk, thief.phone))[0]).toMatchObject({ state: 'asked', text: 'Чужое' });
  await phone.presses(question, '✖️ Не отправлять');
});

/** What a self-made app could send: any data, for any message of the chat. */
async function pressesData(phone: PersonsPhone, data: string): Promise<void> {
  const { token, apiRoot } = desk.app.sandbox;
  const { api, close } = openApis({ token, apiRoot });
  const sent = await api.sendMessage(phone.chatId, 'x', {
    reply_markup: { inline_keyboard: [[{ text: data, callback_data: data }]] },
  });
  close();
  desk.app.sandbox.press(phone.id, sent.message_id, data);
  await settled(desk.app);
}

test('words that nobody chose a ticket for are said to be unsent after a day', async () => {
  const { client, phone } = await clientWith(0);
  await phone.writes('Потом выберу');
  await phone.writes('Или нет');
  const question = await phone.hears('Создать новый');
  const [kept] = await keptFrom(desk, phone);
  await desk.advance(25 * 3_600_000);
  await dropUnchosen(desk.platform, kept?.botId ?? 0);
  await phone.hears('Сообщений: 2.');
  await phone.presses(question, '🆕 Новый тикет');
  expect(await ticketsOf(desk, client)).toEqual([]);
});

test('whoever is both client and staff writes freely as the client', async () => {
  const client = await desk.addClient({ name: 'Both' });
  const phone = await desk.phoneOf(client, desk.olga);
  const ticket = await opens(desk, client, { subject: 'Своё дело', text: 'Моё начало' });
  await phone.writes('От себя');
  expect((await said(desk, ticket)).at(-1)).toEqual(['client', 'message', 'От себя', 'telegram']);
  const theirs = await opens(desk, desk.dmitry, { subject: 'Чужое', text: 'Слова Дмитрия тут' });
  await phone.writes('Ответ службы', await phone.hears('Слова Дмитрия тут'));
  expect((await said(desk, theirs)).at(-1)).toEqual([
    'staff',
    'message',
    'Ответ службы',
    'telegram',
  ]);
});

test('a solved ticket is not open: a reply brings it back, free text is asked where it goes', async () => {
  const { client, phone, open } = await clientWith(1);
  const [ticket] = open;
  if (!ticket) throw new Error();
  await answers(desk, desk.boris, ticket, { text: 'Решено же', status: 'resolved' });
  const notice = await phone.hears('Решено же');
  await phone.writes('Нет');
  const question = await phone.hears('Решённый тикет (✓) от сообщения откроется снова.');
  expect(question.text).toContain('У вас нет открытых тикетов.');
  await phone.presses(question, '✖️ Не отправлять');
  expect(await said(desk, ticket)).toHaveLength(2);
  await phone.writes('Нет, не решено', notice);
  expect((await ticketsOf(desk, client))[0]).toMatchObject({ status: 'in_progress' });
  await changes(desk, desk.boris, ticket, { status: 'resolved' });
});

test('what is chosen for a solved ticket opens it again, and says so', async () => {
  const { client, phone, open } = await clientWith(3);
  const [old, solved] = open;
  if (!old || !solved) throw new Error();
  await changes(desk, desk.boris, old, { status: 'resolved' });
  await desk.advance(15 * 86_400_000);
  await changes(desk, desk.boris, solved, { status: 'resolved' });
  await opens(desk, client, { subject: 'Дело 4', text: 'Начало 4' });
  await settled(desk.app);
  await phone.writes('Опять течёт');
  const question = await phone.hears('К какому тикету относится ваше сообщение?');
  const [newest, third, again, ...rest] = question.buttons?.flat().map(({ text }) => text) ?? [];
  expect([newest, third]).toEqual([
    expect.stringContaining('Дело 4'),
    `№${open[2]?.number} · Дело 3`,
  ]);
  expect(again).toBe(`✓ №${solved.number} · Дело 2`);
  expect(rest).toEqual(['🆕 Новый тикет', '✖️ Не отправлять']);
  await phone.presses(question, again ?? '');
  await phone.hears(`Тикет снова открыт, сообщение добавлено в №${solved.number} · Дело 2`);
  expect(await said(desk, solved)).toHaveLength(2);
  const [state] = (await ticketsOf(desk, client)).filter(({ id }) => id === solved.id);
  expect(state).toMatchObject({ status: 'open' });
});

test('nobody known is told what to do; commands are no messages', async () => {
  const phone = await desk.phoneOf();
  await phone.writes('Здравствуйте');
  await phone.hears('откройте сайт');
  const { client, phone: known } = await clientWith(1);
  await known.writes('/help');
  await known.hears('напишите сюда, и сообщение попадёт в ваш тикет');
  const [ticket] = await ticketsOf(desk, client);
  expect(ticket && (await said(desk, ticket))).toHaveLength(1);
});

test('thirty messages a minute are taken, the rest is told once', async () => {
  const { phone, open } = await clientWith(1);
  const [ticket] = open;
  if (!ticket) throw new Error();
  const { sandbox } = desk.app;
  for (let place = 1; place <= 35; place++) sandbox.sendText(phone.id, `Строка ${place}`);
  await settled(desk.app);
  const texts = (await said(desk, ticket)).map(([, , text]) => text);
  expect(texts).toEqual([
    'Начало 1',
    ...Array.from({ length: 30 }, (_, place) => `Строка ${place + 1}`),
  ]);
  await phone.hears('Слишком много сообщений сразу');
  await desk.advance(3_000);
  await settled(desk.app);
  expect(phone.heard().filter(({ text }) => text?.includes('Слишком много'))).toHaveLength(1);
  await desk.advance(60_000);
  await phone.writes('Снова можно');
  expect(await said(desk, ticket)).toHaveLength(32);
});

test('long texts and odd characters arrive whole, and two chats do not wait for each other', async () => {
  const one = await clientWith(1);
  const two = await clientWith(1);
  const { sandbox } = desk.app;
  const long = `${'Ё'.repeat(4_000)} конец`;
  sandbox.sendText(one.phone.id, long);
  sandbox.sendText(two.phone.id, 'a\u202eb <b>не жирный</b>');
  sandbox.sendText(one.phone.id, 'после');
  await settled(desk.app);
  expect(
    (await said(desk, { id: one.open[0]?.id ?? '' })).map(([, , text]) => text).slice(1),
  ).toEqual([long, 'после']);
  expect((await said(desk, { id: two.open[0]?.id ?? '' })).at(-1)?.[2]).toBe('ab <b>не жирный</b>');
});

test('opens no more tickets in an hour than somebody could mean; what was written waits', async () => {
  const { client, phone } = await clientWith(0);
  await desk.platform.database.transaction(async (tx) => {
    for (let count = 0; count < 60; count++) await mayOpenTicket(tx, desk.platform, phone.chatId);
  });
  await phone.writes('Ещё беда');
  const question = await phone.hears('Создать новый');
  await phone.presses(question, '🆕 Новый тикет');
  expect(await ticketsOf(desk, client)).toEqual([]);
  await desk.advance(3_600_000);
  await phone.presses(question, '🆕 Новый тикет');
  expect((await ticketsOf(desk, client)).map(({ subject }) => subject)).toEqual(['Ещё беда']);
});
