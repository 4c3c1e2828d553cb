import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTicket, searchTickets } from '../../contract/tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { rows } from '../platform/database.ts';
import { termsOf } from './search-terms.ts';
import { answers, changes, opens, opensFor, type TestTicket } from './tickets-test.ts';

let desk: Desk;
let invoice: TestTicket;
let printer: TestTicket;
let english: TestTicket;
beforeAll(async () => {
  desk = await openDesk();
  invoice = await opens(desk, desk.anna, {
    subject: 'Не пришёл счёт',
    text: 'Жду счета за ноябрь, а он не приходит. <b>Очень</b> нужно \uE000бухгалтерии\uE001.',
  });
  printer = await opens(desk, desk.dmitry, { subject: 'Сломался принтер' });
  await answers(desk, desk.boris, printer, { kind: 'note', text: 'Похоже на картридж' });
  english = await opens(desk, desk.maria, {
    subject: 'Payments fail',
    text: 'Every card is refused',
  });
});
afterAll(() => desk.close());

test('words are found in any of their forms, in Russian and in English', async () => {
  expect(await found('счетом')).toEqual([invoice.id]);
  expect(await found('СЧЁТ ноября')).toEqual([invoice.id]);
  expect(await found('payment cards')).toEqual([english.id]);
  expect(await found('принтеры')).toEqual([printer.id]);
  expect(await found('принтер счёт')).toEqual([]);
});

test('the last word may be unfinished', async () => {
  expect(await found('прин')).toEqual([printer.id]);
  expect(await found('refu')).toEqual([english.id]);
});

test('words in quotes stand in this order', async () => {
  expect(await found('"не пришёл счёт"')).toEqual([invoice.id]);
  expect(await found('«card is refused»')).toEqual([english.id]);
  expect(await found('"refused card"')).toEqual([]);
});

test('notes are found by staff', async () => {
  expect(await found('картридж')).toEqual([printer.id]);
});

test('hits are marked as pieces of text, and what people write is never taken for a mark', async () => {
  const [hit] = (await search(desk.olga, 'счёт')).body.items;
  expect(hit?.subject).toEqual([
    { text: 'Не пришёл ', hit: false },
    { text: 'счёт', hit: true },
  ]);
  const excerpt = (await search(desk.olga, 'бухгалтерия')).body.items[0]?.excerpt ?? [];
  expect(excerpt.filter(({ hit }) => hit)).toEqual([{ text: 'бухгалтерии', hit: true }]);
  expect(excerpt.map(({ text }) => text).join('')).toContain('<b>Очень</b>');
});

test('a number finds its ticket first, however it is written', async () => {
  for (const q of [`${invoice.number}`, `№${invoice.number}`, `# ${invoice.number}`]) {
    expect((await found(q))[0]).toBe(invoice.id);
  }
  expect((await search(desk.olga, '999999999')).body.items).toEqual([]);
});

test('a part of a phone number finds the client and what they asked', async () => {
  for (const q of ['1234567', '+7 916 123', '8 (916) 123-45-67', '4567']) {
    const { body } = await search(desk.olga, q);
    expect(body.clients.map(({ id }) => id)).toContain(desk.anna.id);
    expect(body.items.map(({ ticket }) => ticket.id)).toContain(invoice.id);
  }
});

test('the beginning of a name finds the client and what they asked', async () => {
  const { body } = await search(desk.olga, 'smirn');
  expect(body.clients).toEqual([
    { id: desk.anna.id, name: 'Anna Smirnova', phone: desk.anna.phone },
  ]);
  expect(body.items.map(({ ticket }) => ticket.id)).toEqual([invoice.id]);
});

test('a program that may not read clients finds tickets, and nobody’s number', async () => {
  const program = await desk.program(['tickets.read']);
  const { body } = await search(program, 'smirn');
  expect(body.clients).toEqual([]);
  expect(body.items.map(({ ticket }) => ticket.id)).toEqual([invoice.id]);
  expect((await search(program, desk.anna.phone.slice(2))).body).toMatchObject({ items: [] });
  const read = await desk.call(program, readTicket, { params: { ticketId: invoice.id } });
  expect(read.body.client).not.toHaveProperty('phone');
  const both = await desk.program(['tickets.read', 'clients.read']);
  expect((await search(both, 'smirn')).body.clients).toHaveLength(1);
  const whole = await desk.call(both, readTicket, { params: { ticketId: invoice.id } });
  expect(whole.body.client.phone).toBe(desk.anna.phone);
});

