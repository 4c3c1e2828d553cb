/** The doctor with the whole app: what it finds, a message to oneself, and updates that were set aside. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { audit } from '../../../contract/audit.ts';
import { readDelivery } from '../../../contract/deliveries.ts';
import {
  discardParked,
  examineTelegram,
  listParked,
  retryParked,
  sendSelfTest,
} from '../../../contract/doctor.ts';
import { type Desk, openDesk } from '../../../testing/desk.ts';
import { settled, until } from '../../../testing/until.ts';
import { connectChat } from '../connections/connection.ts';
import { deleteOldUpdates } from '../receiving/updates.queries.ts';
import { telegramUpdates } from '../telegram.tables.ts';

let desk: Desk;
const annaChat = 730_000_001;
const olgaChat = 730_000_002;

beforeAll(async () => {
  desk = await openDesk();
  for (const [telegramId, { kind, id, name }] of [
    [annaChat, desk.anna],
    [olgaChat, desk.olga],
  ] as const) {
    const { sandbox } = desk.app;
    sandbox.start(sandbox.addPhone({ firstName: name, telegramId }).id);
    await desk.platform.database.transaction((tx) =>
      connectChat(tx, desk.platform, { person: { kind, id }, chatId: telegramId }),
    );
  }
});
beforeEach(async () => {
  desk.app.sandbox.faults.clear();
  await desk.platform.database.handle.delete(telegramUpdates);
});
afterAll(() => desk?.close());

const callsOf = (name: string) =>
  desk.app.sandbox.calls().filter(({ method }) => method === name).length;

const report = async () => (await desk.call(desk.olga, examineTelegram)).body;
const codes = async () => (await report()).findings.map(({ code }) => code);

test('a healthy bot is called so, with the facts that say it', async () => {
  // Both have pressed Start, and are answered first.
  await settled(desk.app);
  await until(desk.app, async () => expect((await report()).sending.waiting).toBe(0));
  const { bot, mode, sending, receiving, findings } = await report();
  expect(bot.username).toBe(desk.app.sandbox.botUsername);
  expect(mode).toBe('polling');
  expect(receiving.here).toBe(true);
  expect(sending).toMatchObject({ waiting: 0 });
  expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
});

test('a token that Telegram refuses is found without telling the token', async () => {
  const { faults, token } = desk.app.sandbox;
  faults.add({ method: 'getMe', action: 'error', code: 401, description: 'Unauthorized' });
  const found = await report();
  expect(found.findings[0]).toMatchObject({ code: 'token.refused', level: 'problem' });
  expect(JSON.stringify(found)).not.toContain(token);
});

test('Telegram that does not answer is a problem, and what can be told is told', async () => {
  desk.app.sandbox.faults.add({ action: 'drop' });
  const found = await report();
  expect(found.findings[0]?.code).toBe('token.unreachable');
  expect(found.webhook).toBeUndefined();
  expect(found.bot.username).toBe(desk.app.sandbox.botUsername);
});

test('the operator’s terminal hears the same, and strangers hear nothing', async () => {
  const here = await desk.http.inject({ url: '/telegram/doctor', headers: { host: 'localhost' } });
  expect(here.json()).toMatchObject({ mode: 'polling', findings: expect.any(Array) });
  const there = await desk.http.inject({ url: '/telegram/doctor', remoteAddress: '203.0.113.9' });
  expect(there.statusCode).toBe(404);
  const { paths } = (await desk.http.inject({ url: '/openapi.json' })).json();
  expect(Object.keys(paths)).not.toContain('/telegram/doctor');
});

test('the operator’s terminal may ask thirty times a minute too', async () => {
  const ask = () => desk.http.inject({ url: '/telegram/doctor', headers: { host: 'localhost' } });
  await desk.advance(60_000);
  for (let count = 0; count < 30; count++) expect((await ask()).statusCode).toBe(200);
  const asked = callsOf('getWebhookInfo');
  const tooMany = await ask();
  expect([tooMany.statusCode, tooMany.json().error.code]).toEqual([429, 'request.too_many']);
  expect(callsOf('getWebhookInfo')).toBe(asked);
  await desk.advance(60_000);
  expect((await ask()).statusCode).toBe(200);
});

test.each([
  ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['of another site by an image', { 'sec-fetch-site': 'cross-site' }],
  ['in a frame without an origin', { origin: 'null' }],
])('a page %s does not make the bot ask Telegram', async (_page, headers) => {
  const asked = callsOf('getMe');
  for (const url of ['/telegram/doctor', '/metrics']) {
    const reply = await desk.http.inject({ url, headers: { host: 'localhost', ...headers } });
    expect(reply.statusCode).toBe(404);
  }
  expect(callsOf('getMe')).toBe(asked);
});

test('a message to oneself goes through the ledger, and tells what became of it', async () => {
  const { body } = await desk.call(desk.olga, sendSelfTest);
  await until(desk.app, async () => {
    const delivery = await desk.call(desk.olga, readDelivery, { params: body });
    expect(delivery.body).toMatchObject({ kind: 'telegram.self_test', state: 'delivered' });
  });
});

test('the doctor can be asked thirty times a minute, each of staff for themselves', async () => {
  const olga = await desk.addStaff({ role: 'admin' });
  const ask = () => desk.call(olga, examineTelegram);
  for (let count = 0; count < 30; count++) expect((await ask()).status).toBe(200);
  const asked = callsOf('getWebhookInfo');
  const { status, error } = await ask();
  expect([status, error?.code]).toEqual([429, 'request.too_many']);
  expect(callsOf('getWebhookInfo')).toBe(asked);
  expect((await desk.call(desk.olga, examineTelegram)).status).toBe(200);
  await desk.advance(60_000);
  expect((await ask()).status).toBe(200);
});

test('a self-test can be asked for three times a minute', async () => {
  const olga = await desk.addStaff({ role: 'admin' });
  const statuses = [];
  for (let count = 0; count < 4; count++) {
    statuses.push((await desk.call(olga, sendSelfTest)).error?.code);
  }
  expect(statuses).toEqual([...Array(3).fill('self_test.not_connected'), 'request.too_many']);
});

test('whoever is not connected is told to connect first', async () => {
  const other = await desk.addStaff({ role: 'admin' });
  const { error } = await desk.call(other, sendSelfTest);
  expect(error?.code).toBe('self_test.not_connected');
});

let updates = 900_000_000;

/** An update of Anna's that was set aside. */
async function parked(text: string): Promise<number> {
  const from = { id: annaChat, is_bot: false as const, first_name: 'Anna' };
  const chat = { id: annaChat, type: 'private' as const, first_name: 'Anna' };
  updates++;
  const message = { message_id: updates, date: 1_700_000_000, from, chat, text };
  const botId = Number(desk.app.sandbox.token.split(':')[0]);
  const [row] = await desk.platform.database.handle
    .insert(telegramUpdates)
    .values({
      ...{ botId, updateId: updates, chatId: annaChat, state: 'parked', failures: 5 },
      update: { update_id: updates, message },
      lastError: 'TypeError: something is undefined',
    })
    .returning({ id: telegramUpdates.sequence });
  return row?.id ?? 0;
}

