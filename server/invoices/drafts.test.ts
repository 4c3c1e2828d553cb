/** Drafts: begun, changed and thrown away. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import * as contract from '../../contract/invoices.ts';
import { totalsOf } from '../../contract/money.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { done, opens } from '../tickets/tickets-test.ts';
import { begins, issues, item, linesOf, read, sets, stored } from './invoices-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const nowhere = '00000000-0000-4000-8000-000000000000';
const paramsOf = ({ id }: { id: string }) => ({ invoiceId: id });

/** The fields of a draft as a page sends them. */
function fields(given: Record<string, unknown> = {}) {
  const { id: clientId } = desk.anna;
  return { clientId, ticketId: null, items: [item()], dueOn: null, note: '', ...given };
}

const changes = (draft: { id: string }, given: Record<string, unknown>) =>
  desk.call(desk.boris, contract.updateInvoice, { params: paramsOf(draft), body: fields(given) });

describe('A draft', () => {
  test('says what it would say now, and has neither number nor day', async () => {
    await sets(desk, { legalName: 'ООО «Отклик»', note: 'Спасибо!', taxMode: 'on_top' });
    const lines = [item({ taxRate: 2200 }), item({ unitPrice: -10_000 })];
    const draft = await begins(desk, desk.boris, { items: lines });
    const body = await read(desk, draft);
    expect(body).toMatchObject({
      ...{ status: 'draft', overdue: false, currency: 'RUB', taxMode: 'on_top', note: 'Спасибо!' },
      ...{ net: 90_000, tax: 22_000, total: 112_000, due: 112_000, paid: 0, version: 1 },
      taxes: [{ rate: 2200, tax: 22_000 }],
      seller: { legalName: 'ООО «Отклик»' },
      buyer: { name: desk.anna.name, details: '' },
      client: { id: desk.anna.id, name: desk.anna.name },
    });
    expect(body).not.toHaveProperty('number');
    expect(body).not.toHaveProperty('dueOn');
    expect(body.items.map(({ total }) => total)).toEqual([122_000, -10_000]);
    expect(body.seller).not.toHaveProperty('name');
    await sets(desk, { legalName: '', note: '', taxMode: 'included' });
    expect((await read(desk, draft)).seller.legalName).toBe(desk.platform.config.companyName);
  });

  test('may begin empty', async () => {
    const body = { clientId: desk.anna.id };
    const draft = done(await desk.call(desk.boris, contract.addInvoice, { body }));
    expect(await read(desk, draft)).toMatchObject({ items: [], total: 0 });
  });

  test('changes whole, and only from the version that was read', async () => {
    const draft = await begins(desk);
    const lines = [item({ unitPrice: 1 }), item({ unitPrice: 2 })];
    const given = { items: lines, dueOn: '2031-05-06', note: 'Скоро', version: 1 };
    expect(done(await changes(draft, given)).version).toBe(2);
    const after = await read(desk, draft);
    expect(after).toMatchObject({ total: 3, dueOn: '2031-05-06', note: 'Скоро', version: 2 });
    expect((await changes(draft, given)).error?.code).toBe('invoice.changed');
    expect(await read(desk, draft)).toEqual(after);
  });

  test('keeps the currency and the way of taxing that it was begun with', async () => {
    const draft = await begins(desk, desk.boris, { items: [item({ taxRate: 1000 })] });
    await sets(desk, { currency: 'USD', taxMode: 'on_top' });
    const items = [item({ taxRate: 1000, unitPrice: 110_000 })];
    done(await changes(draft, { items, version: 1 }));
    const kept = { currency: 'RUB', taxMode: 'included', tax: 10_000, total: 110_000 };
    expect(await read(desk, draft)).toMatchObject(kept);
    await sets(desk, { currency: 'RUB', taxMode: 'included' });
  });

  test('is thrown away with its lines', async () => {
    const draft = await begins(desk);
    const remove = () => desk.call(desk.boris, contract.removeInvoice, { params: paramsOf(draft) });
    expect((await remove()).body).toEqual({ done: true });
    expect(await linesOf(desk, draft)).toEqual([]);
    expect((await remove()).error?.code).toBe('request.not_found');
  });

  test('leaves an entry in the audit log at every step', async () => {
    const draft = await begins(desk);
    done(await changes(draft, { items: [], version: 1 }));
    done(await desk.call(desk.boris, contract.removeInvoice, { params: paramsOf(draft) }));
    const { items } = done(await desk.call(desk.olga, audit, {}));
    const mine = items.filter(({ subject }) => subject?.id === draft.id);
    expect(mine.map(({ action, actor }) => [action, actor.name])).toEqual([
      ['invoice.removed', desk.boris.name],
      ['invoice.changed', desk.boris.name],
      ['invoice.added', desk.boris.name],
    ]);
    expect(mine[1]?.changes).toEqual({ total: ['100000', '0'] });
  });
});

