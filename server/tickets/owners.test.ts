/** Whose tickets they are: one person who was two clients, and who may have the files of what is said. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { myTickets } from '../../contract/my-tickets.ts';
import { searchTickets } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import type { Viewer } from '../identity/identity.ts';
import { moveTickets } from './owners.ts';
import { mayReadEntry, seenTickets } from './tickets.policy.ts';
import { answers, done, entriesIn, opens, stored, writes } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('tickets of a client who turns out to be another one are the other’s, with every word', async () => {
  const twin = await desk.addClient({ name: 'Аннушка' });
  const ticket = await opens(desk, twin);
  await answers(desk, desk.boris, ticket);
  const ids = { from: twin.id, into: desk.anna.id };
  await desk.platform.database.transaction((tx) => moveTickets(tx, desk.platform, ids));
  expect(await stored(desk, ticket)).toMatchObject({ clientId: desk.anna.id });
  expect((await entriesIn(desk, ticket))[0]).toMatchObject({ authorId: desk.anna.id });
  expect(done(await desk.call(twin, myTickets)).items).toEqual([]);
  await writes(desk, desk.anna, ticket);
  const found = async (q: string) =>
    done(await desk.call(desk.boris, searchTickets, { query: { q } })).items.map(
      (item) => item.ticket.id,
    );
  expect(await found('Smirnova')).toContain(ticket.id);
  expect(await found('Аннушка')).not.toContain(ticket.id);
});

test('what a note carries is for staff, and for those of them who see the ticket', async () => {
  const ticket = await opens(desk);
  const message = await answers(desk, desk.boris, ticket);
  const note = await answers(desk, desk.boris, ticket, { kind: 'note' });
  const may = (viewer: unknown, { id }: { id: string }) =>
    mayReadEntry(desk.platform, viewer as Viewer, id);
  for (const [viewer, reads] of [
    [desk.anna, [true, false]],
    [desk.dmitry, [false, false]],
    [desk.boris, [true, true]],
    [desk.olga, [true, true]],
    [desk.vera, [false, false]],
  ] as const) {
    expect([await may(viewer, message), await may(viewer, note)]).toEqual(reads);
  }
  const free = await opens(desk);
  const seen = (viewer: unknown) =>
    seenTickets(desk.platform, viewer as Parameters<typeof seenTickets>[1], [ticket.id, free.id]);
  expect(await seen(desk.vera)).toEqual(new Set([free.id]));
  expect(await seen(desk.olga)).toEqual(new Set([ticket.id, free.id]));
});
