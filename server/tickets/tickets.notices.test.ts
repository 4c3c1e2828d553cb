/** What a client hears in Telegram of their tickets. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeMyTicket } from '../../contract/my-tickets.ts';
import { updateTickets } from '../../contract/tickets.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { connectChat } from '../telegram/connection.ts';
import { cutTo, ticketNotice } from './tickets.notices.ts';
import {
  answers,
  changes,
  done,
  opens,
  opensFor,
  type TestTicket,
  writes,
} from './tickets-test.ts';

let desk: Desk;
let phones: { anna: string; maria: string };

beforeAll(async () => {
  desk = await openDesk();
  phones = {
    anna: await connects(desk.anna, 700_000_101),
    maria: await connects(desk.maria, 700_000_102),
  };
});
afterAll(() => desk.close());

beforeEach(async () => {
  await desk.app.telegram.delivery.idle();
});

async function connects(client: DeskClient, telegramId: number): Promise<string> {
  const { sandbox } = desk.app;
  const { id } = sandbox.addPhone({ firstName: client.name, telegramId });
  sandbox.start(id);
  const person = { kind: 'client' as const, id: client.id };
  await desk.platform.database.transaction((tx) =>
    connectChat(tx, desk.platform, { person, chatId: telegramId }),
  );
  return id;
}

/** What the bot has said of this ticket in a chat, once it is said. */
async function heard(phone: string, ticket: TestTicket, count: number) {
  const of = () =>
    desk.app.sandbox
      .chat(phone)
      .messages.filter(({ from, text }) => from === 'bot' && text?.includes(String(ticket.number)));
  // A chat takes one message a second: time goes on between them, never while one is under way.
  const heardSoFar = async () => {
    await desk.app.telegram.delivery.idle();
    if (of().length < count) await desk.advance(1_100);
    return of().length;
  };
  await expect.poll(heardSoFar, { timeout: 10_000 }).toBe(count);
  return of();
}

function enqueued(ticket: TestTicket) {
  return desk.platform.database.handle
    .select()
    .from(notices)
    .where(eq(notices.subjectId, ticket.id))
    .orderBy(notices.seq);
}

test('a ticket, its answers and its end reach the client’s chat; notes and assignments do not', async () => {
  const ticket = await opens(desk, desk.anna, { subject: 'Принтер <b>' });
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Тайное слово' });
  await changes(desk, desk.boris, ticket, { priority: 'high', assigneeId: desk.boris.id });
  await answers(desk, desk.boris, ticket, { text: 'Нажмите <i>кнопку</i>' });
  await changes(desk, desk.boris, ticket, { status: 'waiting' });
  await answers(desk, desk.boris, ticket, { text: 'Починили', status: 'resolved' });
  const texts = (await heard(phones.anna, ticket, 4)).map(({ text }) => text);
  const title = `№ ${ticket.number} · Принтер <b>`;
  expect(texts).toEqual([
    `🆕 ${title}\n\nМы получили ваш тикет. Ответ придёт сюда.`,
    `💬 ${title}\n\nBoris Sokolov:\nНажмите <i>кнопку</i>`,
    `ℹ️ ${title}\n\nЖдём вашего ответа.`,
    `💬 ${title}\n\nBoris Sokolov:\nПочинили\n\nТикет решён. Если что-то осталось, просто ответьте в нём.`,
  ]);
  expect(texts.join()).not.toMatch(/Тайное/);
  const [first] = await enqueued(ticket);
  expect(first?.content.text.entities).toEqual([{ type: 'bold', offset: 3, length: title.length }]);
});

test('whoever speaks English hears English, also of what staff open', async () => {
  const ticket = await opensFor(desk, desk.boris, { clientId: desk.maria.id });
  const [message] = await heard(phones.maria, ticket, 1);
  expect(message?.text).toBe(
    `🆕 #${ticket.number} · Договор\n\nThis ticket was opened for you.\n\nBoris Sokolov:\nПришлите подпись`,
  );
});

test('nobody is told of what they did themselves', async () => {
  const ticket = await opens(desk);
  await writes(desk, desk.anna, ticket);
  done(await desk.call(desk.anna, closeMyTicket, { params: { ticketId: ticket.id } }));
  expect((await enqueued(ticket)).map(({ kind }) => kind)).toEqual(['ticket.received']);
});

test('a change of many tells each client of their own', async () => {
  const one = await opens(desk);
  const other = await opens(desk, desk.maria);
  const silent = await opens(desk, desk.dmitry);
  const items = [one, other, silent].map(({ id }) => ({ id, status: 'closed' }));
  done(await desk.call(desk.boris, updateTickets, { body: { items } }));
  expect((await heard(phones.anna, one, 2)).at(-1)?.text).toMatch(/Тикет закрыт/);
  expect((await heard(phones.maria, other, 2)).at(-1)?.text).toMatch(/is closed/);
  expect(await enqueued(silent)).toEqual([]);
});

const lane = { channel: 'telegram' as const, address: '1' };
const ticket = { id: 'id', number: 1042, subject: '😀'.repeat(200), clientId: 'anna' };
const said = { name: 'Boris', text: '😀'.repeat(10_000), files: 2 };

test('the longest answer stays within what Telegram takes, and no character is cut in two', () => {
  for (const text of [said.text, `a${said.text}`]) {
    const notice = ticketNotice(
      { ticket, what: 'answer', key: 'k', said: { ...said, text }, status: 'resolved' },
      { lane, language: 'ru', appUrl: 'https://help.example.com' },
    );
    expect(notice.text.text.length).toBeLessThanOrEqual(4096);
    expect(notice.text.text.length).toBeGreaterThan(4080);
    expect(notice.text.text).toMatch(/…\n\n📎 Вложения: 2\n\nТикет решён/);
    expect(notice.text.text.isWellFormed()).toBe(true);
  }
  expect(cutTo('abc', 3)).toBe('abc');
});

test('the button leads to the ticket, and is left out where Telegram would refuse it', () => {
  const buttonOn = (appUrl: string) =>
    ticketNotice({ ticket, what: 'received', key: 'k' }, { lane, language: 'en', appUrl }).keyboard;
  expect(buttonOn('https://help.example.com/')).toEqual({
    inline: [
      [
        {
          text: 'Open the ticket',
          action: { url: 'https://help.example.com/portal/tickets/1042' },
        },
      ],
    ],
  });
  for (const local of ['http://help.example.com', 'https://localhost:9022', 'https://127.0.0.1']) {
    expect(buttonOn(local)).toBeUndefined();
  }
});
