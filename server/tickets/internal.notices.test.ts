/** What is internal reaches no client: neither in a notice, nor in one that holds several, nor on a phone. */
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTag } from '../../contract/ticket-tools.ts';
import { mergeTicket, updateTickets } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { kept } from '../files/files-test.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { countWaiting } from '../notifications/notifications.ts';
import { connectCast, toldStaff } from './notices-test.ts';
import { answers, changes, day, done, opens, type TestTicket, writes } from './tickets-test.ts';

let desk: Desk;
let phones: Awaited<ReturnType<typeof connectCast>>;
beforeAll(async () => {
  desk = await openDesk();
  phones = await connectCast(desk);
});
afterAll(() => desk.close());

// Each stands in something that is for staff alone.
const secrets = ['Пароль-от-склада', 'Мошенник', 'Vera Lind', 'Внутренняя', 'протокол-внутренний'];

/** Everything internal that can happen to a ticket, with public words between. */
async function lives(ticket: TestTicket, tagId: string): Promise<void> {
  const note = (text: string, given = {}) =>
    answers(desk, desk.boris, ticket, { kind: 'note', text, ...given });
  await note('Пароль-от-склада 12345');
  await changes(desk, desk.boris, ticket, { assigneeId: desk.vera.id, priority: 'urgent' });
  await changes(desk, desk.vera, ticket, { tagIds: [tagId] });
  const file = await kept(desk, desk.vera, { name: 'протокол-внутренний.txt', bytes: 'x' });
  await answers(desk, desk.vera, ticket, {
    kind: 'note',
    text: 'Пароль-от-склада',
    fileIds: [file.id],
  });
  await note('Пароль-от-склада и статус', { status: 'waiting' });
  await writes(desk, desk.anna, ticket);
  await changes(desk, desk.olga, ticket, {
    assigneeId: desk.boris.id,
    priority: 'low',
    tagIds: [],
  });
  const items = [{ id: ticket.id, assigneeId: desk.vera.id, addTagIds: [tagId], priority: 'high' }];
  done(await desk.call(desk.olga, updateTickets, { body: { items } }));
  await answers(desk, desk.boris, ticket, { text: 'Уже едем' });
}

/** A chat takes one message a second: time goes on until nothing waits. */
async function allSent(): Promise<void> {
  const nothingWaits = async () =>
    expect(await countWaiting(desk.platform.database.handle)).toBe(0);
  await until(desk.app, nothingWaits, { step: 1_100 });
}

test('notes, assignments, priorities, tags, merging and missed targets leave no trace with a client', async () => {
  const { id: tagId } = done(
    await desk.call(desk.olga, addTag, { body: { name: 'Мошенник', colour: 'red' } }),
  );
  const ticket = await opens(desk);
  const other = await opens(desk, desk.anna, { subject: 'Ещё один' });
  await lives(ticket, tagId);
  await lives(other, tagId);
  const params = { ticketId: other.id };
  done(await desk.call(desk.olga, mergeTicket, { params, body: { intoId: ticket.id } }));
  await writes(desk, desk.anna, ticket);
  await allSent();
  await desk.advance(20 * day);
  await desk.platform.jobs.runNow('note-overdue');
  // Staff have heard of it: so the words were there to be told.
  const kinds = new Set((await toldStaff(desk, ticket)).map(([kind]) => kind));
  expect([...kinds].sort()).toEqual([
    'staff.assigned',
    'staff.client_message',
    'staff.new_ticket',
    'staff.note',
    'staff.overdue',
  ]);
  await allSent();
  const toClients = await desk.platform.database.handle
    .select()
    .from(notices)
    .where(eq(notices.personKind, 'client'))
    .orderBy(asc(notices.seq));
  const told = toClients.filter(({ personId }) => personId === desk.anna.id);
  expect(new Set(told.map(({ kind }) => kind))).toContain('ticket.answer');
  expect(toClients.filter(({ kind }) => /staff|note|file/.test(kind))).toEqual([]);
  const shown = desk.app.sandbox.chat(phones.anna).messages;
  expect(JSON.stringify(shown)).toContain('Уже едем');
  for (const secret of secrets) {
    expect(JSON.stringify(toClients)).not.toContain(secret);
    expect(JSON.stringify(shown)).not.toContain(secret);
  }
  const marias = JSON.stringify(desk.app.sandbox.chat(phones.maria));
  expect(marias).not.toContain(String(ticket.number));
});
