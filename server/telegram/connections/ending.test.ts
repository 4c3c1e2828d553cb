/** How a connection ends, pauses and comes back; and whom that leaves in peace. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activateStaff, deactivateStaff } from '../../../contract/staff.ts';
import { type Desk, openDesk } from '../../../testing/desk.ts';
import { until } from '../../../testing/until.ts';
import { moveTelegram } from '../move-client.ts';
import { deleteOldLinks } from './connect-link.queries.ts';
import { connectLinks } from './connections.tables.ts';
import {
  askForLink,
  becomes,
  confirm,
  connect,
  endpointsOf,
  eventsOf,
  type Member,
  Phone,
  statusOf,
  tellNews,
  untilPending,
} from './connections-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function disconnect(member: Member) {
  if (member.kind === 'staff') await desk.confirm(member);
  return desk.call(member, endpointsOf(member).disconnect);
}

describe.each(['client', 'staff'] as const)('Disconnecting, as %s', (kind) => {
  const newMember = () =>
    kind === 'client' ? desk.addClient({ language: 'en' }) : desk.addStaff({ language: 'en' });

  test('ends the news at once, tells the chat, and a new link brings it back', async () => {
    const member = await newMember();
    const phone = new Phone(desk);
    await connect(desk, member, phone);
    const told = await eventsOf(desk, member, async () => {
      expect((await disconnect(member)).body).toEqual({ connected: false });
    });
    expect(told).toContain('connection');
    await phone.hears(/Telegram is disconnected, no more news comes here/);
    await becomes(desk, await tellNews(desk, member, phone, 'Too late.'), 'skipped');
    expect((await disconnect(member)).body).toEqual({ connected: false });
    expect(phone.heard().filter((text) => /disconnected/.test(text))).toHaveLength(1);
    await connect(desk, member, phone);
    await becomes(desk, await tellNews(desk, member, phone, 'Here again.'), 'delivered');
    expect(phone.heard()).toContain('Here again.');
    expect(phone.heard()).not.toContain('Too late.');
  });

  test('ends a link that is under way', async () => {
    const member = await newMember();
    const phone = new Phone(desk);
    phone.open(await askForLink(desk, member));
    await untilPending(desk, member, 'opened');
    await disconnect(member);
    expect((await confirm(desk, member)).error?.code).toBe('telegram.link_ended');
  });
});

describe('A message to oneself', () => {
  test('arrives, three times a minute', async () => {
    const anna = await desk.addClient({ language: 'en' });
    const phone = new Phone(desk);
    const unconnected = await desk.call(anna, endpointsOf(anna).test);
    expect([unconnected.status, unconnected.error?.code]).toEqual([409, 'telegram.not_connected']);
    await desk.advance(61_000);
    await connect(desk, anna, phone);
    const { body } = await desk.call(anna, endpointsOf(anna).test);
    await becomes(desk, body.noticeId, 'delivered');
    await phone.hears(/A test message/);
    const codes = [];
    for (let count = 0; count < 3; count++) {
      codes.push((await desk.call(anna, endpointsOf(anna).test)).status);
    }
    expect(codes.at(-1)).toBe(429);
  });
});

describe('A colleague who is shut out', () => {
  test('hears nothing any more, is told nothing, and comes back unconnected', async () => {
    const { olga } = desk;
    const gleb = await desk.addStaff({});
    const phone = new Phone(desk);
    await connect(desk, gleb, phone);
    const before = phone.heard().length;
    await desk.confirm(olga);
    const params = { staffId: gleb.id };
    expect((await desk.call(olga, deactivateStaff, { params })).status).toBe(200);
    await becomes(desk, await tellNews(desk, gleb, phone, 'Not for you.'), 'skipped');
    expect(phone.heard()).toHaveLength(before);
    await desk.call(olga, activateStaff, { params });
    const back = await desk.elsewhere(gleb);
    expect(await statusOf(desk, back)).toEqual({ connected: false, state: 'none' });
  });

  test('connects nothing by a link of before', async () => {
    const { olga } = desk;
    const gleb = await desk.addStaff({});
    const phone = new Phone(desk);
    const link = await askForLink(desk, gleb);
    await desk.confirm(olga);
    await desk.call(olga, deactivateStaff, { params: { staffId: gleb.id } });
    phone.open(link);
    await phone.hears(/no longer valid/);
    expect((await confirm(desk, gleb)).status).toBe(401);
  });
});

test('of two clients who are one person, the links of the one who goes end', async () => {
  const [anna, former] = [await desk.addClient({}), await desk.addClient({})];
  const phone = new Phone(desk);
  const link = await askForLink(desk, former);
  await desk.platform.database.transaction((tx) =>
    moveTelegram(tx, desk.platform, { from: former.id, into: anna.id }),
  );
  phone.open(link);
  await phone.hears(/no longer valid/);
});

test('a blocked chat is seen at once, keeps what matters, and comes back with Start', async () => {
  const anna = await desk.addClient({});
  const phone = new Phone(desk, { username: 'anna_before' });
  await connect(desk, anna, phone);
  desk.app.sandbox.block(phone.id);
  await until(desk.app, async () => {
    expect(await statusOf(desk, anna)).toMatchObject({ connected: false, state: 'blocked' });
  });
  const kept = await tellNews(desk, anna, phone, 'This has waited.');
  phone.open('?start=');
  await until(desk.app, async () => {
    expect(await statusOf(desk, anna)).toMatchObject({ connected: true, username: 'anna_before' });
  });
  await becomes(desk, kept, 'delivered');
});

test('links of yesterday are forgotten, the others stay', async () => {
  const anna = await desk.addClient({});
  const { handle } = desk.platform.database;
  const left = () => handle.$count(connectLinks, eq(connectLinks.personId, anna.id));
  await askForLink(desk, anna);
  await desk.advance(24 * 3_600_000);
  await deleteOldLinks(handle);
  expect(await left()).toBe(1);
  await desk.advance(16 * 60_000);
  await deleteOldLinks(handle);
  expect(await left()).toBe(0);
});

test('where another program receives what is written to the bot, no link is given', async () => {
  const anna = await desk.addClient({});
  const { telegram } = desk.platform.config;
  desk.platform.config.telegram = { ...telegram, mode: 'external' };
  const { status, error } = await desk.call(anna, endpointsOf(anna).link);
  desk.platform.config.telegram = telegram;
  expect([status, error?.code]).toEqual([409, 'telegram.not_receiving']);
});
