/** The job that makes what comes every month: each month once, whatever stops or runs twice. */
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { removeInvoice, voidInvoice } from '../../contract/invoices.ts';
import { addRecurring, listRecurring, updateRecurring } from '../../contract/recurring-invoices.ts';
import { connects } from '../../testing/connects.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { invoices, recurringInvoices } from './invoices.tables.ts';
import { moveInvoices } from './owners.ts';
import {
  changesBilling,
  dayOf,
  done,
  dying,
  goesTo,
  hour,
  item,
  staySignedIn,
  told,
} from './payments-test.ts';
import { makeDueInvoices } from './recurring-run.ts';

let desk: Desk;
let client: DeskClient;
let people = 0;

beforeAll(async () => {
  desk = await openDesk();
  await changesBilling(desk, { reminderDays: [] });
});
afterAll(() => desk.close());

beforeEach(async () => {
  await desk.platform.database.handle.update(recurringInvoices).set({ active: false });
  // The tenth of the next month, so that every test begins alike.
  const [year, month] = (await dayOf(desk)).split('-').map(Number);
  const next = new Date(Date.UTC(year ?? 0, month ?? 0, 10)).toISOString().slice(0, 10);
  await goesTo(desk, 12, next);
  client = await desk.addClient({});
  people += 1;
  await connects(desk, client, 700_000_400 + people);
  await staySignedIn(desk);
});

async function fields(given: Record<string, unknown> = {}) {
  return {
    clientId: client.id,
    items: [item(100_000)],
    note: 'Абонентская плата',
    dayOfMonth: 15,
    startsOn: await dayOf(desk),
    endsOn: null,
    issue: true,
    active: true,
    ...given,
  };
}

async function begins(given: Record<string, unknown> = {}): Promise<string> {
  return done(await desk.call(desk.boris, addRecurring, { body: await fields(given) })).id;
}

async function changes(id: string, given: Record<string, unknown>): Promise<void> {
  const { version } = await recurring(id);
  const body = { ...(await fields()), ...given, version };
  done(await desk.call(desk.boris, updateRecurring, { params: { recurringId: id }, body }));
}

async function recurring(id: string) {
  const [found] = await desk.platform.database.handle
    .select()
    .from(recurringInvoices)
    .where(eq(recurringInvoices.id, id));
  if (!found) throw new Error('There is no such recurring invoice.');
  return found;
}

function run(): Promise<void> {
  return desk.platform.jobs.runNow('recurring-invoices');
}

/** What was made of it: in order of the months that they stand for. */
function made(id: string) {
  return desk.platform.database.handle
    .select()
    .from(invoices)
    .where(eq(invoices.recurringId, id))
    .orderBy(asc(invoices.period));
}

/** The day of the month that many months from now. */
async function inMonths(months: number, day: number): Promise<string> {
  const [year, month] = (await dayOf(desk)).split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1 + months, day)).toISOString().slice(0, 10);
}

test('each month on its day one is made, issued, and told of', async () => {
  const id = await begins();
  await run();
  expect(await made(id)).toEqual([]);
  const days = [await inMonths(0, 15), await inMonths(1, 15), await inMonths(2, 15)];
  await goesTo(desk, 10, days[0]);
  const morning = new Date(desk.platform.clock.now().getTime() - hour / 2);
  await desk.advance(-9 * hour);
  for (const day of days) {
    await goesTo(desk, 1, day);
    await run();
    await run();
  }
  const all = await made(id);
  expect(all.map(({ period }) => period)).toEqual(days.map((day) => day.slice(0, 7)));
  expect(all.map(({ issuedOn }) => issuedOn)).toEqual(days);
  expect(all.every(({ status, total }) => status === 'issued' && total === 100_000)).toBe(true);
  expect(all[0]).toMatchObject({ madeByKind: 'system', note: 'Абонентская плата' });
  const news = await told(desk, { id: all[0]?.id ?? '' });
  expect(news.map(({ kind }) => kind)).toEqual(['invoice.issued']);
  expect(news[0]?.notBefore).toEqual(morning);
});

test('one that is void before the client has heard of it is not told of afterwards', async () => {
  const id = await begins();
  await goesTo(desk, 1, await inMonths(0, 15));
  await run();
  const [invoice] = await made(id);
  const about = { id: invoice?.id ?? '' };
  const body = { reason: 'Ошибка' };
  done(await desk.call(desk.boris, voidInvoice, { params: { invoiceId: about.id }, body }));
  const states = (await told(desk, about)).map(({ kind, state }) => [kind, state]);
  expect(Object.fromEntries(states)).toMatchObject({ 'invoice.issued': 'cancelled' });
  expect(states).toHaveLength(2);
});

