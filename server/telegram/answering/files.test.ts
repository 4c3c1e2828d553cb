/** Photos and documents: fetched from Telegram by the worker, in the order of the chat, each once. */
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { picture as png } from '../../../testing/picture.ts';
import { settled } from '../../../testing/until.ts';
import { filesOf } from '../../files/files.ts';
import { databaseNow } from '../../platform/clock.ts';
import { ticketEntries } from '../../tickets/tickets.tables.ts';
import { opens } from '../../tickets/tickets-test.ts';
import { telegramMessages } from './answering.tables.ts';
import { maySendFile } from './answering-limits.ts';
import {
  keptFrom,
  openPhoneDesk,
  type PersonsPhone,
  type PhoneDesk,
  said,
  ticketsOf,
} from './answering-test.ts';

let desk: PhoneDesk;
beforeAll(async () => {
  desk = await openPhoneDesk();
});
afterEach(() => desk.app.sandbox.faults.clear());
afterAll(() => desk.close());

const note = { name: 'замер.txt', bytes: Buffer.from('12 кОм') };
const program = { name: 'virus.exe', bytes: Buffer.from(`MZ${'\u0000'.repeat(200)}`) };

async function someone() {
  const client = await desk.addClient({ name: 'Pavel' });
  const phone = await desk.phoneOf(client);
  const ticket = await opens(desk, client, { subject: 'С файлами', text: 'Начало' });
  await settled(desk.app);
  return { client, phone, ticket };
}

/** The words and file names of what stands in the ticket after its beginning. */
async function carried(ticket: { id: string }) {
  const db = desk.platform.database.handle;
  const entries = await db
    .select()
    .from(ticketEntries)
    .where(eq(ticketEntries.ticketId, ticket.id))
    .orderBy(ticketEntries.position);
  const files = await filesOf(
    db,
    entries.map(({ id }) => id),
  );
  return entries
    .filter(({ kind }) => kind !== 'event')
    .slice(1)
    .map(({ id, text }) => [text, (files.get(id) ?? []).map(({ name }) => name)]);
}

/** Moves time on until the ticket holds so many entries more than its beginning. */
async function holds(phone: PersonsPhone, ticket: { id: string }, count: number) {
  await expect
    .poll(
      async () => {
        await settled(desk.app);
        if ((await carried(ticket)).length < count) await desk.advance(10_000);
        return (await carried(ticket)).length;
      },
      { timeout: 20_000 },
    )
    .toBe(count);
  expect((await keptFrom(desk, phone)).every(({ attachments }) => attachments.length === 0)).toBe(
    true,
  );
}

test('a photo and a document stand in the ticket with their words, in order', async () => {
  const { phone, ticket } = await someone();
  const { sandbox } = desk.app;
  const photo = { name: 'a.png', bytes: png, mimeType: 'image/png' };
  sandbox.sendFile(phone.id, photo, { as: 'photo', caption: 'Вот так' });
  sandbox.sendText(phone.id, 'и словами');
  sandbox.sendFile(phone.id, { ...note, mimeType: 'text/plain' });
  await holds(phone, ticket, 3);
  expect(await carried(ticket)).toEqual([
    ['Вот так', [expect.stringMatching(/^photo-\d+\.png$/)]],
    ['и словами', []],
    ['', ['замер.txt']],
  ]);
});

test('a photo alone opens a ticket; what follows it goes along', async () => {
  const client = await desk.addClient({ name: 'Rita' });
  const phone = await desk.phoneOf(client);
  await phone.sends({ name: 'a.png', bytes: png }, { as: 'photo' });
  await phone.writes('Это щиток');
  await phone.presses(await phone.hears('Создать новый'), '🆕 Новый тикет');
  await settled(desk.app);
  const [ticket, ...others] = await ticketsOf(desk, client);
  expect(others).toEqual([]);
  expect(ticket?.subject).toBe('Сообщение из Telegram');
  expect((await said(desk, ticket ?? { id: '' })).map(([, , text]) => text)).toEqual([
    '',
    'Это щиток',
  ]);
});

test('what we do not take is said, and the words are kept', async () => {
  const { phone, ticket } = await someone();
  await phone.sends(program, { caption: 'Поставьте это' });
  await phone.hears('Файл «virus.exe» не принят: такие файлы отправить нельзя. Текст отправлен.');
  await phone.sends(program);
  await phone.hears(/virus.exe» не принят: такие файлы отправить нельзя\.$/);
  expect(await carried(ticket)).toEqual([['Поставьте это', []]]);
});

