/** The lists of the desk: what is in which, in which order, and what it comes to. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '../../contract/invoices.ts';
import { claimPayment } from '../../contract/my-invoices.ts';
import type { Caller } from '../../testing/desk.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { done, opens } from '../tickets/tickets-test.ts';
import { begins, issues, item, sets } from './invoices-test.ts';

const dayLong = 24 * 3_600_000;

let desk: Desk;
let zoya: DeskClient;
/** Names of the invoices by id. */
let names: Map<string, string>;
let days: { first: string; second: string };
beforeAll(async () => {
  desk = await openDesk();
  zoya = await desk.addClient({ name: 'Зоя Ёлкина-Петрова' });
  names = new Map();
  await sets(desk, { prefix: 'СЧ-' });
  const keep = async <T extends { id: string }>(name: string, made: Promise<T>): Promise<T> => {
    const invoice = await made;
    names.set(invoice.id, name);
    return invoice;
  };
  const day = () =>
    DateTime.fromJSDate(desk.platform.clock.now(), {
      zone: desk.platform.config.timeZone,
    }).toFormat('yyyy-MM-dd');
  const first = day();
  const pays = async ({ id }: { id: string }, amount: number) => {
    const params = { invoiceId: id };
    const body = { amount, paidOn: day(), method: 'bank' };
    done(await desk.call(desk.boris, contract.addPayment, { params, body }));
  };
  await keep('late', issues(desk, desk.boris, { dueOn: first }));
  await pays(await keep('half', issues(desk, desk.boris, { dueOn: first })), 40_000);
  await pays(await keep('paid', issues(desk)), 100_000);
  const taken = await keep('void', issues(desk));
  const reason = { body: { reason: 'Не та' }, params: { invoiceId: taken.id } };
  done(await desk.call(desk.boris, contract.voidInvoice, reason));
  await desk.advance(dayLong);
  const second = day();
  days = { first, second };
  const claimed = await keep('claimed', issues(desk));
  const says = { params: { invoiceId: claimed.id }, body: { paidOn: second } };
  done(await desk.call(desk.anna, claimPayment, says));
  const lines = [item({ description: 'Починка ёмкостей, арт. B-12' })];
  await keep('zoya', issues(desk, desk.boris, { clientId: zoya.id, items: lines }));
  await sets(desk, { currency: 'USD' });
  await keep('dollars', issues(desk, desk.boris, { items: [item({ unitPrice: 700 })] }));
  await sets(desk, { currency: 'RUB' });
  await keep('old draft', begins(desk));
  await desk.advance(1000);
  await keep('draft', begins(desk, desk.boris, { clientId: zoya.id }));
});
afterAll(() => desk?.close());

const list = async (query: Record<string, unknown> = {}, as: Caller = desk.boris) =>
  done(await desk.call(as, contract.listInvoices, { query }));
const named = async (query: Record<string, unknown> = {}, as: Caller = desk.boris) =>
  (await list(query, as)).items.map(({ id }) => names.get(id));

const everything = [
  ...['draft', 'old draft', 'dollars', 'zoya', 'claimed', 'void', 'paid', 'half', 'late'],
];

