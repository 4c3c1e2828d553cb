/** Who has a ticket open, and what they have not finished writing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTicket, readTicket, saveDraft, showPresence } from '../../contract/tickets.ts';
import { type Desk, type DeskStaff, openDesk } from '../../testing/desk.ts';
import { deskTopic } from '../identity/identity.ts';
import { answers, done, opens, type TestTicket } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

function shows({ id }: TestTicket, as: DeskStaff, state: string) {
  return desk.call(as, showPresence, { params: { ticketId: id }, body: { state } });
}

function saves({ id }: TestTicket, as: DeskStaff, text: string, kind = 'message') {
  return desk.call(as, saveDraft, { params: { ticketId: id }, body: { kind, text } });
}

async function reads({ id }: TestTicket, as: DeskStaff) {
  return done(await desk.call(as, readTicket, { params: { ticketId: id } }));
}

test('colleagues see who has a ticket open and who is answering, for 25 seconds', async () => {
  const ticket = await opens(desk);
  done(await shows(ticket, desk.olga, 'answering'));
  const olga = { id: desk.olga.id, name: desk.olga.name, answering: true };
  expect((await reads(ticket, desk.boris)).others).toEqual([olga]);
  expect((await reads(ticket, desk.olga)).others).toEqual([]);
  await desk.advance(26_000);
  expect((await reads(ticket, desk.boris)).others).toEqual([]);
  done(await shows(ticket, desk.olga, 'reading'));
  expect((await reads(ticket, desk.boris)).others).toEqual([{ ...olga, answering: false }]);
  done(await shows(ticket, desk.olga, 'gone'));
  expect((await reads(ticket, desk.boris)).others).toEqual([]);
});

test('pages are told when somebody comes, begins to answer or goes, not every ten seconds', async () => {
  const ticket = await opens(desk);
  const heard: (string | undefined)[] = [];
  const stop = desk.platform.live.subscribe(deskTopic, (detail) => heard.push(detail));
  const told = `presence:${ticket.id}`;
  const count = () => heard.filter((detail) => detail === told).length;
  for (const [state, times] of [
    ['reading', 1],
    ['reading', 1],
    ['answering', 2],
    ['answering', 2],
    ['gone', 3],
    ['gone', 3],
  ] as const) {
    done(await shows(ticket, desk.olga, state));
    await desk.platform.database.transaction(async (tx) =>
      desk.platform.live.publish(tx, deskTopic, `after:${state}`),
    );
    await expect.poll(() => heard.at(-1)).toBe(`after:${state}`);
    expect(count()).toBe(times);
    heard.push('next');
  }
  stop();
});

test('who does not see a ticket can say neither that they are there nor what they write', async () => {
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket);
  expect((await shows(ticket, desk.vera, 'reading')).error?.code).toBe('request.not_found');
  expect((await saves(ticket, desk.vera, 'Черновик')).error?.code).toBe('request.not_found');
});

test('a draft is its writer’s own, is kept as it stands, and goes when it is sent', async () => {
  const ticket = await opens(desk);
  done(await saves(ticket, desk.boris, ' Пишу\u0000\n'));
  expect((await reads(ticket, desk.boris)).draft).toEqual({ kind: 'message', text: ' Пишу\n' });
  expect((await reads(ticket, desk.olga)).draft).toBeUndefined();
  await answers(desk, desk.boris, ticket, { kind: 'note' });
  expect((await reads(ticket, desk.boris)).draft).toBeDefined();
  await answers(desk, desk.boris, ticket);
  expect((await reads(ticket, desk.boris)).draft).toBeUndefined();
});

test('an empty draft is forgotten, and a refused answer leaves it', async () => {
  const ticket = await opens(desk);
  done(await saves(ticket, desk.boris, 'Пишу'));
  const body = { kind: 'message', text: 'Пишу', seen: 0 };
  const params = { ticketId: ticket.id };
  expect((await desk.call(desk.boris, answerTicket, { params, body })).error?.code).toBe(
    'ticket.newer_messages',
  );
  expect((await reads(ticket, desk.boris)).draft?.text).toBe('Пишу');
  done(await saves(ticket, desk.boris, '  \n', 'note'));
  expect((await reads(ticket, desk.boris)).draft).toBeUndefined();
});
