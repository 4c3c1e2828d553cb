/** Who says what in a ticket, and what becomes of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerMyTicket, closeMyTicket } from '../../contract/my-tickets.ts';
import { answerTicket } from '../../contract/tickets.ts';
import { holdTime } from '../../testing/clock.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import {
  answers,
  changes,
  done,
  entriesIn,
  eventsIn,
  minute,
  opens,
  opensFor,
  stored,
  writes,
} from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('the first answer takes the ticket on, and the client waits no longer', async () => {
  const ticket = await opens(desk);
  const before = await stored(desk, ticket);
  expect(before).toMatchObject({ status: 'open', assigneeId: null, firstAnswerAt: null });
  expect(before.unansweredSince).toEqual(before.createdAt);
  const { position } = await answers(desk, desk.boris, ticket);
  expect(await stored(desk, ticket)).toMatchObject({
    status: 'in_progress',
    assigneeId: desk.boris.id,
    firstAnswerBy: desk.boris.id,
    firstAnswerAt: expect.any(Date),
    unansweredSince: null,
    lastAnswer: position,
    version: 2,
  });
  expect(await eventsIn(desk, ticket)).toEqual([
    ['assigned', null, desk.boris.name],
    ['status', 'open', 'in_progress'],
  ]);
});

test('a later answer by a colleague changes neither the assignee nor the first answer', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket);
  const before = await stored(desk, ticket);
  await writes(desk, desk.anna, ticket);
  expect((await stored(desk, ticket)).unansweredSince).toEqual(expect.any(Date));
  await answers(desk, desk.olga, ticket);
  const after = await stored(desk, ticket);
  expect(after).toMatchObject({ assigneeId: desk.boris.id, unansweredSince: null });
  expect(after.firstAnswerAt).toEqual(before.firstAnswerAt);
  expect(after.version).toBe(before.version);
});

test('the client waits since the first of several unanswered messages', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket);
  await writes(desk, desk.anna, ticket);
  const { unansweredSince } = await stored(desk, ticket);
  await desk.advance(minute);
  await writes(desk, desk.anna, ticket);
  expect((await stored(desk, ticket)).unansweredSince).toEqual(unansweredSince);
});

test('a note answers nobody, takes nothing on, and leaves the times that the client sees as they are', async () => {
  const ticket = await opens(desk);
  const before = await stored(desk, ticket);
  await desk.advance(minute);
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Он опять без бумаги' });
  const after = await stored(desk, ticket);
  const { updatedAt: _, ...unchanged } = before;
  expect(after).toMatchObject(unchanged);
  expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
  expect((await entriesIn(desk, ticket)).at(-1)).toMatchObject({
    kind: 'note',
    authorKind: 'staff',
    authorId: desk.boris.id,
  });
});

test('an answer may set the status; the client brings it back by writing', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket, { status: 'waiting' });
  expect(await stored(desk, ticket)).toMatchObject({ status: 'waiting', unansweredSince: null });
  await writes(desk, desk.anna, ticket);
  expect(await stored(desk, ticket)).toMatchObject({ status: 'in_progress' });
  await answers(desk, desk.boris, ticket, { status: 'resolved' });
  expect(await stored(desk, ticket)).toMatchObject({
    status: 'resolved',
    resolvedAt: expect.any(Date),
    resolvedBy: desk.boris.id,
  });
  await writes(desk, desk.anna, ticket);
  expect(await stored(desk, ticket)).toMatchObject({
    status: 'in_progress',
    resolvedAt: null,
    resolvedBy: null,
    unansweredSince: expect.any(Date),
  });
});

test('a ticket that is nobody’s is open again when the client writes', async () => {
  const ticket = await opens(desk);
  await changes(desk, desk.olga, ticket, { status: 'resolved' });
  await writes(desk, desk.anna, ticket);
  expect(await stored(desk, ticket)).toMatchObject({ status: 'open', assigneeId: null });
});

test('nobody writes on in a closed ticket, unless the desk says what becomes of it', async () => {
  const ticket = await opens(desk);
  const params = { ticketId: ticket.id };
  done(await desk.call(desk.anna, closeMyTicket, { params }));
  const count = (await entriesIn(desk, ticket)).length;
  const words = { text: 'Ещё' };
  expect((await desk.call(desk.anna, answerMyTicket, { params, body: words })).error?.code).toBe(
    'ticket.closed',
  );
  const body = { kind: 'message', ...words };
  expect((await desk.call(desk.boris, answerTicket, { params, body })).error?.code).toBe(
    'ticket.closed',
  );
  expect(await entriesIn(desk, ticket)).toHaveLength(count);
  await answers(desk, desk.boris, ticket, { kind: 'note' });
  await answers(desk, desk.boris, ticket, { status: 'in_progress' });
  expect(await stored(desk, ticket)).toMatchObject({ status: 'in_progress', closedAt: null });
});

test('whoever has not read the newest public words is told, and nothing is written', async () => {
  const ticket = await opens(desk);
  const { position } = await answers(desk, desk.boris, ticket);
  const params = { ticketId: ticket.id };
  const body = { kind: 'message', text: 'Готово', seen: position };
  await answers(desk, desk.olga, ticket, { kind: 'note', text: 'Между нами' });
  done(await desk.call(desk.boris, answerTicket, { params, body }));
  // His own words are no news to him; hers are.
  done(await desk.call(desk.boris, answerTicket, { params, body }));
  await writes(desk, desk.anna, ticket);
  const count = (await entriesIn(desk, ticket)).length;
  expect((await desk.call(desk.boris, answerTicket, { params, body })).error?.code).toBe(
    'ticket.newer_messages',
  );
  expect(await entriesIn(desk, ticket)).toHaveLength(count);
  await answers(desk, desk.boris, ticket, { kind: 'note', seen: position });
});

test('what staff open for a client waits for no answer; what a program brings does', async () => {
  const program = await desk.program(['tickets.write']);
  const byStaff = await opensFor(desk, desk.boris, { clientId: desk.anna.id, priority: 'urgent' });
  expect(await stored(desk, byStaff)).toMatchObject({
    source: 'desk',
    priority: 'urgent',
    unansweredSince: null,
    firstAnswerDueAt: null,
    lastAnswer: expect.any(Number),
  });
  const byProgram = await opensFor(desk, program, { clientId: desk.anna.id });
  expect(await stored(desk, byProgram)).toMatchObject({
    source: 'api',
    unansweredSince: expect.any(Date),
    firstAnswerDueAt: expect.any(Date),
  });
  await writes(desk, desk.anna, byStaff);
  expect(await stored(desk, byStaff)).toMatchObject({ firstAnswerDueAt: expect.any(Date) });
  await answers(desk, program, byProgram);
  expect(await stored(desk, byProgram)).toMatchObject({
    status: 'in_progress',
    assigneeId: null,
    firstAnswerBy: program.id,
  });
});

test('another client’s ticket is not found, by id and by number', async () => {
  const ticket = await opens(desk);
  const body = { text: 'Не мой' };
  for (const ticketId of [ticket.id, ticket.number, 999_999_999]) {
    const answer = await desk.call(desk.dmitry, answerMyTicket, { params: { ticketId }, body });
    expect(answer.error?.code).toBe('request.not_found');
  }
  done(await desk.call(desk.anna, answerMyTicket, { params: { ticketId: ticket.number }, body }));
});

test('who sees only their own does not find what is a colleague’s, and finds what is nobody’s', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.vera, ticket, { kind: 'note' });
  await answers(desk, desk.boris, ticket);
  const params = { ticketId: ticket.id };
  const body = { kind: 'message', text: 'Можно?' };
  expect((await desk.call(desk.vera, answerTicket, { params, body })).error?.code).toBe(
    'request.not_found',
  );
  await changes(desk, desk.boris, ticket, { assigneeId: desk.vera.id });
  done(await desk.call(desk.vera, answerTicket, { params, body }));
});

test('notes of one and the same millisecond are all kept', async () => {
  await holdTime(desk.platform);
  const ticket = await opens(desk);
  for (const text of ['one', 'two'])
    await answers(desk, desk.boris, ticket, { kind: 'note', text });
  const texts = (await entriesIn(desk, ticket)).flatMap(({ kind, text }) =>
    kind === 'note' ? [text] : [],
  );
  expect(texts).toEqual(['one', 'two']);
});
