/** What a client hears in Telegram of their tickets. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeMyTicket } from '../../contract/my-tickets.ts';
import { updateTickets } from '../../contract/tickets.ts';
import { connects } from '../../testing/connects.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { ticketNotice } from './tickets.notices.ts';
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
    anna: await connects(desk, desk.anna, 700_000_101),
    maria: await connects(desk, desk.maria, 700_000_102),
  };
});
afterAll(() => desk.close());

beforeEach(async () => {
  await desk.app.telegram.delivery.idle();
});

/** What the bot has said of this ticket in a chat, once it is said. */
async function heard(phone: string, ticket: TestTicket, count: number) {
  const of = () =>
    desk.app.sandbox
      .chat(phone)
      .messages.filter(({ from, text }) => from === 'bot' && text?.includes(String(ticket.number)));
  await until(desk.app, () => expect(of()).toHaveLength(count));
  return of();
}

/** The same, and so much later that what comes next is a message of its own. */
async function heardApart(ticket: TestTicket, count: number): Promise<void> {
  await heard(phones.anna, ticket, count);
  await desk.advance(6_000);
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
  await heardApart(ticket, 1);
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Тайное слово' });
  await changes(desk, desk.boris, ticket, { priority: 'high', assigneeId: desk.boris.id });
  await answers(desk, desk.boris, ticket, { text: 'Нажмите <i>кнопку</i>' });
  await heardApart(ticket, 2);
  await changes(desk, desk.boris, ticket, { status: 'waiting' });
  await heardApart(ticket, 3);
  await answers(desk, desk.boris, ticket, { text: 'Починили', status: 'resolved' });
  const texts = (await heard(phones.anna, ticket, 4)).map(({ text }) => text);
  const title = `№ ${ticket.number} · Принтер <b>`;
  expect(texts).toEqual([
    `🆕 ${title}\n\nМы получили ваш тикет. Ответ придёт сюда.`,
    `💬 ${title}\n\nBoris Sokolov:\nНажмите <i>кнопку</i>`,
    `ℹ️ ${title}\n\nЖдём вашего ответа.`,
    `💬 ${title}\n\nBoris Sokolov:\nПочинили\n\nТикет решён. Если что-то осталось, ответьте на это сообщение.`,
  ]);
  expect(texts.join()).not.toMatch(/Тайное/);
  const [first] = await enqueued(ticket);
  expect(first?.content.text.entities).toEqual([{ type: 'bold', offset: 3, length: title.length }]);
});

test('what changes within seconds comes as one message: the first at once, the rest together', async () => {
  const ticket = await opens(desk, desk.anna, { subject: 'Сканер' });
  await heard(phones.anna, ticket, 1);
  await answers(desk, desk.boris, ticket, { text: 'Сейчас' });
  await answers(desk, desk.boris, ticket, { text: 'Готово' });
  await changes(desk, desk.boris, ticket, { status: 'resolved' });
  const [, together] = await heard(phones.anna, ticket, 2);
  expect(together?.text).toBe(
    `№ ${ticket.number} · Сканер\n\nBoris Sokolov:\nСейчас\n\nBoris Sokolov:\nГотово\n\nТикет решён. Если что-то осталось, ответьте на это сообщение.`,
  );
  await desk.advance(10_000);
  await heard(phones.anna, ticket, 2);
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
const ticket = {
  id: 'id',
  number: 1042,
  subject: '😀'.repeat(200),
  clientId: 'anna',
  priority: 'normal' as const,
};
const said = { name: 'Boris', text: '😀'.repeat(10_000), files: 2 };

test('where somebody sends files without a word, they stand beside the name', () => {
  const notice = ticketNotice(
    { ticket, what: 'answer', key: 'k', said: { ...said, text: '' } },
    { lane, language: 'ru', appUrl: 'https://help.example.com' },
  );
  expect(notice.text.text).toMatch(/\n\nBoris:\n📎 Вложения: 2$/);
});

test('the longest answer stays within what Telegram takes, and no character is cut in two', () => {
  for (const text of [said.text, `a${said.text}`]) {
    const notice = ticketNotice(
      { ticket, what: 'answer', key: 'k', said: { ...said, text }, status: 'resolved' },
      { lane, language: 'ru', appUrl: 'https://help.example.com' },
    );
    expect(notice.text.text.length).toBeLessThanOrEqual(4096);
    expect(notice.text.text.length).toBeGreaterThan(4080);
    expect(notice.text.text).toMatch(/…\n\nЧитать полностью\n\n📎 Вложения: 2\n\nТикет решён/);
    expect(notice.text.text.isWellFormed()).toBe(true);
  }
});

test('where an answer is cut, the rest is one press away, or a sentence says where it is', () => {
  const cut = (appUrl: string) =>
    ticketNotice({ ticket, what: 'answer', key: 'k', said }, { lane, language: 'en', appUrl }).text;
  const { text, entities = [] } = cut('https://help.example.com');
  const link = entities.find(({ type }) => type === 'text_link');
  expect(link?.url).toBe('https://help.example.com/portal/tickets/1042');
  expect(text.slice(link?.offset, (link?.offset ?? 0) + (link?.length ?? 0))).toBe('Read it all');
  const local = cut('http://localhost:9022');
  expect(local.text).toContain('…\n\nAll of it is on the page of the ticket.\n\n📎');
  expect(local.entities?.map(({ type }) => type)).toEqual(['bold', 'blockquote']);
});

test('each has its topic; urgent tickets break through quiet hours; together they are told without their icon', () => {
  const of = (given: Partial<Parameters<typeof ticketNotice>[0]>) =>
    ticketNotice(
      { ticket: { ...ticket, subject: 'Printer' }, what: 'answer', key: 'k', ...given },
      { lane, language: 'en', appUrl: 'https://help.example.com' },
    );
  const topics = (['received', 'opened', 'answer', 'status'] as const).map(
    (what) => of({ what }).topic,
  );
  expect(topics).toEqual(['tickets', 'tickets', 'answers', 'tickets']);
  expect(of({}).urgent).toBeUndefined();
  expect(of({ ticket: { ...ticket, priority: 'urgent' } }).urgent).toBe(true);
  const fold = of({ said: { name: 'Boris', text: 'Done', files: 0 }, status: 'resolved' }).fold;
  expect(fold?.title).toEqual({
    text: '#1042 · Printer',
    entities: [{ type: 'bold', offset: 0, length: 15 }],
  });
  expect(fold?.body).toEqual({
    text: 'Boris:\nDone\n\nThe ticket is solved. If something is left, reply to this message.',
    entities: [{ type: 'blockquote', offset: 7, length: 4 }],
  });
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
