/** Edits: the entry gets the new words, and the former ones are kept. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { myTicketEntries } from '../../../contract/my-tickets.ts';
import { entryVersions, searchTickets, ticketEntries } from '../../../contract/tickets.ts';
import { settled } from '../../../testing/until.ts';
import { personalData } from '../../tickets/personal-data.ts';
import { answers, done, opens } from '../../tickets/tickets-test.ts';
import { connectChat, dropConnection } from '../connections/connection.ts';
import { openPhoneDesk, type PersonsPhone, type PhoneDesk, said } from './answering-test.ts';

let desk: PhoneDesk;
let anna: PersonsPhone;
beforeAll(async () => {
  desk = await openPhoneDesk();
  anna = await desk.phoneOf(desk.anna);
});
afterAll(() => desk.close());

async function finds(q: string): Promise<number[]> {
  const { items } = done(await desk.call(desk.boris, searchTickets, { query: { q } }));
  return items.map(({ ticket }) => ticket.number);
}

test('new words stand in the place of the former ones, which staff can read; pages hear of it', async () => {
  const ticket = await opens(desk, desk.anna);
  await answers(desk, desk.boris, ticket, { text: 'Какая модель?' });
  const mine = await anna.writes('Ксерокс', await anna.hears('Какая модель?'));
  expect(await finds('ксерокс')).toEqual([ticket.number]);
  const heard = Promise.withResolvers<string | undefined>();
  const stop = desk.platform.live.subscribe(`viewer:client:${desk.anna.id}`, heard.resolve);
  await anna.edits(mine, 'Принтер Кэнон');
  await anna.edits(mine, 'Принтер Канон');
  expect(await heard.promise).toContain(ticket.id);
  stop();
  const params = { ticketId: ticket.id };
  const { items } = done(await desk.call(desk.boris, ticketEntries, { params }));
  const entry = items.find(({ text }) => text === 'Принтер Канон');
  expect(entry).toMatchObject({ source: 'telegram', editedAt: expect.any(String) });
  const versions = { params: { ...params, entryId: entry?.id ?? '' } };
  const { items: earlier } = done(await desk.call(desk.boris, entryVersions, versions));
  expect(earlier.map(({ text }) => text)).toEqual(['Ксерокс', 'Принтер Кэнон']);
  expect(await finds('канон')).toEqual([ticket.number]);
  expect(await finds('ксерокс')).toEqual([]);
  const own = done(await desk.call(desk.anna, myTicketEntries, { params }));
  expect(own.items.at(-1)).toMatchObject({ text: 'Принтер Канон', editedAt: expect.any(String) });
  expect((await desk.call(desk.anna, entryVersions, versions)).status).toBe(403);
  const other = await opens(desk, desk.dmitry);
  const elsewhere = { params: { ticketId: other.id, entryId: entry?.id ?? '' } };
  expect((await desk.call(desk.boris, entryVersions, elsewhere)).status).toBe(404);
});

test('an edit that changes nothing leaves no version', async () => {
  const ticket = await opens(desk, desk.anna);
  await answers(desk, desk.boris, ticket, { text: 'Ну как теперь?' });
  const mine = await anna.writes('Хорошо', await anna.hears('Ну как теперь?'));
  await anna.edits(mine, 'Хорошо');
  const { items } = done(
    await desk.call(desk.boris, ticketEntries, { params: { ticketId: ticket.id } }),
  );
  expect(items.find(({ text }) => text === 'Хорошо')?.editedAt).toBeUndefined();
});

test('what waits for a choice is changed before it is sent', async () => {
  const client = await desk.addClient({ name: 'Lev' });
  const phone = await desk.phoneOf(client);
  const one = await opens(desk, client, { subject: 'Первое' });
  await opens(desk, client, { subject: 'Второе' });
  await settled(desk.app);
  const mine = await phone.writes('Было');
  await phone.edits(mine, 'Стало');
  await phone.presses(await phone.hears('К какому тикету'), `№${one.number} · Первое`);
  expect((await said(desk, one)).at(-1)?.[2]).toBe('Стало');
});

test('an edit of what never came to a ticket is passed over', async () => {
  const phone = await desk.phoneOf();
  const mine = await phone.writes('Раньше');
  await phone.hears('откройте сайт');
  const count = phone.heard().length;
  await phone.edits(mine, 'Позже');
  await desk.advance(3_000);
  await settled(desk.app);
  expect(phone.heard()).toHaveLength(count);
});

test('a chat that was disconnected, or is another’s by now, changes nothing that was said from it', async () => {
  const client = await desk.addClient({ name: 'Nina' });
  const other = await desk.addClient({ name: 'Oleg' });
  const phone = await desk.phoneOf(client);
  const one = await opens(desk, client, { subject: 'Одно' });
  const mine = await phone.writes('Как есть');
  await opens(desk, client, { subject: 'Другое' });
  const waiting = await phone.writes('Ждёт выбора');
  const question = await phone.hears('К какому тикету');
  const isNow = (person?: typeof client) =>
    desk.platform.database.transaction(async (tx) => {
      await dropConnection(tx, desk.platform, client);
      if (person) await connectChat(tx, desk.platform, { person, chatId: phone.chatId });
    });
  for (const person of [undefined, other]) {
    await isNow(person);
    await phone.edits(mine, `Подделка ${person?.name}`);
    await phone.edits(waiting, `Подделка ${person?.name}`);
    await phone.hears('Изменение не принято');
    expect((await said(desk, one)).at(-1)?.[2]).toBe('Как есть');
  }
  await isNow(client);
  await phone.edits(mine, 'Как было');
  expect((await said(desk, one)).at(-1)?.[2]).toBe('Как было');
  await phone.presses(question, `№${one.number} · Одно`);
  expect((await said(desk, one)).at(-1)?.[2]).toBe('Ждёт выбора');
});

test('of what staff have said before an edit, the archive of a client tells nothing', async () => {
  const client = await desk.addClient({ name: 'Raisa' });
  const [phone, boris] = [await desk.phoneOf(client), await desk.phoneOf(desk.boris)];
  await opens(desk, client, { text: 'Скрипит дверь' });
  const words = await boris.writes('Опять она!', await boris.hears('Скрипит дверь'));
  await boris.edits(words, 'Мастер придёт завтра');
  const mine = await phone.writes('Спосибо');
  await phone.edits(mine, 'Спасибо');
  const known = { id: client.id, ids: [client.id], addresses: [], subjects: [], words: [] };
  const parts = [];
  for await (const part of personalData.collect(desk.platform.database.handle, known)) {
    parts.push(part);
  }
  const told = JSON.stringify(parts);
  for (const word of ['Мастер придёт завтра', 'Спасибо', 'Спосибо']) expect(told).toContain(word);
  expect(told).not.toContain('Опять она!');
});
