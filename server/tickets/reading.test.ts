import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listClients, readClient } from '../../contract/clients.ts';
import {
  myTicketEntries,
  myTickets,
  rateMyTicket,
  readMyTicket,
} from '../../contract/my-tickets.ts';
import { homeReport } from '../../contract/reports.ts';
import { readTicket, saveDraft, showPresence, ticketEntries } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import {
  answers,
  changes,
  day,
  entriesIn,
  opens,
  opensFor,
  stored,
  type TestTicket,
  writes,
} from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ COMPANY_NAME: 'Север' });
});
afterAll(() => desk.close());

test('the desk reads notes and every change; the client reads neither', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Опять он' });
  await answers(desk, desk.boris, ticket, { text: 'Проверьте кабель' });
  await changes(desk, desk.olga, ticket, { priority: 'high', assigneeId: desk.vera.id });
  await changes(desk, desk.vera, ticket, { status: 'waiting' });
  const desks = (await read(ticket)).body.items;
  const whats = desks.flatMap(({ event }) => event?.what ?? []);
  expect(desks.map(({ kind }) => kind)).toContain('note');
  expect(whats).toEqual(expect.arrayContaining(['priority', 'assigned', 'status']));
  const mine = (await readMine(ticket)).body.items;
  expect(mine.map(({ kind }) => kind)).not.toContain('note');
  const shown = new Set(mine.flatMap(({ event }) => event?.what ?? []));
  expect([...shown]).toEqual(['status']);
  expect(JSON.stringify(mine)).not.toContain(desk.boris.id);
  expect(mine.find(({ text }) => text === 'Проверьте кабель')?.author).toEqual({
    kind: 'staff',
    name: 'Boris Sokolov',
  });
});

test('to the client a program speaks as the company, to the desk by its name', async () => {
  const ticket = await opens(desk);
  const program = await desk.program(['tickets.read', 'tickets.write'], 'Робот склада');
  await answers(desk, program, ticket, { text: 'Отгружено' });
  const authorIn = (items: { text?: string; author: { name: string } }[]) =>
    items.find(({ text }) => text === 'Отгружено')?.author.name;
  expect(authorIn((await read(ticket)).body.items)).toBe('Робот склада');
  expect(authorIn((await readMine(ticket)).body.items)).toBe('Север');
});

test('a long conversation comes in pages that leave nothing out', async () => {
  const ticket = await opens(desk);
  const long = '"\\ы'.repeat(3000);
  for (let i = 0; i < 9; i++) await answers(desk, desk.boris, ticket, { text: `${i} ${long}` });
  const seen: number[] = [];
  let before: number | undefined;
  do {
    const answer = await read(ticket, before);
    const { items, earlier } = answer.body;
    expect(JSON.stringify(answer.body).length).toBeLessThan(100_000);
    expect(items.length).toBeGreaterThan(0);
    seen.unshift(...items.map(({ position }) => position));
    before = earlier;
  } while (before !== undefined && seen.length < 100);
  expect(seen).toEqual((await entriesIn(desk, ticket)).map(({ position }) => position));
  expect((await read(ticket, 1)).body).toEqual({ items: [] });
  expect((await read(ticket, Number.MAX_SAFE_INTEGER)).status).toBe(200);
});

test('whoever reads the newest page has seen the answer, and other pages hear of it', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket);
  const heard: (string | undefined)[] = [];
  const stop = desk.platform.live.subscribe(`viewer:client:${desk.anna.id}`, (detail) =>
    heard.push(detail),
  );
  expect(await unread(ticket)).toBe(true);
  await readMine(ticket, 1);
  expect(await unread(ticket)).toBe(true);
  await read(ticket);
  expect(await unread(ticket)).toBe(true);
  heard.length = 0;
  await readMine(ticket);
  expect(await unread(ticket)).toBe(false);
  await vi.waitFor(() => expect(heard).toContain(`ticket:${ticket.id}`));
  stop();
  await answers(desk, desk.boris, ticket, { text: 'И ещё' });
  expect(await unread(ticket)).toBe(true);
  await writes(desk, desk.anna, ticket);
});

test('what is another’s is not found', async () => {
  const ticket = await opens(desk);
  const theirs = await opensFor(desk, desk.olga, {
    clientId: desk.anna.id,
    assigneeId: desk.boris.id,
  });
  const params = { ticketId: ticket.number };
  for (const endpoint of [readMyTicket, myTicketEntries]) {
    expect((await desk.call(desk.dmitry, endpoint, { params })).status).toBe(404);
    expect((await desk.call(desk.anna, endpoint, { params })).status).toBe(200);
  }
  for (const endpoint of [readTicket, ticketEntries]) {
    const hidden = { params: { ticketId: theirs.id } };
    expect((await desk.call(desk.vera, endpoint, hidden)).status).toBe(404);
    expect((await desk.call(desk.boris, endpoint, hidden)).status).toBe(200);
    expect((await desk.call(desk.anna, endpoint, hidden)).status).toBe(403);
  }
  for (const ticketId of ['0', '999999999', '00000000-0000-4000-8000-000000000000']) {
    expect((await desk.call(desk.olga, readTicket, { params: { ticketId } })).status).toBe(404);
  }
});

