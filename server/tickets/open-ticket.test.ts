/** Opening tickets, by clients, by staff and by programs. */

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerMyTicket, openMyTicket } from '../../contract/my-tickets.ts';
import { addTag } from '../../contract/ticket-tools.ts';
import { openTicket, searchTickets } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { clients } from '../identity/identity.tables.ts';
import { auditEntries, staff } from '../identity/staff.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { openClientTicket } from './open-ticket.ts';
import { tickets } from './tickets.tables.ts';
import { done, entriesIn, opens, opensFor, stored, tagNamesOf } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('a client’s ticket gets a number that people can say, and its first words', async () => {
  const first = await opens(desk);
  const second = await opens(desk, desk.dmitry);
  expect(first.number).toBeGreaterThan(1000);
  expect(second.number).toBeGreaterThan(first.number);
  expect(await stored(desk, first)).toMatchObject({
    clientId: desk.anna.id,
    status: 'open',
    priority: 'normal',
    source: 'portal',
    assigneeId: null,
    version: 1,
  });
  expect(await entriesIn(desk, first)).toMatchObject([
    { kind: 'message', authorKind: 'client', authorId: desk.anna.id, text: 'Горит красная лампа' },
  ]);
});

test('a ticket is found at once by its words, its client and its number', async () => {
  const ticket = await opens(desk, desk.maria, {
    subject: 'Кофеварка протекает',
    text: 'The kitchen was flooded',
  });
  for (const q of ['кофеварки', 'flooding', 'Maria', String(ticket.number)]) {
    const { items } = done(await desk.call(desk.boris, searchTickets, { query: { q } }));
    expect(items.map((item) => item.ticket.id)).toContain(ticket.id);
  }
});

test('tickets that come at the same moment are written together, and one whose client is gone undoes no other', async () => {
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, place) => desk.addClient({ name: `Клиент ${place}` })),
  );
  const [gone] = people;
  if (!gone) throw new Error('There are no people.');
  const given = { subject: 'Разом', text: 'Все пишут сразу', fileIds: [] };
  const doings = people.map(({ id, name }) => ({
    platform: desk.platform,
    ports: { addresses: async () => new Map() },
    viewer: { kind: 'client' as const, id, name, language: 'ru' as const, sessionId: newId() },
  }));
  await desk.platform.database.handle
    .update(clients)
    .set({ mergedIntoId: desk.anna.id })
    .where(eq(clients.id, gone.id));
  const results = await Promise.allSettled(doings.map((doing) => openClientTicket(doing, given)));
  expect(results[0]).toMatchObject({ status: 'rejected', reason: { code: 'request.invalid' } });
  const opened = results.slice(1).map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  expect(new Set(opened.map(({ number }) => number)).size).toBe(11);
  for (const [place, ticket] of opened.entries()) {
    expect(await stored(desk, ticket)).toMatchObject({ clientId: people[place + 1]?.id });
  }
});

test('one client opens and writes only so often; others go on', async () => {
  const client = await desk.addClient({});
  const body = { subject: 'Ещё один', text: 'И ещё один' };
  const open = async () => (await desk.call(client, openMyTicket, { body })).status;
  for (let minute = 0; minute < 15; minute++) {
    for (let number = 0; number < 20; number++) expect(await open()).toBe(200);
    expect(await open()).toBe(429);
    await desk.advance(60_000);
  }
  expect(await open()).toBe(429);
  const ticket = await opens(desk);
  const params = { ticketId: ticket.id };
  const write = async () =>
    (await desk.call(desk.anna, answerMyTicket, { params, body: { text: 'Ну?' } })).status;
  for (let number = 0; number < 60; number++) expect(await write()).toBe(200);
  expect(await write()).toBe(429);
  await desk.advance(60_000);
  expect(await write()).toBe(200);
  expect(await open()).toBe(429);
}, 60_000);

test('staff open a ticket for a client with priority, colleague and tags, and it is on record', async () => {
  const tag = done(
    await desk.call(desk.olga, addTag, { body: { name: 'Сервис', colour: 'blue' } }),
  );
  const ticket = await opensFor(desk, desk.vera, {
    clientId: desk.anna.id,
    priority: 'high',
    assigneeId: desk.boris.id,
    tagIds: [tag.id],
  });
  expect(await stored(desk, ticket)).toMatchObject({
    clientId: desk.anna.id,
    priority: 'high',
    priorityPlace: 2,
    assigneeId: desk.boris.id,
    source: 'desk',
  });
  expect(await tagNamesOf(desk, ticket)).toEqual(['Сервис']);
  const [entry] = await desk.platform.database.handle
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, ticket.id));
  expect(entry).toMatchObject({
    action: 'ticket.opened',
    actorId: desk.vera.id,
    subjectLabel: `#${ticket.number} Договор`,
  });
});

test('whom and what a ticket names must be there, and a refused one leaves nothing', async () => {
  const left = await desk.addStaff({ name: 'Gleb' });
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: databaseNow })
    .where(eq(staff.id, left.id));
  const { handle } = desk.platform.database;
  const count = await handle.$count(tickets);
  const body = { clientId: desk.anna.id, subject: 'Договор', text: 'Пришлите подпись' };
  const refused = async (more: object) =>
    (await desk.call(desk.boris, openTicket, { body: { ...body, ...more } })).error;
  expect(await refused({ clientId: newId() })).toMatchObject({ fields: { clientId: 'unknown' } });
  expect(await refused({ assigneeId: newId() })).toMatchObject({
    fields: { assigneeId: 'unknown' },
  });
  expect(await refused({ assigneeId: left.id })).toMatchObject({ code: 'staff.not_active' });
  expect(await refused({ tagIds: [newId()] })).toMatchObject({ fields: { tagIds: 'unknown' } });
  expect(await refused({ fileIds: [newId()] })).toMatchObject({ code: 'file.not_found' });
  const mine = { subject: 'Тема', text: 'Текст', fileIds: [newId()] };
  expect((await desk.call(desk.anna, openMyTicket, { body: mine })).error?.code).toBe(
    'file.not_found',
  );
  expect(await handle.$count(tickets)).toBe(count);
});