test('a file above 20 MB is not fetched, and the person is told', async () => {
  const { phone, ticket } = await someone();
  await phone.sends(
    { name: 'большой.txt', bytes: Buffer.alloc(20 * 1024 * 1024 + 1, 'a') },
    { caption: 'Лог' },
  );
  await phone.hears('не больше 20 МБ. Текст отправлен.');
  expect(await carried(ticket)).toEqual([['Лог', []]]);
});

test('while Telegram does not give the bytes, the chat waits and others go on', async () => {
  const { phone, ticket } = await someone();
  const other = await someone();
  const { sandbox } = desk.app;
  sandbox.faults.add({
    method: 'getFile',
    action: 'error',
    code: 500,
    description: 'Internal Server Error',
    times: 3,
  });
  await phone.sends(note, { caption: 'Первое' });
  await phone.writes('Второе');
  await other.phone.writes('Не жду');
  expect((await carried(other.ticket)).map(([text]) => text)).toEqual(['Не жду']);
  expect(await carried(ticket)).toEqual([]);
  await holds(phone, ticket, 2);
  expect((await carried(ticket)).map(([text]) => text)).toEqual(['Первое', 'Второе']);
});

test('an edit of what still waits changes what waits', async () => {
  const { phone, ticket } = await someone();
  desk.app.sandbox.faults.add({
    method: 'getFile',
    action: 'error',
    code: 500,
    description: 'Internal Server Error',
    times: 1,
  });
  const mine = await phone.sends(note, { caption: 'Опечтка' });
  await phone.edits(mine, 'Опечатка');
  await holds(phone, ticket, 1);
  expect(await carried(ticket)).toEqual([['Опечатка', ['замер.txt']]]);
});

test('a file that never comes is given up after many tries, with a word to the person', async () => {
  const { phone, ticket } = await someone();
  neverGives();
  await phone.sends(note, { caption: 'Жду' });
  await takes(phone, { failures: 130, notBefore: null, leaseToken: null });
  await holds(phone, ticket, 1);
  await phone.hears('Telegram его не отдаёт. Отправьте его ещё раз. Текст отправлен.');
  expect(await carried(ticket)).toEqual([['Жду', []]]);
});

test('whoever takes over from a worker that died files each message once, in order', async () => {
  const { phone, ticket } = await someone();
  neverGives();
  await phone.sends(note, { caption: 'До' });
  await phone.writes('После');
  // As a process leaves it that is killed while it fetches: taken, and never given back.
  const later = sql<Date>`${databaseNow} + interval '2 minutes'`;
  await takes(phone, { leaseToken: 'of the dead', notBefore: later });
  desk.app.sandbox.faults.clear();
  await desk.advance(30_000);
  await settled(desk.app);
  expect(await carried(ticket)).toEqual([]);
  await desk.advance(100_000);
  await holds(phone, ticket, 2);
  expect((await carried(ticket)).map(([text]) => text)).toEqual(['До', 'После']);
});

function neverGives(): void {
  const order = { method: 'getFile', action: 'error', code: 500, times: 1_000 } as const;
  desk.app.sandbox.faults.add({ ...order, description: 'Internal Server Error' });
}

/** Changes the first row of the chat at a moment when no worker has it. */
async function takes(
  phone: PersonsPhone,
  columns: { failures?: number; leaseToken: string | null; notBefore: SQL | null },
): Promise<void> {
  const [first] = await keptFrom(desk, phone);
  const take = async () => {
    const taken = await desk.platform.database.handle
      .update(telegramMessages)
      .set(columns)
      .where(and(eq(telegramMessages.id, first?.id ?? ''), isNull(telegramMessages.leaseToken)))
      .returning({ id: telegramMessages.id });
    return taken.length;
  };
  await expect.poll(take).toBe(1);
}

test('of more files within a day than the pages take, the person is told that they were not sent', async () => {
  const { phone, ticket } = await someone();
  await desk.platform.database.transaction(async (tx) => {
    for (let count = 0; count < 199; count++) await maySendFile(tx, desk.platform, phone.chatId);
  });
  await phone.sends(note);
  await holds(phone, ticket, 1);
  await phone.sends(note, { caption: 'И это' });
  await phone.hears('слишком много файлов за сутки');
  await phone.writes('Без файла');
  expect(await carried(ticket)).toEqual([
    ['', ['замер.txt']],
    ['Без файла', []],
  ]);
});
