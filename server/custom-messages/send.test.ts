/** Messages to one client and to many: they reach the right people, as they were written, and nobody else. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import {
  clientMessages,
  previewCustomMessage,
  sendCustomMessage,
} from '../../contract/custom-messages.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { settled } from '../../testing/until.ts';
import { issues } from '../invoices/invoices-test.ts';
import { day, done, opens } from '../tickets/tickets-test.ts';
import {
  blocks,
  cancels,
  connects,
  countsOf,
  heard,
  hears,
  progressOf,
  receiptsOf,
  sends,
  writes,
} from './custom-messages-test.ts';

let desk: Desk;
let phones: { anna: string; maria: string };

beforeAll(async () => {
  desk = await openDesk();
  phones = { anna: await connects(desk, desk.anna), maria: await connects(desk, desk.maria) };
});
afterAll(() => desk?.close());

beforeEach(async () => {
  await settled(desk.app);
});

async function sentTo(client: DeskClient) {
  const params = { clientId: client.id };
  return done(await desk.call(desk.boris, clientMessages, { params })).items;
}

function previewed(filter: object) {
  return desk.call(desk.olga, previewCustomMessage, { body: { filter } });
}

test('a client gets what staff write, with its formatting and the client’s name; nobody else does', async () => {
  const message = '{{name}}, цены <b>выросли</b>\nПодробнее на сайте';
  const url = 'https://example.com/prices';
  const entities = [
    { type: 'bold', offset: 0, length: 8 },
    { type: 'text_link', offset: message.indexOf('на сайте'), length: 8, url },
    { type: 'blockquote', offset: message.indexOf('Подробнее') + 2, length: 3 },
  ];
  const sent = done(await writes(desk, desk.anna, { message, entities }));
  expect(sent).toEqual({ noticeId: expect.any(String), state: 'waiting' });
  const got = await hears(desk, phones.anna, 'цены');
  expect(got?.text).toBe('Anna Smirnova, цены <b>выросли</b>\nПодробнее на сайте');
  const quote = got?.text?.indexOf('Подробнее') ?? 0;
  expect(got?.entities).toEqual([
    { type: 'bold', offset: 0, length: 13 },
    { type: 'blockquote', offset: quote, length: 18 },
    { type: 'text_link', offset: quote + 10, length: 8, url },
  ]);
  expect(heard(desk, phones.maria, 'цены')).toEqual([]);
  const [listed] = await sentTo(desk.anna);
  expect(listed).toMatchObject({ kind: 'one', state: 'delivered', author: desk.boris.name });
  expect(await sentTo(desk.maria)).toEqual([]);
  const { items } = done(
    await desk.call(desk.olga, audit, { query: { action: 'client.messaged' } }),
  );
  expect(items[0]).toMatchObject({
    actor: { name: desk.boris.name },
    subject: { id: desk.anna.id },
  });
});

test('a name is only ever text', async () => {
  const client = await desk.addClient({ name: '{{name}} <b>Eve</b> *_[x](y)' });
  const phone = await connects(desk, client);
  const entities = [{ type: 'italic', offset: 11, length: 3 }];
  done(await writes(desk, client, { message: '{{ name }}, вас ждут', entities }));
  const got = await hears(desk, phone, 'ждут');
  expect(got?.text).toBe('{{name}} <b>Eve</b> *_[x](y), вас ждут');
  expect(got?.entities).toEqual([{ type: 'italic', offset: 29, length: 3 }]);
});

test('whoever has no Telegram cannot be written to; whoever has blocked the bot gets it on coming back', async () => {
  const refused = await writes(desk, desk.dmitry, { message: 'Никому' });
  expect([refused.status, refused.error?.code]).toEqual([409, 'client.not_connected']);
  expect(await sentTo(desk.dmitry)).toEqual([]);

  const client = await desk.addClient({ name: 'Blocking' });
  const phone = await connects(desk, client);
  await blocks(desk, phone);
  expect(done(await writes(desk, client, { message: 'Вернитесь' })).state).toBe('unreachable');
  expect((await sentTo(client))[0]).toMatchObject({ state: 'unreachable', reason: 'blocked' });
  desk.app.sandbox.unblock(phone);
  await hears(desk, phone, 'Вернитесь');
  expect((await sentTo(client))[0]).toMatchObject({ state: 'delivered' });
});

test('what could not be read is refused with the field; hidden clients are not there', async () => {
  const refusals = [
    [{ message: '' }, { message: 'required' }],
    [{ message: '{{nmae}}' }, { message: 'unknown' }],
    [{ message: 'a'.repeat(4001) }, { message: 'too_long' }],
    [
      { message: 'a', entities: [{ type: 'bold', offset: 0, length: 2 }] },
      { entities: 'malformed' },
    ],
  ] as const;
  for (const [body, fields] of refusals) {
    const { status, error } = await writes(desk, desk.anna, body);
    expect([status, error?.fields]).toEqual([400, fields]);
  }
  const nobody = { id: crypto.randomUUID() };
  expect((await writes(desk, nobody, { message: 'Кому' })).status).toBe(404);
  const files = await writes(desk, desk.anna, { message: 'a', fileIds: [crypto.randomUUID()] });
  expect(files.error?.code).toBe('file.not_found');
});

test('each member of staff may write so often and no more', async () => {
  const member = await desk.addStaff({});
  const client = await desk.addClient({});
  const codes: (string | undefined)[] = [];
  for (let count = 0; count < 31; count += 1) {
    codes.push((await writes(desk, client, { message: 'Раз' }, member)).error?.code);
  }
  expect(codes.slice(0, 30)).toEqual(Array(30).fill('client.not_connected'));
  expect(codes[30]).toBe('request.too_many');
  expect((await writes(desk, client, { message: 'Раз' })).error?.code).toBe('client.not_connected');
});

test('a group is shown beforehand: whom it reaches, whom not, by name', async () => {
  const mark = `Preview${Date.now()}`;
  const [near, away, none] = [
    await desk.addClient({ name: `${mark} Near` }),
    await desk.addClient({ name: `${mark} Away`, language: 'en' }),
    await desk.addClient({ name: `${mark} None` }),
  ];
  await connects(desk, near);
  await blocks(desk, await connects(desk, away));
  const all = done(await previewed({ search: mark }));
  expect(all.total).toBe(3);
  expect(all.counts).toEqual({ reachable: 1, not_connected: 1, blocked: 1 });
  expect(all.clients.reachable.items).toEqual([
    { id: near.id, name: near.name, phone: near.phone },
  ]);
  expect(all.clients.blocked.items[0]?.id).toBe(away.id);
  expect(all.clients.not_connected.items[0]?.id).toBe(none.id);
  const totals = async (filter: object) => done(await previewed({ search: mark, ...filter })).total;
  expect(await totals({ language: 'en' })).toBe(1);
  expect(await totals({ openTicket: true })).toBe(0);
  await opens(desk, near);
  expect(await totals({ openTicket: true })).toBe(1);
  const dueOn = new Date(desk.platform.clock.now().getTime() + day).toISOString().slice(0, 10);
  await issues(desk, desk.boris, { clientId: none.id, dueOn });
  expect(await totals({ overdueInvoice: true })).toBe(0);
  await desk.advance(3 * day);
  expect(await totals({ overdueInvoice: true })).toBe(1);
  // Signs that no name holds must not mean everybody.
  expect(done(await previewed({ search: '...' })).total).toBe(0);
});

test('a message to a group goes once to each whom the filter names then, and to nobody who comes later', async () => {
  const mark = `Frozen${Date.now()}`;
  const inside = await desk.addClient({ name: `${mark} Inside` });
  const none = await desk.addClient({ name: `${mark} None` });
  const phone = await connects(desk, inside);
  const away = await desk.addClient({ name: `${mark} Away` });
  const awayPhone = await connects(desk, away);
  await blocks(desk, awayPhone);
  const body = {
    message: 'Здравствуйте, {{name}}!',
    entities: [{ type: 'bold', offset: 0, length: 12 }],
    filter: { search: mark },
    expected: 3,
  };
  const headers = { 'idempotency-key': mark };
  const first = await desk.call(desk.olga, sendCustomMessage, { body, headers });
  const again = await desk.call(desk.olga, sendCustomMessage, { body, headers });
  expect(done(again)).toEqual(done(first));
  const late = await desk.addClient({ name: `${mark} Late` });
  const latePhone = await connects(desk, late);
  const latelyConnected = await connects(desk, none);
  expect(await hears(desk, phone, 'Здравствуйте')).toMatchObject({
    text: `Здравствуйте, ${mark} Inside!`,
    entities: [{ type: 'bold', offset: 0, length: 12 }],
  });
  await settled(desk.app);
  expect(await receiptsOf(desk, first.body)).toEqual([
    `${mark} Away: unreachable: blocked`,
    `${mark} Inside: delivered`,
    `${mark} None: not_connected`,
  ]);
  expect(await receiptsOf(desk, first.body, 'delivered')).toEqual([`${mark} Inside: delivered`]);
  expect(await countsOf(desk, first.body)).toEqual({
    delivered: 1,
    unreachable: 1,
    not_connected: 1,
  });
  expect((await progressOf(desk, first.body)).filter).toEqual({ search: mark });
  desk.app.sandbox.unblock(awayPhone);
  await hears(desk, awayPhone, 'Здравствуйте');
  for (const other of [latePhone, latelyConnected, phones.anna]) {
    expect(heard(desk, other, 'Здравствуйте')).toEqual([]);
  }
  expect((await sentTo(inside))[0]).toMatchObject({ kind: 'group', state: 'delivered' });
});

test('a group that nobody of can be reached, or that has changed since, is refused', async () => {
  const mark = `Refused${Date.now()}`;
  await desk.addClient({ name: `${mark} None` });
  const ask = (body: object) =>
    desk.call(desk.olga, sendCustomMessage, {
      body: { message: 'Всем', filter: { search: mark }, ...body },
    });
  expect((await ask({})).error?.code).toBe('custom_message.nobody');
  expect((await ask({ filter: { search: 'nobody at all' } })).error?.code).toBe(
    'custom_message.nobody',
  );
  await connects(desk, await desk.addClient({ name: `${mark} Near` }));
  expect((await ask({ expected: 1 })).error?.code).toBe('custom_message.others_by_now');
  done(await ask({ expected: 2 }));
});

test('cancelled in the middle, the rest does not go out, and the receipts say which', async () => {
  const mark = `Cancel${Date.now()}`;
  const people: { name: string; phone: string }[] = [];
  for (const name of ['Held', 'Held too', 'Near', 'Nearer']) {
    const client = await desk.addClient({ name: `${mark} ${name}` });
    people.push({ name: client.name, phone: await connects(desk, client) });
  }
  await settled(desk.app);
  const held = people.slice(0, 2);
  // Telegram has these two wait for an hour.
  for (const { phone: phoneId } of held) {
    const refusal = { action: 'error', code: 429, retryAfter: 3600 } as const;
    desk.app.sandbox.faults.add({ method: 'sendMessage', phoneId, ...refusal });
  }
  const message = await sends(desk, { message: 'Скидки', filter: { search: mark } });
  for (const { phone } of people.slice(2)) await hears(desk, phone, 'Скидки');
  expect(await countsOf(desk, message)).toEqual({ delivered: 2, waiting: 2 });
  expect(done(await cancels(desk, message))).toEqual({ cancelled: 2 });
  desk.app.sandbox.faults.clear();
  await desk.advance(2 * 60 * 60_000);
  await settled(desk.app);
  for (const { phone } of held) expect(heard(desk, phone, 'Скидки')).toEqual([]);
  expect(await receiptsOf(desk, message)).toEqual([
    `${mark} Held: cancelled`,
    `${mark} Held too: cancelled`,
    `${mark} Near: delivered`,
    `${mark} Nearer: delivered`,
  ]);
  expect((await progressOf(desk, message)).cancelledAt).toBeDefined();
  expect((await cancels(desk, message)).error?.code).toBe('custom_message.over');
  expect((await cancels(desk, { id: crypto.randomUUID() })).status).toBe(404);
});

test('three thousand clients get their notices in one transaction', async () => {
  const mark = 'Threethousand';
  const { handle } = desk.platform.database;
  await handle.execute(sql`
    with made as (
      insert into clients (id, name, phone, language, confirmed_at)
      select gen_random_uuid(), ${mark}::text || ' ' || n, '+7000' || (1000000 + n), 'ru', now()
      from generate_series(1, 3000) as n returning id)
    insert into telegram_connections (id, person_kind, person_id, chat_id, state, connected_at)
    select gen_random_uuid(), 'client', id, 800000000 + row_number() over (), 'connected', now() from made`);
  const message = await sends(desk, { message: 'Привет, {{name}}', filter: { search: mark } });
  expect(message.recipients).toBe(3000);
  const counts = await countsOf(desk, message);
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(3000);
  done(await cancels(desk, message));
});