test('without issuing, a draft waits for staff; thrown away or void, it is not made anew', async () => {
  const id = await begins({ issue: false });
  await goesTo(desk, 12, await inMonths(0, 15));
  await run();
  const [draft] = await made(id);
  expect(draft).toMatchObject({ status: 'draft', number: null });
  const params = { invoiceId: draft?.id ?? '' };
  done(await desk.call(desk.boris, removeInvoice, { params }));
  await run();
  expect(await made(id)).toEqual([]);
  await changes(id, { issue: true, startsOn: (await recurring(id)).startsOn });
  await goesTo(desk, 12, await inMonths(1, 15));
  await run();
  const [issued] = await made(id);
  const body = { reason: 'Ошибка', anew: true };
  done(await desk.call(desk.boris, voidInvoice, { params: { invoiceId: issued?.id ?? '' }, body }));
  await run();
  expect(await made(id)).toHaveLength(1);
});

test('after a stop of months each missed one is made once; after more than a year only the newest', async () => {
  const id = await begins();
  await goesTo(desk, 12, await inMonths(4, 20));
  await run();
  expect(await made(id)).toHaveLength(5);
  await goesTo(desk, 12, await inMonths(12, 20));
  await run();
  expect(await made(id)).toHaveLength(17);
  const last = await inMonths(13, 20);
  await goesTo(desk, 12, last);
  await run();
  const all = await made(id);
  expect(all).toHaveLength(18);
  expect(all.at(-1)?.period).toBe(last.slice(0, 7));
  expect((await recurring(id)).nextOn).toBe(await inMonths(1, 15));
});

test('what was paused is not made up for, and goes on from the day it is active again', async () => {
  const id = await begins();
  const { startsOn } = await recurring(id);
  await changes(id, { startsOn, active: false });
  await goesTo(desk, 12, await inMonths(3, 20));
  await run();
  expect(await made(id)).toEqual([]);
  await changes(id, { startsOn, active: true });
  await run();
  expect(await made(id)).toEqual([]);
  const next = await inMonths(1, 15);
  expect((await recurring(id)).nextOn).toBe(next);
  await goesTo(desk, 12, next);
  await run();
  expect((await made(id)).map(({ period }) => period)).toEqual([next.slice(0, 7)]);
});

test('a later day in a month that is made already begins with the next month', async () => {
  const id = await begins();
  await goesTo(desk, 12, await inMonths(0, 15));
  await run();
  const { startsOn } = await recurring(id);
  await changes(id, { startsOn, dayOfMonth: 20 });
  expect((await recurring(id)).nextOn).toBe(await inMonths(1, 20));
});

test('after its last day none is made', async () => {
  const id = await begins({ endsOn: await inMonths(1, 15) });
  await goesTo(desk, 12, await inMonths(5, 20));
  await run();
  expect(await made(id)).toHaveLength(2);
  expect((await recurring(id)).nextOn).toBeNull();
});

test('one that cannot be issued waits as a draft, and says why until one can', async () => {
  const id = await begins({ items: [item(0)] });
  await goesTo(desk, 12, await inMonths(0, 15));
  await run();
  expect(await made(id)).toMatchObject([{ status: 'draft' }]);
  const query = { clientId: client.id };
  const { items } = done(await desk.call(desk.boris, listRecurring, { query }));
  expect(items).toMatchObject([{ problem: 'invoice.nothing_to_pay' }]);
  await changes(id, { startsOn: (await recurring(id)).startsOn, items: [item(500)] });
  await goesTo(desk, 12, await inMonths(1, 15));
  await run();
  expect((await made(id)).map(({ status }) => status)).toEqual(['draft', 'issued']);
  expect((await recurring(id)).problem).toBeNull();
});

test('five runs at once make each once, with numbers that have no gap', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => begins()));
  await goesTo(desk, 12, await inMonths(2, 20));
  await Promise.all(Array.from({ length: 5 }, run));
  await run();
  const numbers: number[] = [];
  for (const id of ids) {
    const all = await made(id);
    expect(all).toHaveLength(3);
    numbers.push(...all.map(({ number }) => number ?? 0));
  }
  const sorted = numbers.toSorted((one, other) => one - other);
  expect((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)).toBe(29);
});

test('a process that ends in the middle has made nothing, and the next one makes it once', async () => {
  const id = await begins();
  await goesTo(desk, 12, await inMonths(0, 15));
  await makeDueInvoices(dying(desk));
  expect(await made(id)).toEqual([]);
  expect(desk.platform.logged.join('\n')).toContain('A recurring invoice was not made.');
  await run();
  expect(await made(id)).toMatchObject([{ status: 'issued' }]);
});

test('a client who is merged into another gets nothing any more', async () => {
  const id = await begins();
  const other = await desk.addClient({});
  await desk.platform.database.transaction((tx) =>
    moveInvoices(tx, desk.platform, { from: client.id, into: other.id }),
  );
  await goesTo(desk, 12, await inMonths(1, 20));
  await run();
  expect(await made(id)).toEqual([]);
});