test('what was set aside is shown with its kind, its error and whose it is, without a word of it', async () => {
  const id = await parked('My cat is called Murka');
  expect(await codes()).toContain('updates.parked');
  const { body } = await desk.call(desk.olga, listParked);
  expect(body).toMatchObject({
    items: [
      {
        id: String(id),
        kind: 'text',
        error: 'TypeError: something is undefined',
        people: [{ kind: 'client', id: desk.anna.id, name: desk.anna.name }],
      },
    ],
    more: false,
  });
  expect(JSON.stringify(body)).not.toMatch(/Murka|730000001/);
});

test('what is tried again is worked off, once', async () => {
  const id = await parked('/help');
  const before = desk.app.sandbox.calls().length;
  const params = { parkedId: id };
  expect((await desk.call(desk.olga, retryParked, { params })).status).toBe(200);
  await desk.app.telegram.idle();
  const [row] = await desk.platform.database.handle.select().from(telegramUpdates);
  expect(row).toMatchObject({ state: 'done', update: null });
  expect((await desk.call(desk.olga, retryParked, { params })).error?.code).toBe(
    'request.not_found',
  );
  await desk.app.telegram.delivery.idle();
  await desk.advance(5_000);
  await desk.app.telegram.delivery.idle();
  expect(desk.app.sandbox.calls().length).toBeGreaterThan(before);
});

test('what is given up is forgotten, and the audit log says by whom', async () => {
  const id = await parked('Forget this');
  const params = { parkedId: id };
  expect((await desk.call(desk.olga, discardParked, { params })).status).toBe(200);
  const [row] = await desk.platform.database.handle.select().from(telegramUpdates);
  expect(row).toMatchObject({ state: 'done', update: null });
  const { body } = await desk.call(desk.olga, audit, { query: { action: 'update.discarded' } });
  expect(body.items[0]).toMatchObject({
    actor: { id: desk.olga.id },
    subject: { id: String(id), label: `text, ${desk.anna.name}` },
  });
  expect(JSON.stringify(body)).not.toContain('Forget this');
});

test('the metrics say what is set aside, blocked and held', async () => {
  await parked('Still here');
  const { body } = await desk.http.inject({ url: '/metrics', headers: { host: 'localhost' } });
  expect(body).toContain('otklik_telegram_updates_parked 1');
  expect(body).toContain('otklik_telegram_people_blocked 0');
  expect(body).toContain('otklik_bot_held_seconds 0');
  expect(body).toMatch(
    /otklik_notice_tries_total\{kind="telegram.self_test",outcome="delivered"\} \d/,
  );
});

test('what is set aside waits for the operator for thirty days', async () => {
  const db = desk.platform.database.handle;
  await parked('Patience');
  await desk.advance(49 * 3_600_000);
  await deleteOldUpdates(db);
  expect(await db.$count(telegramUpdates)).toBe(1);
  await desk.advance(29 * 24 * 3_600_000);
  await deleteOldUpdates(db);
  expect(await db.$count(telegramUpdates)).toBe(0);
});
