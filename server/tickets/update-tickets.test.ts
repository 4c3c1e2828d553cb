/** Changes of a ticket's own fields, one by one and many at once. */
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTag } from '../../contract/ticket-tools.ts';
import { updateTicket, updateTickets } from '../../contract/tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { auditEntries, staff } from '../identity/staff.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import {
  answers,
  changes,
  done,
  eventsIn,
  opens,
  stored,
  tagNamesOf,
  writes,
} from './tickets-test.ts';

let desk: Desk;
let tags: string[];
beforeAll(async () => {
  desk = await openDesk();
  tags = [];
  for (const name of ['Альфа', 'Бета', 'Гамма']) {
    const body = { name, colour: 'grey' };
    tags.push(done(await desk.call(desk.olga, addTag, { body })).id);
  }
});
afterAll(() => desk.close());

async function bulk(as: Caller, items: object[]) {
  return done(await desk.call(as, updateTickets, { body: { items } }));
}

async function refused(ticketId: string, body: object, as: Caller = desk.boris) {
  return (await desk.call(as, updateTicket, { params: { ticketId }, body })).error;
}

test('each change is a line in the conversation and in the audit log', async () => {
  const ticket = await opens(desk);
  const version = await changes(desk, desk.boris, ticket, {
    priority: 'urgent',
    assigneeId: desk.vera.id,
    tagIds: [tags[1], tags[0]],
    status: 'waiting',
  });
  expect(version).toBe(2);
  expect(await eventsIn(desk, ticket)).toEqual([
    ['status', 'open', 'waiting'],
    ['priority', 'normal', 'urgent'],
    ['assigned', null, desk.vera.name],
    ['tags', null, 'Альфа, Бета'],
  ]);
  expect(await tagNamesOf(desk, ticket)).toEqual(['Альфа', 'Бета']);
  const [entry] = await desk.platform.database.handle
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, ticket.id), eq(auditEntries.action, 'ticket.changed')))
    .orderBy(asc(auditEntries.at));
  expect(entry?.changes).toEqual({
    status: ['open', 'waiting'],
    priority: ['normal', 'urgent'],
    assigned: [null, desk.vera.name],
    tags: [null, 'Альфа, Бета'],
  });
});

test('what is as it was already leaves no trace', async () => {
  const ticket = await opens(desk);
  const before = await stored(desk, ticket);
  const same = { status: 'open', priority: 'normal', assigneeId: null, tagIds: [] };
  expect(await changes(desk, desk.boris, ticket, same)).toBe(1);
  expect(await stored(desk, ticket)).toEqual(before);
  expect(await eventsIn(desk, ticket)).toEqual([]);
});

test('whoever changes an older version is told; messages do not make a version', async () => {
  const ticket = await opens(desk);
  await writes(desk, desk.anna, ticket);
  expect(await changes(desk, desk.boris, ticket, { priority: 'high', version: 1 })).toBe(2);
  expect((await refused(ticket.id, { priority: 'low', version: 1 }))?.code).toBe('ticket.changed');
  expect((await stored(desk, ticket)).priority).toBe('high');
});

test('a subject is changed only by whoever has read the version', async () => {
  const ticket = await opens(desk);
  const subject = 'Печатает, но криво';
  expect(await refused(ticket.id, { subject })).toMatchObject({ fields: { version: 'required' } });
  expect(await changes(desk, desk.boris, ticket, { subject, version: 1 })).toBe(2);
  expect((await stored(desk, ticket)).subject).toBe(subject);
  expect(await eventsIn(desk, ticket)).toEqual([['subject', 'Не печатает принтер', subject]]);
});

test('a ticket goes to nobody who is shut out or unknown', async () => {
  const left = await desk.addStaff({ name: 'Gleb' });
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: databaseNow })
    .where(eq(staff.id, left.id));
  const ticket = await opens(desk);
  expect((await refused(ticket.id, { assigneeId: left.id }))?.code).toBe('staff.not_active');
  expect(await refused(ticket.id, { assigneeId: newId() })).toMatchObject({
    fields: { assigneeId: 'unknown' },
  });
  expect(await refused(ticket.id, { tagIds: [newId()] })).toMatchObject({
    fields: { tagIds: 'unknown' },
  });
  expect(await eventsIn(desk, ticket)).toEqual([]);
});

test('who sees only their own may give a ticket away, and then it is gone for them', async () => {
  const ticket = await opens(desk);
  await changes(desk, desk.vera, ticket, { assigneeId: desk.boris.id });
  expect((await refused(ticket.id, { priority: 'low' }, desk.vera))?.code).toBe(
    'request.not_found',
  );
});

test('many are changed in one go, and their former values undo it', async () => {
  const one = await opens(desk);
  const other = await opens(desk, desk.dmitry);
  await changes(desk, desk.boris, other, {
    status: 'waiting',
    tagIds: [tags[0]],
    assigneeId: desk.vera.id,
  });
  const wanted = { status: 'closed', assigneeId: desk.olga.id, addTagIds: [tags[2]] };
  const { before, passedOver } = await bulk(desk.boris, [
    { id: one.id, ...wanted },
    { id: other.id, ...wanted, removeTagIds: [tags[0]] },
  ]);
  expect(passedOver).toBe(0);
  expect(before).toHaveLength(2);
  expect(await stored(desk, other)).toMatchObject({
    status: 'closed',
    assigneeId: desk.olga.id,
    closedByKind: 'staff',
    resolvedAt: expect.any(Date),
  });
  expect(await tagNamesOf(desk, other)).toEqual(['Гамма']);
  await bulk(desk.boris, before);
  expect(await stored(desk, one)).toMatchObject({
    status: 'open',
    assigneeId: null,
    closedAt: null,
    closedByKind: null,
    resolvedAt: null,
    // The client has waited all the time.
    unansweredSince: (await stored(desk, one)).createdAt,
  });
  expect(await stored(desk, other)).toMatchObject({ status: 'waiting', assigneeId: desk.vera.id });
  expect(await tagNamesOf(desk, one)).toEqual([]);
  expect(await tagNamesOf(desk, other)).toEqual(['Альфа']);
});

test('what the viewer does not see is passed over, and the rest is done', async () => {
  const hers = await opens(desk);
  const his = await opens(desk);
  await answers(desk, desk.boris, his);
  const { before, passedOver } = await bulk(desk.vera, [
    { id: hers.id, priority: 'high' },
    { id: his.id, priority: 'high' },
    { id: newId(), priority: 'high' },
  ]);
  expect({ passedOver, before }).toEqual({
    passedOver: 2,
    before: [{ id: hers.id, priority: 'normal' }],
  });
  expect((await stored(desk, his)).priority).toBe('normal');
});

test('one ticket stands once in a request, and a colleague who is not there refuses all of it', async () => {
  const ticket = await opens(desk);
  const twice = { items: [1, 2].map(() => ({ id: ticket.id, priority: 'high' })) };
  expect((await desk.call(desk.boris, updateTickets, { body: twice })).error).toMatchObject({
    fields: { items: 'malformed' },
  });
  const items = [{ id: ticket.id, priority: 'high', assigneeId: newId() }];
  expect((await desk.call(desk.boris, updateTickets, { body: { items } })).status).toBe(400);
  expect((await stored(desk, ticket)).version).toBe(1);
});
