/** What clients do with their tickets, and what they never learn. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  closeMyTicket,
  myTicketEntries,
  myTickets,
  rateMyTicket,
  readMyTicket,
  reopenMyTicket,
} from '../../contract/my-tickets.ts';
import { addTag } from '../../contract/ticket-tools.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { personTopic } from '../identity/identity.ts';
import { staff } from '../identity/staff.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { releaseTickets } from './owners.ts';
import {
  answers,
  changes,
  done,
  eventsIn,
  opens,
  stored,
  type TestTicket,
  writes,
} from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const close = ({ id }: TestTicket, as = desk.anna) =>
  desk.call(as, closeMyTicket, { params: { ticketId: id } });
const reopen = ({ id }: TestTicket, as = desk.anna) =>
  desk.call(as, reopenMyTicket, { params: { ticketId: id } });
const rate = ({ id }: TestTicket, body: object, as = desk.anna) =>
  desk.call(as, rateMyTicket, { params: { ticketId: id }, body });

test('a client closes a ticket once, and opens it again once', async () => {
  const ticket = await opens(desk);
  expect((await reopen(ticket)).error?.code).toBe('ticket.not_closed');
  done(await close(ticket));
  expect(await stored(desk, ticket)).toMatchObject({
    status: 'closed',
    closedAt: expect.any(Date),
    closedByKind: 'client',
    resolvedAt: expect.any(Date),
    resolvedBy: null,
    unansweredSince: null,
  });
  expect((await close(ticket)).error?.code).toBe('ticket.closed');
  done(await reopen(ticket));
  expect(await stored(desk, ticket)).toMatchObject({
    status: 'open',
    closedAt: null,
    closedByKind: null,
    resolvedAt: null,
    unansweredSince: expect.any(Date),
  });
  expect(await eventsIn(desk, ticket)).toEqual([
    ['status', 'open', 'closed'],
    ['status', 'closed', 'open'],
  ]);
});

test('a ticket opened again goes back to whoever had it, but not to somebody who is shut out', async () => {
  const kept = await opens(desk);
  await answers(desk, desk.boris, kept, { status: 'resolved' });
  done(await reopen(kept));
  expect(await stored(desk, kept)).toMatchObject({
    status: 'in_progress',
    assigneeId: desk.boris.id,
  });
  const gleb = await desk.addStaff({ name: 'Gleb' });
  const solved = await opens(desk);
  const unsolved = await opens(desk);
  await answers(desk, gleb, solved, { status: 'resolved' });
  await answers(desk, gleb, unsolved);
  await shutOut(gleb.id);
  expect(await stored(desk, solved)).toMatchObject({ assigneeId: gleb.id });
  expect(await stored(desk, unsolved)).toMatchObject({ assigneeId: null });
  expect((await eventsIn(desk, unsolved)).at(-1)).toEqual(['assigned', 'Gleb', null]);
  await writes(desk, desk.anna, solved);
  expect(await stored(desk, solved)).toMatchObject({ status: 'open', assigneeId: null });
});

async function shutOut(id: string): Promise<void> {
  await desk.platform.database.transaction(async (tx) => {
    await tx.update(staff).set({ deactivatedAt: databaseNow }).where(eq(staff.id, id));
    await releaseTickets(tx, desk.platform, id);
  });
}

test('a solved ticket is rated, and the last rating counts', async () => {
  const ticket = await opens(desk);
  expect((await rate(ticket, { score: 5 })).error?.code).toBe('ticket.not_rateable');
  await answers(desk, desk.boris, ticket, { status: 'resolved' });
  done(await rate(ticket, { score: 2, comment: 'Долго' }));
  done(await rate(ticket, { score: 4 }));
  const ratings = { rating: 4, ratingComment: '', ratedAt: expect.any(Date) };
  expect(await stored(desk, ticket)).toMatchObject(ratings);
  expect((await eventsIn(desk, ticket)).slice(-2)).toEqual([
    ['rated', null, '2'],
    ['rated', '2', '4'],
  ]);
  expect((await rate(ticket, { score: 6 })).status).toBe(400);
});

test('what is another client’s can neither be closed nor opened nor rated', async () => {
  const ticket = await opens(desk);
  for (const answer of [
    await close(ticket, desk.dmitry),
    await reopen(ticket, desk.dmitry),
    await rate(ticket, { score: 1 }, desk.dmitry),
  ]) {
    expect(answer.error?.code).toBe('request.not_found');
  }
  expect((await stored(desk, ticket)).status).toBe('open');
});

test('notes, priorities, tags and colleagues leave no trace for the client, not even an event or a time', async () => {
  const other = await opens(desk);
  const ticket = await opens(desk);
  await opens(desk);
  const body = { name: 'Скандалист', colour: 'red' };
  const tag = done(await desk.call(desk.olga, addTag, { body }));
  const seen = async () => {
    const params = { ticketId: ticket.id };
    const { assignee: _, ...own } = done(await desk.call(desk.anna, readMyTicket, { params }));
    return {
      own,
      list: done(await desk.call(desk.anna, myTickets)),
      entries: done(await desk.call(desk.anna, myTicketEntries, { params })),
    };
  };
  const before = await seen();
  const heard: (string | undefined)[] = [];
  const topic = personTopic({ kind: 'client', id: desk.anna.id });
  const stop = desk.platform.live.subscribe(topic, (detail) => heard.push(detail));
  await desk.advance(60_000);
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Тайное слово' });
  await changes(desk, desk.boris, ticket, { priority: 'low' });
  await changes(desk, desk.boris, ticket, { tagIds: [tag.id] });
  await changes(desk, desk.boris, ticket, { assigneeId: desk.vera.id });
  const after = await seen();
  expect(after).toEqual(before);
  expect(JSON.stringify(after)).not.toMatch(/Тайное|Скандалист|priority|low/);
  // What she may know arrives, and it is the first that does.
  await answers(desk, desk.boris, other);
  await desk.platform.database.transaction(async (tx) =>
    desk.platform.live.publish(tx, topic, 'last'),
  );
  await expect.poll(() => heard).toContain('last');
  stop();
  expect(heard).toEqual([`ticket:${other.id}`, 'last']);
});