test('an agent who sees her own and nobody’s is not told how many others a client has', async () => {
  const client = await desk.addClient({});
  const ticket = await opens(desk, client);
  await opensFor(desk, desk.olga, { clientId: client.id, assigneeId: desk.boris.id });
  const params = { ticketId: ticket.id, clientId: client.id };
  for (const [member, open] of [
    [desk.olga, 2],
    [desk.boris, 2],
    [desk.vera, 1],
  ] as const) {
    const shown = await desk.call(member, readTicket, { params });
    expect(shown.body.client.openTickets).toBe(open);
    expect((await desk.call(member, readClient, { params })).body.openTickets).toBe(open);
    const listed = (await desk.call(member, listClients)).body.items;
    expect(listed.find(({ id }) => id === client.id)?.openTickets).toBe(open);
  }
});

test('a ticket shows who else has it open, the viewer’s own draft, and what is due', async () => {
  const ticket = await opens(desk);
  const params = { ticketId: ticket.id };
  await desk.call(desk.boris, showPresence, { params, body: { state: 'answering' } });
  await desk.call(desk.boris, saveDraft, { params, body: { kind: 'note', text: 'Начал…' } });
  const olga = (await desk.call(desk.olga, readTicket, { params })).body;
  expect(olga.others).toEqual([{ id: desk.boris.id, name: 'Boris Sokolov', answering: true }]);
  expect(olga.draft).toBeUndefined();
  expect(olga).toMatchObject({
    version: 1,
    source: 'portal',
    dueWhat: 'first_answer',
    dueAt: olga.firstAnswerDueAt,
    client: { phone: desk.anna.phone, openTickets: expect.any(Number) },
  });
  const boris = (await desk.call(desk.boris, readTicket, { params })).body;
  expect(boris).toMatchObject({ others: [], draft: { kind: 'note', text: 'Начал…' } });
  await desk.advance(26_000);
  expect((await desk.call(desk.olga, readTicket, { params })).body.others).toEqual([]);
});

test('the client’s list is theirs, the last changed first, in pages, and says what may be done', async () => {
  const client = await desk.addClient({});
  const made: TestTicket[] = [];
  for (let i = 0; i < 3; i++) made.push(await opens(desk, client));
  const [first, second, third] = made.map(({ id }) => id);
  await changes(desk, desk.olga, made[2] as TestTicket, { status: 'closed' });
  await writes(desk, client, made[0] as TestTicket);
  const list = async (query: Record<string, unknown>) =>
    (await desk.call(client, myTickets, { query })).body;
  const all = await list({});
  expect(all.items.map(({ id }) => id)).toEqual([first, third, second]);
  expect(all).toMatchObject({ open: 2 });
  expect((await list({ state: 'closed' })).items.map(({ id }) => id)).toEqual([third]);
  expect((await list({ state: 'open' })).items).toHaveLength(2);
  const page = await list({ limit: 2 });
  const rest = await list({ limit: 2, after: page.next });
  expect([...page.items, ...rest.items]).toEqual(all.items);
  const closed = (await desk.call(client, readMyTicket, { params: { ticketId: third ?? '' } }))
    .body;
  expect(closed).toMatchObject({
    canAnswer: false,
    canReopen: true,
    canRate: true,
    canClose: false,
  });
  expect((await desk.call(client, myTickets, { query: { after: 'e30' } })).status).toBe(400);
});

test('the report counts days in the company’s zone, and agents by what they did', async () => {
  const ticket = await opens(desk, desk.dmitry);
  await answers(desk, desk.vera, ticket, { text: 'Готово', status: 'resolved' });
  const rating = { params: { ticketId: ticket.id }, body: { score: 4 } };
  expect((await desk.call(desk.dmitry, rateMyTicket, rating)).status).toBe(200);
  const report = async () => (await desk.call(desk.boris, homeReport, { query: { days: 7 } })).body;
  const { byDay, byAgent } = await report();
  expect(byDay).toHaveLength(7);
  expect(byDay.at(-1)).toMatchObject({ opened: expect.any(Number), firstAnswerMinutes: 0 });
  expect(byDay.at(-1)?.solved).toBeGreaterThanOrEqual(1);
  expect(byDay.slice(0, 6).every(({ opened }) => opened === 0)).toBe(true);
  const vera = byAgent.find(({ agent }) => agent.id === desk.vera.id);
  expect(vera).toMatchObject({ answers: 1, solved: 1, rating: 4, firstAnswerMinutes: 0 });
  await desk.advance(day);
  const next = await report();
  expect(next.byDay[5]).toEqual(byDay[6]);
  expect((await stored(desk, ticket)).rating).toBe(4);
});

test('of the figures clients and programs learn nothing', async () => {
  const program = await desk.program(['tickets.read']);
  expect((await desk.call(desk.anna, homeReport)).status).toBe(403);
  expect((await desk.call(program, homeReport)).status).toBe(403);
});

function read(ticket: TestTicket, before?: number) {
  return desk.call(desk.olga, ticketEntries, {
    params: { ticketId: ticket.id },
    query: { before },
  });
}

function readMine(ticket: TestTicket, before?: number) {
  const params = { ticketId: ticket.id };
  return desk.call(desk.anna, myTicketEntries, { params, query: { before } });
}

async function unread(ticket: TestTicket): Promise<boolean> {
  const { body } = await desk.call(desk.anna, readMyTicket, { params: { ticketId: ticket.id } });
  return body.unread;
}
