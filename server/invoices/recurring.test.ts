/** Invoices that come every month, as staff set them up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addRecurring,
  listRecurring,
  readRecurring,
  removeRecurring,
  updateRecurring,
} from '../../contract/recurring-invoices.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { moveInvoices } from './owners.ts';
import { dayOf, done, goesTo, item } from './payments-test.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await goesTo(desk, 12);
});
afterAll(() => desk.close());

async function fields(given: Record<string, unknown> = {}) {
  return {
    clientId: desk.anna.id,
    items: [item(100_000)],
    note: 'Абонентская плата',
    dayOfMonth: 31,
    startsOn: await dayOf(desk),
    endsOn: null,
    issue: true,
    active: true,
    ...given,
  };
}

async function adds(given: Record<string, unknown> = {}, as: Caller = desk.boris) {
  return desk.call(as, addRecurring, { body: await fields(given) });
}

async function changes(id: string, body: Record<string, unknown>, as: Caller = desk.boris) {
  return desk.call(as, updateRecurring, {
    params: { recurringId: id },
    body: { ...(await fields()), ...body },
  });
}

async function listed(clientId?: string, as: Caller = desk.boris) {
  return done(await desk.call(as, listRecurring, { query: { clientId } })).items;
}

function reads(id: string, as: Caller = desk.boris) {
  return desk.call(as, readRecurring, { params: { recurringId: id } });
}

test('staff begin one, read it, change it and end it', async () => {
  const client = await desk.addClient({});
  const { id, version } = done(await adds({ clientId: client.id }));
  const [one] = await listed(client.id);
  expect(one).toMatchObject({
    id,
    version: 1,
    client: { id: client.id, name: client.name },
    currency: 'RUB',
    total: 100_000,
    dayOfMonth: 31,
    active: true,
    lines: 1,
  });
  const { items, ...row } = done(await reads(id));
  expect(row).toEqual({ ...one, note: 'Абонентская плата' });
  expect(items[0]?.description).toBe(one?.first);
  expect(one?.nextOn?.slice(0, 7)).toBe((await dayOf(desk)).slice(0, 7));
  const given = { clientId: client.id, version, dayOfMonth: 1, active: false };
  expect(done(await changes(id, given)).version).toBe(2);
  expect((await changes(id, given)).error?.code).toBe('invoice.changed');
  const [paused] = await listed(client.id);
  expect(paused).toMatchObject({ active: false, dayOfMonth: 1 });
  expect(paused?.nextOn).toBeUndefined();
  const params = { recurringId: id };
  done(await desk.call(desk.boris, removeRecurring, { params }));
  expect(await listed(client.id)).toEqual([]);
  expect((await desk.call(desk.boris, removeRecurring, { params })).status).toBe(404);
  expect((await changes(id, { ...given, version: 2 })).status).toBe(404);
  expect((await reads(id)).status).toBe(404);
});

test('the list comes in pages: what is made next first, what is paused last, each once', async () => {
  const client = await desk.addClient({});
  for (const given of [
    { dayOfMonth: 20 },
    { active: false },
    { dayOfMonth: 5 },
    { active: false },
  ]) {
    done(await adds({ clientId: client.id, ...given }));
  }
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const query = { clientId: client.id, limit: 1, after };
    const { items, next } = done(await desk.call(desk.boris, listRecurring, { query }));
    seen.push(...items.map(({ nextOn }) => nextOn ?? 'paused'));
    if (next === undefined) break;
    after = next;
  }
  expect(seen).toHaveLength(4);
  expect(seen).toEqual(seen.toSorted());
  expect(seen.slice(2)).toEqual(['paused', 'paused']);
});

test('a client has twenty at most, also when they are added at once', async () => {
  const client = await desk.addClient({});
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => adds({ clientId: client.id })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.filter(({ error }) => error?.code === 'recurring.too_many')).toHaveLength(5);
  const other = done(await adds({}));
  const moved = await changes(other.id, { clientId: client.id, version: 1 });
  expect(moved.error?.code).toBe('recurring.too_many');
  const [first] = await listed(client.id);
  const params = { recurringId: first?.id ?? '' };
  done(await desk.call(desk.boris, removeRecurring, { params }));
  done(await changes(other.id, { clientId: client.id, version: 1 }));
});

test('days out of order, a client who is not there, and no lines are refused', async () => {
  const refused = async (given: Record<string, unknown>) => (await adds(given)).error;
  expect((await refused({ endsOn: await dayOf(desk, -1) }))?.fields).toEqual({
    endsOn: 'out_of_range',
  });
  expect((await refused({ startsOn: '9999-01-01' }))?.fields).toEqual({
    startsOn: 'out_of_range',
  });
  expect((await refused({ dayOfMonth: 32 }))?.code).toBe('request.invalid');
  expect((await refused({ items: [] }))?.code).toBe('request.invalid');
  const huge = { ...item(10_000_000_000), quantity: 1_000_000 };
  expect((await refused({ items: [huge] }))?.code).toBe('invoice.too_large');
  expect((await refused({ clientId: desk.boris.id }))?.code).toBe('request.not_found');
  const long = Array.from({ length: 200 }, () => ({ ...item(1), description: 'Щ'.repeat(500) }));
  done(await adds({ endsOn: await dayOf(desk), items: long }));
});

test('agents who see their own alone have none; clients and readers set up nothing', async () => {
  const { id, version } = done(await adds());
  expect(await listed(desk.anna.id, desk.vera)).toEqual([]);
  expect((await adds({}, desk.vera)).status).toBe(403);
  expect((await changes(id, { version }, desk.vera)).status).toBe(404);
  expect((await adds({}, desk.anna)).status).toBe(403);
  const reader = await desk.program(['invoices.read']);
  expect((await listed(desk.anna.id, reader)).length).toBeGreaterThan(0);
  expect((await adds({}, reader)).status).toBe(403);
  done(await adds({}, await desk.program(['invoices.write'])));
  done(await changes(id, { version }, desk.olga));
});

test('when two clients turn out to be one, what came every month stops until staff look at it', async () => {
  const [from, into] = [await desk.addClient({}), await desk.addClient({})];
  done(await adds({ clientId: from.id }));
  done(await adds({ clientId: into.id }));
  await desk.platform.database.transaction((tx) =>
    moveInvoices(tx, desk.platform, { from: from.id, into: into.id }),
  );
  expect(await listed(from.id)).toEqual([]);
  const moved = await listed(into.id);
  expect(moved.map(({ active }) => active).toSorted()).toEqual([false, true]);
});
