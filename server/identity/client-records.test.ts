/** Clients as staff handle them. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import * as contract from '../../contract/clients.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { clients } from './identity.tables.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('a client added by hand has not signed up, and the number is kept in one form', async () => {
  const id = await added({
    name: ' Пётр Ёлкин ',
    phone: '8 (921) 555-11-22',
    note: 'Звонил\r\nдважды',
  });
  expect(await read(id)).toMatchObject({
    name: 'Пётр Ёлкин',
    phone: '+79215551122',
    note: 'Звонил\nдважды',
    signedUp: false,
    openTickets: 0,
    conflict: false,
    version: 1,
    language: 'en',
  });
  const log = await desk.call(desk.olga, audit, { query: { subjectId: id } });
  expect(log.body.items).toMatchObject([{ action: 'client.added', actor: { id: desk.boris.id } }]);
});

test.each([
  ['+7 916 123-45-67', 'client.phone_taken', 'taken'],
  ['89161234567', 'client.phone_taken', 'taken'],
  ['9161234567', 'client.phone_taken', 'taken'],
  ['+888 0123 4567', 'phone.invalid', 'malformed'],
  ['12', 'phone.invalid', 'malformed'],
  ['+7 916 123-45-6x', 'request.invalid', 'malformed'],
  ['', 'request.invalid', 'required'],
])('the number %s is refused with %s', async (phone, code, problem) => {
  const body = { name: 'Anna', phone };
  const { error } = await desk.call(desk.boris, contract.addClient, { body });
  expect(error).toMatchObject({ code, fields: { phone: problem } });
});

test('of two who add one number at once, one is told that it is taken', async () => {
  const body = { name: 'Both', phone: '+7 921 000-00-01' };
  const answers = await Promise.all(
    [desk.boris, desk.vera].map((as) => desk.call(as, contract.addClient, { body })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test.each([
  { name: 'A', phone: '+79215550001' },
  { name: 'Nul\u0000', phone: '+79215550001' },
  { name: 'Anna', phone: '+79215550001', email: 'a\u0000@b.example' },
  { name: 'Anna', phone: '+79215550001', note: 'x\u0000' },
  { name: 'Anna', phone: '+79215550001', email: 'no address' },
  { name: 'Anna', phone: '+79215550001', vip: true },
])('%j is refused', async (body) => {
  expect((await desk.call(desk.boris, contract.addClient, { body })).status).toBe(400);
});

test('whoever was faster wins, and the other looks again', async () => {
  const id = await added({ name: 'Elena', phone: '+79215552233', email: 'e@e.example' });
  const first = await change(id, { version: 1, name: 'Elena B.', email: null });
  expect(first.body).toEqual({ version: 2 });
  expect((await change(id, { version: 1, note: 'late' })).error?.code).toBe('client.changed');
  expect(await read(id)).toMatchObject({ name: 'Elena B.', note: '' });
  expect((await read(id)).email).toBeUndefined();
  const log = await desk.call(desk.olga, audit, {
    query: { subjectId: id, action: 'client.changed' },
  });
  expect(log.body.items[0]?.changes).toEqual({
    name: ['Elena', 'Elena B.'],
    email: ['e@e.example', null],
  });
});

test('a change of nothing is no change', async () => {
  const id = await added({ name: 'Same', phone: '+79215552244' });
  const same = await change(id, { version: 1, name: 'Same', phone: '8 921 555 22 44' });
  expect(same.body).toEqual({ version: 1 });
});

test('a proved number that staff change is not proved any more; one of somebody else is refused', async () => {
  const { id } = desk.dmitry;
  const { version } = await read(id);
  const taken = await change(id, { version, phone: desk.anna.phone });
  expect(taken.error).toMatchObject({ code: 'client.phone_taken', fields: { phone: 'taken' } });
  expect((await change(id, { version, phone: '8 903 765-43-22' })).status).toBe(200);
  expect(await read(id)).toMatchObject({ phone: '+79037654322', signedUp: true });
  const [row] = await desk.platform.database.handle
    .select()
    .from(clients)
    .where(eq(clients.id, id));
  expect(row?.phoneProvedAt).toBeNull();
});

test('whoever never entered a code, or is another by now, is not there', async () => {
  const { handle } = desk.platform.database;
  const [hidden, merged] = [await desk.addClient({}), await desk.addClient({})];
  await handle.update(clients).set({ confirmedAt: null }).where(eq(clients.id, hidden.id));
  await handle.update(clients).set({ mergedIntoId: desk.anna.id }).where(eq(clients.id, merged.id));
  for (const { id, phone } of [hidden, merged]) {
    const params = { clientId: id };
    expect((await desk.call(desk.boris, contract.readClient, { params })).status).toBe(404);
    expect((await desk.call(desk.boris, contract.clientTelegram, { params })).status).toBe(404);
    expect((await change(id, { version: 1, name: 'Nobody' })).status).toBe(404);
    expect(await found(phone)).toEqual([]);
  }
});

test('a client is found by the beginnings of words and by any part of the number or the e-mail', async () => {
  await added({
    name: 'Анастасия Ёжикова-Лис',
    phone: '+7 (916) 700-20-30',
    email: 'Nastya.Lis@firma.example',
  });
  for (const search of [
    'анаст',
    'ЁЖИК',
    'ежиков анас',
    'лис',
    'nastya.lis@firma',
    'firma',
    '8 916 700-20-30',
    '+7 (916) 700',
    '79167002030',
    '9167002030',
    '2030',
    '700-20',
    'анаст 2030',
  ]) {
    expect(await found(search), search).toEqual(['Анастасия Ёжикова-Лис']);
  }
  for (const search of ['настасия', 'анаст петр', '+7 916 700-20-31', '8916700203099']) {
    expect(await found(search), search).toEqual([]);
  }
});

test.each(["'", '\\', "a' & b", '!*:', '%', '\u0000', '\ud800', '<->', 'a:*|b', '()', '+', '💡'])(
  'the search for %j breaks nothing',
  async (search) => {
    const answer = await desk.call(desk.boris, contract.listClients, { query: { search } });
    expect(answer.status).toBe(200);
  },
);

test('without a search the newest come first, page by page, and each once', async () => {
  const { handle } = desk.platform.database;
  await handle.execute(sql`update clients set created_at = date_trunc('day', created_at)`);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { body } = await desk.call(desk.boris, contract.listClients, {
      query: { after, limit: 4 },
    });
    seen.push(...body.items.map(({ id }) => id));
    after = body.next;
  } while (after);
  const all = await desk.call(desk.boris, contract.listClients, { query: { limit: 50 } });
  expect(seen).toEqual(all.body.items.map(({ id }) => id));
  expect(new Set(seen).size).toBe(seen.length);
  expect(
    (await desk.call(desk.boris, contract.listClients, { query: { after: 'x' } })).status,
  ).toBe(400);
});

test('open tickets are counted, solved ones are not, and the last one is told', async () => {
  const { id } = desk.maria;
  await desk.platform.database.handle.execute(sql`
    insert into tickets (id, client_id, subject, status, priority, priority_place, source, due_at,
      resolved_at, created_at)
    select gen_random_uuid(), ${id}, 'Drill', 'open', 'normal', 1, 'portal', '9999-01-01',
      case when n = 3 then otklik_now() end, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 day'
    from generate_series(1, 3) n`);
  expect(await read(id)).toMatchObject({
    openTickets: 2,
    lastTicketAt: '2026-01-04T00:00:00.000Z',
  });
});

test('staff see whether news reaches a client, and no Telegram id', async () => {
  const params = { clientId: desk.anna.id };
  const none = await desk.call(desk.boris, contract.clientTelegram, { params });
  expect(none.body).toEqual({ state: 'none', waiting: 0 });
  await desk.platform.database.handle.execute(sql`
    insert into telegram_connections (id, person_kind, person_id, chat_id, username, state, connected_at)
    values ('c', 'client', ${desk.anna.id}, 700000001, 'anna', 'connected', '2026-01-01T00:00:00Z')`);
  const { body } = await desk.call(desk.boris, contract.clientTelegram, { params });
  expect(body).toEqual({
    state: 'connected',
    username: 'anna',
    connectedAt: '2026-01-01T00:00:00.000Z',
    waiting: 0,
  });
});

async function added(body: object): Promise<string> {
  const answer = await desk.call(desk.boris, contract.addClient, { body });
  expect(answer.error).toBeUndefined();
  return answer.body.id;
}

async function read(clientId: string) {
  return (await desk.call(desk.boris, contract.readClient, { params: { clientId } })).body;
}

function change(clientId: string, body: object) {
  return desk.call(desk.boris, contract.updateClient, { params: { clientId }, body });
}

async function found(search: string): Promise<string[]> {
  const { body } = await desk.call(desk.boris, contract.listClients, { query: { search } });
  return body.items.map(({ name }) => name);
}