describe('A draft is refused', () => {
  test('for a client who is not there', async () => {
    const body = { clientId: nowhere };
    const { error } = await desk.call(desk.boris, contract.addInvoice, { body });
    expect(error).toMatchObject({ code: 'request.invalid', fields: { clientId: 'unknown' } });
  });

  test('for a ticket of another client, or one that the viewer does not see', async () => {
    const hers = await opens(desk);
    const his = await opens(desk, desk.dmitry);
    const withTicket = (as: typeof desk.boris, ticketId: string) =>
      desk.call(as, contract.addInvoice, { body: { clientId: desk.anna.id, ticketId } });
    const unknown = { code: 'request.invalid', fields: { ticketId: 'unknown' } };
    for (const id of [his.id, nowhere]) {
      expect((await withTicket(desk.boris, id)).error).toMatchObject(unknown);
    }
    const draft = done(await withTicket(desk.boris, hers.id));
    expect((await read(desk, draft)).ticket).toMatchObject({ id: hers.id, number: hers.number });
    expect((await changes(draft, { ticketId: his.id, version: 1 })).error).toMatchObject(unknown);
  });

  test('beyond the largest sum, in a line or in all', async () => {
    const huge = item({ quantity: 100_001, unitPrice: 10_000_000_000 });
    const half = item({ quantity: 60_000, unitPrice: 10_000_000_000 });
    for (const items of [[huge], [huge, { ...huge, unitPrice: -10_000_000_000 }], [half, half]]) {
      const body = { clientId: desk.anna.id, items };
      const { error } = await desk.call(desk.boris, contract.addInvoice, { body });
      expect(error?.code).toBe('invoice.too_large');
    }
    const draft = await begins(desk, desk.boris, { items: [half] });
    expect((await changes(draft, { items: [half, half], version: 1 })).error?.code).toBe(
      'invoice.too_large',
    );
    expect(await stored(desk, draft)).toMatchObject({ version: 1, total: 600_000_000_000 });
  });

  test('once it is issued', async () => {
    const issued = await issues(desk);
    const before = await stored(desk, issued);
    const { version } = before;
    expect((await changes(issued, { version })).error?.code).toBe('invoice.not_draft');
    const removed = await desk.call(desk.olga, contract.removeInvoice, {
      params: paramsOf(issued),
    });
    expect(removed.error?.code).toBe('invoice.not_draft');
    expect(await stored(desk, issued)).toEqual(before);
  });
});

test('two hundred lines of the longest words are taken', async () => {
  const items = Array.from({ length: 200 }, () => item({ description: 'ы'.repeat(500) }));
  const draft = await begins(desk, desk.boris, { items });
  expect((await read(desk, draft)).items).toHaveLength(200);
});

test('what is stored agrees with the arithmetic to the kopeck, whatever the lines', async () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 100_000 }),
    unitPrice: fc.integer({ min: -1_000_000, max: 10_000_000 }),
    taxRate: fc.constantFrom(null, 0, 500, 700, 1000, 2200),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom('included' as const, 'on_top' as const),
      async (given, taxMode) => {
        await sets(desk, { taxMode });
        const draft = await begins(desk, desk.boris, { items: given.map((one) => item(one)) });
        const { taxes, ...totals } = totalsOf(given, taxMode);
        const body = await read(desk, draft);
        expect(body).toMatchObject({ ...totals, taxes });
        const lines = await linesOf(desk, draft);
        for (const field of ['net', 'tax', 'total'] as const) {
          expect(lines.reduce((sum, one) => sum + one[field], 0)).toBe(totals[field]);
        }
      },
    ),
    { numRuns: 30 },
  );
  await sets(desk, { taxMode: 'included' });
});