describe('The list', () => {
  test('shows drafts first, then the newest number', async () => {
    expect(await named()).toEqual(everything);
  });

  test.each([
    ['draft', ['draft', 'old draft']],
    ['unpaid', ['dollars', 'zoya', 'claimed', 'half', 'late']],
    ['overdue', ['half', 'late']],
    ['claimed', ['claimed']],
    ['paid', ['paid']],
    ['void', ['void']],
  ])('shows %s', async (state, expected) => {
    expect(await named({ state })).toEqual(expected);
  });

  test('says of each what staff look at', async () => {
    const { items } = await list();
    const row = (name: string) => items.find(({ id }) => names.get(id) === name);
    expect(row('half')).toMatchObject({
      ...{ number: 'СЧ-2', status: 'issued', overdue: true, total: 100_000, paid: 40_000 },
      client: { id: desk.anna.id, name: desk.anna.name },
    });
    expect(row('claimed')).toMatchObject({ claimed: true, overdue: false });
    expect(row('paid')).toMatchObject({ overdue: false, status: 'paid' });
  });

  test.each([1, 2, 3, 4, 50])('comes in pages of %i without a gap or a double', async (limit) => {
    for (const [state, expected] of [
      ['all', everything],
      ['draft', ['draft', 'old draft']],
      ['unpaid', ['dollars', 'zoya', 'claimed', 'half', 'late']],
    ] as const) {
      const seen: (string | undefined)[] = [];
      let after: string | undefined;
      do {
        const page = await list({ state, limit, after });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ id }) => names.get(id)));
        after = page.next;
      } while (after);
      expect(seen).toEqual(expected);
    }
  });

  test('refuses a place that is none', async () => {
    for (const place of [{ number: 0 }, { number: 1e12 }, { at: 'now', id: zoya.id }, 'x', {}]) {
      const after = Buffer.from(JSON.stringify(place)).toString('base64url');
      const { error } = await desk.call(desk.boris, contract.listInvoices, { query: { after } });
      expect(error).toMatchObject({ code: 'request.invalid', fields: { after: 'malformed' } });
    }
  });

  test('is narrowed by client, ticket and days of issue, all at once', async () => {
    expect(await named({ clientId: zoya.id })).toEqual(['draft', 'zoya']);
    expect(await named({ to: days.first })).toEqual(['void', 'paid', 'half', 'late']);
    expect(await named({ from: days.second, to: days.second })).toEqual([
      ...['dollars', 'zoya', 'claimed'],
    ]);
    expect(await named({ from: days.second, clientId: zoya.id, state: 'paid' })).toEqual([]);
    const ticket = await opens(desk, zoya);
    expect(await named({ ticketId: ticket.id })).toEqual([]);
    const draft = await begins(desk, desk.boris, { clientId: zoya.id, ticketId: ticket.id });
    expect((await list({ ticketId: ticket.id })).items.map(({ id }) => id)).toEqual([draft.id]);
    const params = { invoiceId: draft.id };
    done(await desk.call(desk.boris, contract.removeInvoice, { params }));
  });
});

describe('The search', () => {
  test.each([
    ['2', ['half']],
    ['№ 2', ['half']],
    ['СЧ-2', ['half']],
    ['сч 2', ['half']],
    ['Ёлкина', ['draft', 'zoya']],
    ['елкин', ['draft', 'zoya']],
    ['Петрова Зоя', ['draft', 'zoya']],
    ['починку емкости', ['zoya']],
    ['почин', ['zoya']],
    ['B-12', ['zoya']],
    ['обслуживание зоя', ['draft']],
    ['нигде', []],
    ['и', []],
    ["' | & ! :*", []],
    ['\u0000', []],
  ])('for %s', async (search, expected) => {
    expect(await named({ search })).toEqual(expected);
  });

  test('finds by phone, but for a program that may not read clients', async () => {
    const search = zoya.phone.slice(-7);
    expect(await named({ search })).toEqual(['draft', 'zoya']);
    const reader = await desk.program(['invoices.read']);
    expect(await named({ search }, reader)).toEqual([]);
    expect(await named({ search: 'Ёлкина' }, reader)).toEqual(['draft', 'zoya']);
  });

  test('is narrowed by the other filters', async () => {
    expect(await named({ search: 'Ёлкина', state: 'draft' })).toEqual(['draft']);
  });
});

describe('The sums', () => {
  const sums = async (query: Record<string, unknown> = {}) =>
    done(await desk.call(desk.boris, contract.invoiceSums, { query })).sums;

  test('are of what is issued or paid, by currency', async () => {
    expect(await sums()).toEqual([
      {
        ...{ currency: 'RUB', count: 5, total: 500_000, paid: 140_000 },
        ...{ due: 360_000, overdue: 160_000 },
      },
      { currency: 'USD', count: 1, total: 700, paid: 0, due: 700, overdue: 0 },
    ]);
  });

  test('follow the filters', async () => {
    expect(await sums({ state: 'overdue' })).toMatchObject([
      { currency: 'RUB', count: 2, total: 200_000, due: 160_000, overdue: 160_000 },
    ]);
    expect(await sums({ search: 'Ёлкина' })).toMatchObject([{ count: 1, total: 100_000 }]);
    expect(await sums({ state: 'draft' })).toEqual([]);
    expect(await sums({ state: 'void' })).toEqual([]);
  });

  test('have counts beside them', async () => {
    const counts = await desk.call(desk.boris, contract.invoiceCounts, {});
    expect(counts.body).toEqual({ draft: 2, unpaid: 5, overdue: 2, claimed: 1 });
  });
});
