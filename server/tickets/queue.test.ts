import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerMyTicket, closeMyTicket } from '../../contract/my-tickets.ts';
import { queue, queueCounts } from '../../contract/tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { newId } from '../platform/ids.ts';
import { tags } from './tickets.tables.ts';
import { answers, changes, opens, opensFor, type TestTicket } from './tickets-test.ts';

let desk: Desk;
let printer: TestTicket;
let invoice: TestTicket;
let urgent: TestTicket;
let solved: TestTicket;
const tag = { id: newId(), name: 'Оплата', key: 'оплата', colour: 'green' as const };

beforeAll(async () => {
  desk = await openDesk();
  await desk.platform.database.handle.insert(tags).values(tag);
  printer = await opens(desk, desk.anna);
  invoice = await opens(desk, desk.dmitry, { subject: 'Счёт за ноябрь' });
  urgent = await opensFor(desk, desk.olga, {
    clientId: desk.maria.id,
    subject: 'All is on fire',
    priority: 'urgent',
    assigneeId: desk.boris.id,
    tagIds: [tag.id],
  });
  solved = await opens(desk, desk.anna, { subject: 'Уже не нужно' });
  await desk.call(desk.anna, closeMyTicket, { params: { ticketId: solved.id } });
  await answers(desk, desk.boris, printer);
});
afterAll(() => desk.close());

test('a row names the client, who has it, its tags and what is due', async () => {
  const [row] = await list(desk.olga, { assignee: desk.boris.id, priority: 'urgent' });
  expect(row).toMatchObject({
    id: urgent.id,
    number: urgent.number,
    subject: 'All is on fire',
    client: { id: desk.maria.id, name: 'Maria' },
    assignee: { id: desk.boris.id, name: 'Boris Sokolov' },
    tags: [{ id: tag.id, name: 'Оплата', colour: 'green' }],
    status: 'open',
    overdue: false,
  });
});

test('filters narrow each other', async () => {
  expect(await ids(desk.olga, {})).toHaveLength(3);
  expect(await ids(desk.olga, { status: 'all' })).toHaveLength(4);
  expect(await ids(desk.olga, { status: 'closed' })).toEqual([solved.id]);
  expect(await ids(desk.olga, { status: 'all', clientId: desk.anna.id })).toHaveLength(2);
  expect(await ids(desk.olga, { status: 'open', clientId: desk.dmitry.id })).toEqual([invoice.id]);
  expect(await ids(desk.olga, { tagId: tag.id })).toEqual([urgent.id]);
  expect(await ids(desk.olga, { tagId: newId() })).toEqual([]);
  expect(await ids(desk.olga, { unanswered: true })).toEqual([invoice.id]);
  expect(await ids(desk.olga, { priority: 'low' })).toEqual([]);
  expect(await ids(desk.boris, { assignee: 'me', priority: 'urgent' })).toEqual([urgent.id]);
  expect(await ids(desk.olga, { assignee: 'none' })).toContain(invoice.id);
  expect(await ids(desk.olga, { assignee: 'none', tagId: tag.id })).toEqual([]);
});

test('every order gives every ticket once, however small the pages are', async () => {
  const all = (await ids(desk.olga, { status: 'all' })).sort();
  for (const sort of ['due', 'newest', 'updated', 'priority']) {
    for (const status of ['all', 'unsolved']) {
      const seen = await walk({ sort, status });
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(status === 'all' ? all.length : all.length - 1);
    }
  }
  expect((await ids(desk.olga, { sort: 'newest' }))[0]).toBe(urgent.id);
  expect((await ids(desk.olga, { sort: 'priority' }))[0]).toBe(urgent.id);
  await desk.call(desk.dmitry, answerMyTicket, {
    params: { ticketId: invoice.id },
    body: { text: 'Ау' },
  });
  expect((await ids(desk.olga, { sort: 'updated' }))[0]).toBe(invoice.id);
});

test('an agent who sees her own and nobody’s sees no others, and is not told how many there are', async () => {
  expect(await ids(desk.vera, {})).not.toContain(urgent.id);
  expect(await ids(desk.vera, { tagId: tag.id })).toEqual([]);
  const [hers, all] = [await counts(desk.vera), await counts(desk.olga)];
  expect(all.unsolved).toBe(3);
  expect(hers.unsolved).toBe((await ids(desk.vera, {})).length);
  expect(all).toMatchObject({ unanswered: 1, overdue: 0, mine: 0 });
  expect((await counts(desk.boris)).mine).toBeGreaterThanOrEqual(1);
});

test('programs with the right read the queue; clients and other programs do not', async () => {
  const reading = await desk.program(['tickets.read']);
  expect((await desk.call(reading, queue, {})).status).toBe(200);
  expect((await desk.call(await desk.program(['clients.read']), queue, {})).status).toBe(403);
  expect((await desk.call(desk.anna, queue, {})).status).toBe(403);
});

test('invented places are refused and never break anything', async () => {
  const shape = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const id = newId();
  const at = '2026-11-21 09:00:00.000000';
  const invented = [
    'x',
    '%00',
    '💥',
    shape(null),
    shape([]),
    shape({ order: 'due' }),
    shape({ order: 'due', at: 'now', id, priority: 1 }),
    shape({ order: 'due', at: '2026-02-31 09:00:00.000000', id, priority: 1 }),
    shape({ order: 'due', at: '0000-01-01 00:00:00.000000', id, priority: 1 }),
    shape({ order: 'due', at: "2026-11-21' or 1=1 --", id, priority: 1 }),
    shape({ order: 'due', at, id: "'; drop table tickets", priority: 1 }),
    shape({ order: 'due', at, id, priority: 1e99 }),
    shape({ order: 'newest', at, id, priority: 1 }),
  ];
  for (const after of invented) {
    const { status, error } = await desk.call(desk.olga, queue, { query: { after } });
    expect([status, error?.code]).toEqual([400, 'request.invalid']);
  }
  for (const at of ['0001-01-01 00:00:00.000000', '9999-12-31 23:59:59.999999']) {
    const after = shape({ order: 'due', at, id, priority: 1 });
    expect((await desk.call(desk.olga, queue, { query: { after } })).status).toBe(200);
  }
});

test('a time that has passed makes a ticket overdue, and it stands first', async () => {
  await desk.advance(6 * 86_400_000);
  const [first] = await list(desk.olga, {});
  expect(first).toMatchObject({ overdue: true });
  expect((await counts(desk.olga)).overdue).toBeGreaterThanOrEqual(2);
  expect(await ids(desk.olga, { overdue: true })).toContain(urgent.id);
  await changes(desk, desk.olga, urgent, { status: 'resolved' });
  expect(await ids(desk.olga, { overdue: true })).not.toContain(urgent.id);
  const all = await ids(desk.olga, { overdue: false, status: 'all' });
  expect(all).toContain(urgent.id);
});

async function list(as: Caller, query: Record<string, unknown>) {
  const { status, body } = await desk.call(as, queue, { query });
  expect(status).toBe(200);
  return body.items;
}

async function ids(as: Caller, query: Record<string, unknown>): Promise<string[]> {
  return (await list(as, query)).map(({ id }) => id);
}

async function counts(as: Caller) {
  return (await desk.call(as, queueCounts)).body;
}

async function walk(query: Record<string, unknown>): Promise<string[]> {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { body } = await desk.call(desk.olga, queue, { query: { ...query, limit: 1, after } });
    seen.push(...body.items.map(({ id }) => id));
    after = body.next;
  } while (after !== undefined && seen.length < 20);
  return seen;
}