test('an agent who sees her own and nobody’s finds no others', async () => {
  const secret = await opensFor(desk, desk.olga, {
    clientId: desk.anna.id,
    subject: 'Тайный договор',
    assigneeId: desk.boris.id,
  });
  expect(await found('тайный')).toEqual([secret.id]);
  expect(await found('тайный', desk.vera)).toEqual([]);
  expect(await found(`№${secret.number}`, desk.vera)).toEqual([]);
  expect(await found('1234567', desk.vera)).not.toContain(secret.id);
  await changes(desk, desk.olga, secret, { assigneeId: desk.vera.id });
  expect(await found('тайный', desk.vera)).toEqual([secret.id]);
});

test('a client who writes ever more new words makes no ticket dear', async () => {
  const ticket = await opens(desk, await desk.addClient({}));
  let word = 0;
  for (let message = 0; message < 16; message++) {
    const text = Array.from({ length: 1200 }, () => `w${(++word).toString(36)}x`).join(' ');
    await answers(desk, desk.boris, ticket, { text });
  }
  const [stored] = await rows<{ bytes: number }>(
    desk.platform.database.handle,
    sql`select pg_column_size(document || ''::tsvector) as bytes
        from ticket_search where ticket_id = ${ticket.id}`,
  );
  expect(stored?.bytes).toBeGreaterThan(150_000);
  expect(stored?.bytes).toBeLessThan(250_000);
  expect(await found('w1x')).toEqual([ticket.id]);
});

test('more hits come page by page, the newest first, each once', async () => {
  const made: string[] = [];
  for (let i = 0; i < 23; i++) {
    const client = i % 2 === 0 ? desk.maria : desk.dmitry;
    made.unshift((await opens(desk, client, { subject: 'Zebra crossing' })).id);
  }
  const first = (await search(desk.olga, 'zebra')).body;
  const second = (await search(desk.olga, 'zebra', first.next)).body;
  const ids = [...first.items, ...second.items].map(({ ticket }) => ticket.id);
  expect(ids).toEqual(made);
  expect(second.next).toBeUndefined();
  expect(second.clients).toEqual([]);
});

test('nothing that can be typed breaks the search', async () => {
  const typed = [
    ...["'", '"', '""', '\\', "a'b", ':*', '!', '&', '|', '()', 'a & | b', '<->', "'); --", '*:A'],
    ...[
      '%',
      '_',
      '\u0000',
      'a\u0000b',
      '\uD800',
      '💥',
      'и',
      'the',
      'не на',
      '№',
      '#',
      '-',
      '«',
      '++++',
    ],
    ...[
      '\uE000\uE001',
      '8'.repeat(200),
      'щ'.repeat(200),
      '" '.repeat(90),
      'http://x.y/z?a=1&b=2 c',
    ],
    ...[
      'anna@otklik.example',
      'a-b_c/d',
      '1042.5',
      '+',
      '+7',
      '0',
      '000',
      '2147483648',
      '999999999',
    ],
  ];
  for (const q of typed) expect([q, (await search(desk.olga, q)).status]).not.toContain(500);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (q) => {
      expect((await search(desk.olga, q)).status).not.toBe(500);
    }),
    { numRuns: 40 },
  );
  for (const after of ['x', 'MA', 'LTE', 'MWU5OQ', 'e30']) {
    expect((await search(desk.olga, 'zebra', after)).status).toBe(400);
  }
});

test('what is typed is taken apart into a number, phrases, words and a beginning', () => {
  expect(termsOf('№ 1042')).toMatchObject({ number: 1042 });
  expect(termsOf('печать "красная лампа" горит')).toEqual({
    phone: false,
    words: 'печать   ',
    phrases: ['красная лампа'],
    unfinished: 'горит',
  });
  expect(termsOf('не')).toEqual({ phone: false, words: 'не', phrases: [] });
  expect(termsOf('8 916 1')).toMatchObject({ phone: true });
});

function search(as: Caller, q: string, after?: string) {
  return desk.call(as, searchTickets, { query: { q, after } });
}

async function found(q: string, as: Caller = desk.olga): Promise<string[]> {
  const { status, body } = await search(as, q);
  expect(status).toBe(200);
  return body.items.map(({ ticket }) => ticket.id);
}
