/** The list of deliveries: found by tab, area, person and subject, page by page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listDeliveries } from '../../contract/deliveries.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { opens } from '../tickets/tickets-test.ts';
import {
  type Chat,
  connects,
  countsOf,
  enqueue,
  goesOut,
  rowOf,
  rowsOf,
} from './deliveries-test.ts';

let desk: Desk;
let anna: Chat;
let maria: Chat;
let olga: Chat;

beforeAll(async () => {
  desk = await openDesk();
  anna = await connects(desk, desk.anna, { telegramId: 710_000_001, username: 'anna_s' });
  maria = await connects(desk, desk.maria, { telegramId: 710_000_002 });
  olga = await connects(desk, desk.olga, { telegramId: 710_000_003 });
});
afterAll(() => desk?.close());

test('a notice is shown with whom it is for, what it is about, and what became of it', async () => {
  const ticket = await opens(desk, desk.anna);
  const id = await enqueue(desk, anna, { subject: { kind: 'ticket', id: ticket.id } });
  await goesOut(desk);
  const row = await rowOf(desk, id);
  expect(row).toMatchObject({
    person: { kind: 'client', id: desk.anna.id, name: desk.anna.name },
    kind: 'ticket.answered',
    area: 'tickets',
    about: { kind: 'ticket', id: ticket.id, number: String(ticket.number) },
    state: 'delivered',
    tries: 1,
    perhapsTwice: false,
    may: [],
  });
  expect(row.why).toBeUndefined();
});

test('what waits says what for: its time, its chat, or the person', async () => {
  const later = new Date(desk.platform.clock.now().getTime() + 3_600_000);
  const timed = await enqueue(desk, maria, { notBefore: later });
  await goesOut(desk);
  expect(await rowOf(desk, timed)).toMatchObject({
    state: 'queued',
    waits: { because: 'later', until: later.toISOString() },
    may: ['cancel'],
  });
  desk.app.sandbox.faults.add({
    method: 'sendMessage',
    chatId: anna.telegramId,
    action: 'error',
    code: 429,
    retryAfter: 500,
    times: 1,
  });
  const held = await enqueue(desk, anna);
  await goesOut(desk);
  expect(await rowOf(desk, held)).toMatchObject({
    state: 'queued',
    why: { code: 'too_many', seconds: 500 },
    waits: { because: 'chat' },
  });
  await desk.advance(510_000);
  await goesOut(desk);
  expect(await rowOf(desk, held)).toMatchObject({ state: 'delivered', tries: 2 });
});

test('all that waits for somebody who has blocked the bot is unreachable, tried or not', async () => {
  desk.app.sandbox.block(olga.phone);
  const first = await enqueue(desk, olga);
  const second = await enqueue(desk, olga);
  await goesOut(desk);
  for (const id of [first, second]) {
    expect(await rowOf(desk, id)).toMatchObject({
      state: 'unreachable',
      waits: { because: 'person' },
      may: ['retry', 'cancel'],
    });
  }
  expect((await rowsOf(desk, { tab: 'unreachable' })).map(({ id }) => id)).toEqual([second, first]);
  expect((await rowsOf(desk, { tab: 'waiting' })).map(({ id }) => id)).not.toContain(second);
  expect(await countsOf(desk)).toMatchObject({ unreachable: 2, waiting: 1 });
  desk.app.sandbox.unblock(olga.phone);
  desk.app.sandbox.start(olga.phone);
  await until(desk.app, async () =>
    expect((await rowOf(desk, second)).state).toMatch(/delivered|folded/),
  );
});

describe('A search', () => {
  const idsFor = async (search: string) =>
    new Set((await rowsOf(desk, { search })).map(({ person }) => person?.id));

  test.each([
    ['the beginning of a name', 'smir', () => desk.anna.id],
    ['a part of a number', '9161234', () => desk.anna.id],
    ['an @username', '@anna', () => desk.anna.id],
    ['a username without the @', 'Anna_S', () => desk.anna.id],
    ['the name of a colleague', 'vetrova', () => desk.olga.id],
  ])('finds people by %s', async (_how, search, id) => {
    expect(await idsFor(search)).toEqual(new Set([id()]));
  });

  test('finds a ticket by its number, and nothing by one that nobody has', async () => {
    const ticket = await opens(desk, desk.dmitry);
    const id = await enqueue(desk, maria, { subject: { kind: 'ticket', id: ticket.id } });
    expect((await rowsOf(desk, { search: `#${ticket.number}` })).map((row) => row.id)).toContain(
      id,
    );
    const ofTicket = await rowsOf(desk, { ticketId: ticket.id });
    expect(ofTicket.map((row) => row.id)).toContain(id);
    expect(ofTicket.every((row) => row.about?.number === String(ticket.number))).toBe(true);
    expect(await rowsOf(desk, { search: '#999999999' })).toEqual([]);
    expect(await rowsOf(desk, { search: '№ 1' })).toEqual([]);
  });

  test.each(["'", '\\', '%', '_', '@%', '\u0000', "a'||b:*", '&|!', '\ud800', '"', '(', '# ', '@'])(
    'of %j breaks nothing and tells nothing that it should not',
    async (search) => {
      const { status, body } = await desk.call(desk.olga, listDeliveries, { query: { search } });
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/71000000\d/);
    },
  );

  test('and a filter must both fit', async () => {
    expect(await rowsOf(desk, { search: 'smir', clientId: desk.maria.id })).toEqual([]);
    const both = await rowsOf(desk, { search: 'smir', clientId: desk.anna.id });
    expect(both.length).toBeGreaterThan(0);
    expect(await rowsOf(desk, { staffId: desk.olga.id, clientId: desk.anna.id })).toEqual([]);
  });
});

test('areas are told apart by the kind', async () => {
  const claim = await enqueue(desk, maria, { kind: 'staff.claim' });
  const ticket = await enqueue(desk, maria, { kind: 'staff.new_ticket' });
  const invoice = await enqueue(desk, maria, { kind: 'invoice.issued' });
  const other = await enqueue(desk, maria, { kind: 'telegram.self_test' });
  const of = async (area: string) => (await rowsOf(desk, { area })).map(({ id }) => id);
  expect(await of('invoices')).toEqual([invoice, claim]);
  expect((await of('tickets'))[0]).toBe(ticket);
  expect(await of('bot')).toEqual([other]);
  expect(await of('tickets')).not.toContain(invoice);
});

test('pages stay right while new notices come: nothing twice, nothing left out', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 7; count++) ids.push(await enqueue(desk, maria));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { body } = await desk.call(desk.olga, listDeliveries, {
      query: { clientId: desk.maria.id, limit: 3, after },
    });
    seen.push(...body.items.map(({ id }) => id));
    after = body.next;
    await enqueue(desk, maria);
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.slice(0, 7)).toEqual(ids.toReversed());
});

test('a place that nobody has given is refused', async () => {
  const { error } = await desk.call(desk.olga, listDeliveries, { query: { after: 'e30' } });
  expect(error?.code).toBe('request.invalid');
});

test('clients and agents are turned away', async () => {
  for (const caller of [desk.anna, desk.boris]) {
    const { error } = await desk.call(caller, listDeliveries);
    expect(error?.code).toBe('request.forbidden');
  }
});
