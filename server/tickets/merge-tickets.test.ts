/** Two tickets that are one matter. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerMyTicket,
  closeMyTicket,
  myTicketEntries,
  readMyTicket,
} from '../../contract/my-tickets.ts';
import { addTag } from '../../contract/ticket-tools.ts';
import {
  answerTicket,
  mergeTicket,
  readTicket,
  saveDraft,
  searchTickets,
} from '../../contract/tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import {
  answers,
  changes,
  done,
  entriesIn,
  eventsIn,
  opens,
  stored,
  type TestTicket,
  tagNamesOf,
  writes,
} from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

function merges(from: TestTicket, into: TestTicket, as: Caller = desk.boris) {
  const params = { ticketId: from.id };
  return desk.call(as, mergeTicket, { params, body: { intoId: into.id } });
}

test('one conversation goes into the other, in the order in which it was said', async () => {
  const from = await opens(desk, desk.anna, { text: 'первое' });
  const into = await opens(desk, desk.anna, { text: 'второе' });
  await answers(desk, desk.boris, from, { kind: 'note', text: 'третье' });
  await writes(desk, desk.anna, into, 'четвёртое');
  expect(done(await merges(from, into))).toEqual({ id: into.id, number: into.number });
  const told = (await entriesIn(desk, into)).flatMap(({ text, fromTicket }) =>
    text === null ? [] : [[text, fromTicket]],
  );
  expect(told).toEqual([
    ['первое', from.number],
    ['второе', null],
    ['третье', from.number],
    ['четвёртое', null],
  ]);
  expect(await eventsIn(desk, into)).toContainEqual(['merged_here', String(from.number), null]);
  expect(await eventsIn(desk, from)).toEqual([
    ['status', 'open', 'closed'],
    ['merged_away', null, String(into.number)],
  ]);
  expect(await stored(desk, from)).toMatchObject({ status: 'closed', mergedIntoId: into.id });
});

test('the merged ticket names its target to the desk and to the client, and is at an end', async () => {
  const from = await opens(desk);
  const into = await opens(desk);
  done(await merges(from, into));
  const params = { ticketId: from.id };
  const seen = done(await desk.call(desk.boris, readTicket, { params }));
  expect(seen.mergedInto).toEqual({ id: into.id, number: into.number });
  const mine = done(await desk.call(desk.anna, readMyTicket, { params }));
  expect(mine).toMatchObject({
    mergedInto: { number: into.number },
    canAnswer: false,
    canReopen: false,
    canRate: false,
  });
  const body = { text: 'Ещё' };
  expect((await desk.call(desk.anna, answerMyTicket, { params, body })).error?.code).toBe(
    'ticket.merged',
  );
  const answer = { kind: 'note', ...body };
  expect((await desk.call(desk.boris, answerTicket, { params, body: answer })).error?.code).toBe(
    'ticket.merged',
  );
  expect((await merges(from, into)).error?.code).toBe('ticket.merged');
  expect((await merges(into, from)).error?.code).toBe('ticket.merged');
});

test('tags, findable words and unfinished answers go along', async () => {
  const tagIds: string[] = [];
  for (const name of ['Шланг', 'Насос']) {
    const body = { name, colour: 'red' };
    tagIds.push(done(await desk.call(desk.olga, addTag, { body })).id);
  }
  const from = await opens(desk, desk.anna, { text: 'Поливалка не работает' });
  const into = await opens(desk);
  await changes(desk, desk.boris, from, { tagIds: [tagIds[0]] });
  await changes(desk, desk.boris, into, { tagIds: [tagIds[1]] });
  const body = { kind: 'message', text: 'Не дописал' };
  done(await desk.call(desk.boris, saveDraft, { params: { ticketId: from.id }, body }));
  done(await merges(from, into));
  expect(await tagNamesOf(desk, into)).toEqual(['Насос', 'Шланг']);
  const { items } = done(await desk.call(desk.boris, searchTickets, { query: { q: 'поливалки' } }));
  expect(items.map(({ ticket }) => ticket.id)).toEqual([into.id]);
  const read = done(await desk.call(desk.boris, readTicket, { params: { ticketId: into.id } }));
  expect(read.draft).toEqual(body);
});

test('who waited for an answer in either still waits, and a solved ticket is open again for it', async () => {
  const from = await opens(desk);
  const into = await opens(desk);
  await answers(desk, desk.boris, into, { status: 'resolved' });
  const { unansweredSince } = await stored(desk, from);
  done(await merges(from, into));
  expect(await stored(desk, into)).toMatchObject({
    status: 'in_progress',
    resolvedAt: null,
    unansweredSince,
    firstAnswerAt: expect.any(Date),
  });
});

test('only two different tickets of one client that are not closed become one', async () => {
  const mine = await opens(desk);
  const other = await opens(desk, desk.dmitry);
  const closed = await opens(desk);
  const params = { ticketId: closed.id };
  done(await desk.call(desk.anna, closeMyTicket, { params }));
  for (const into of [mine, other, closed]) {
    expect((await merges(mine, into)).error?.code).toBe('ticket.merge_impossible');
  }
  expect((await merges(closed, mine)).error?.code).toBe('ticket.merge_impossible');
  expect((await stored(desk, mine)).version).toBe(1);
});

test('who does not see one of the two does not find it', async () => {
  const mine = await opens(desk);
  const his = await opens(desk);
  await answers(desk, desk.boris, his);
  expect((await merges(mine, his, desk.vera)).error?.code).toBe('request.not_found');
  expect((await merges(his, mine, desk.vera)).error?.code).toBe('request.not_found');
});

test('the client reads the joined conversation without notes', async () => {
  const from = await opens(desk, desk.anna, { text: 'раз' });
  const into = await opens(desk, desk.anna, { text: 'два' });
  await answers(desk, desk.boris, from, { kind: 'note', text: 'секрет' });
  done(await merges(from, into));
  const params = { ticketId: into.id };
  const { items } = done(await desk.call(desk.anna, myTicketEntries, { params }));
  expect(items.flatMap(({ text }) => text ?? [])).toEqual(['раз', 'два']);
});
