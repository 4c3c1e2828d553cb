/** Issuing, and that nothing changes an issued invoice; void and anew. */
import { eq } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateClient } from '../../contract/clients.ts';
import * as contract from '../../contract/invoices.ts';
import { claimPayment, readMyInvoice } from '../../contract/my-invoices.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { sqlState } from '../platform/database.ts';
import { done } from '../tickets/tickets-test.ts';
import { invoiceItems, invoices } from './invoices.tables.ts';
import { begins, issues, item, linesOf, read, sets, stored } from './invoices-test.ts';

let desk: Desk;
/** Today in the company's zone. */
let day: string;
beforeAll(async () => {
  desk = await openDesk();
  const { clock, config } = desk.platform;
  day = DateTime.fromJSDate(clock.now(), { zone: config.timeZone }).toFormat('yyyy-MM-dd');
});
afterAll(() => desk?.close());

const inDays = (days: number) =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
const paramsOf = ({ id }: { id: string }) => ({ invoiceId: id });
const issue = (draft: { id: string; version: number }, as = desk.boris) =>
  desk.call(as, contract.issueInvoice, {
    params: paramsOf(draft),
    body: { version: draft.version },
  });
const takeBack = (invoice: { id: string }, body: Record<string, unknown> = {}) =>
  desk.call(desk.boris, contract.voidInvoice, {
    params: paramsOf(invoice),
    body: { reason: 'Не та сумма', ...body },
  });

describe('An invoice that is issued', () => {
  test('gets the next number with the prefix, its days, and the names of both', async () => {
    await sets(desk, { prefix: 'СЧ-', dueDays: 10, legalName: 'ООО «Отклик»', inn: '7707083893' });
    const first = await issues(desk);
    const second = await issues(desk);
    const row = await stored(desk, first);
    expect(first.number).toBe(`СЧ-${row.number}`);
    expect((await stored(desk, second)).number).toBe((row.number ?? 0) + 1);
    const body = await read(desk, first);
    expect(body).toMatchObject({
      ...{ number: first.number, status: 'issued', issuedOn: day, dueOn: inDays(10) },
      ...{ buyer: { name: desk.anna.name, details: '' }, overdue: false, due: 100_000 },
      seller: { legalName: 'ООО «Отклик»', inn: '7707083893' },
    });
    const byNumber = desk.call(desk.olga, contract.readInvoice, {
      params: { invoiceId: String(row.number) },
    });
    expect((await byNumber).body).toEqual(body);
  });

  test('says the same when the company and the client are called otherwise', async () => {
    const client = await desk.addClient({ name: 'Павел Прежний' });
    const issued = await issues(desk, desk.boris, { clientId: client.id });
    const before = await read(desk, issued);
    await sets(desk, { legalName: 'ООО «Иначе»', prefix: 'X', inn: '' });
    const body = { name: 'Павел Новый', version: 1 };
    done(await desk.call(desk.olga, updateClient, { params: { clientId: client.id }, body }));
    const after = await read(desk, issued);
    expect(after).toEqual({ ...before, client: { id: client.id, name: 'Павел Новый' } });
    expect(after.buyer.name).toBe('Павел Прежний');
  });

  test('is seen by its client alone, and only from now on', async () => {
    const draft = await begins(desk);
    const asClient = (as = desk.anna) => desk.call(as, readMyInvoice, { params: paramsOf(draft) });
    expect((await asClient()).error?.code).toBe('request.not_found');
    done(await issue(draft));
    expect((await asClient()).body).toMatchObject({ status: 'issued', total: 100_000 });
    expect((await asClient(desk.dmitry)).error?.code).toBe('request.not_found');
  });

  test('is due on the day that was chosen, or today', async () => {
    const chosen = await issues(desk, desk.boris, { dueOn: inDays(1) });
    expect((await read(desk, chosen)).dueOn).toBe(inDays(1));
    const now = await issues(desk, desk.boris, { dueOn: day });
    expect(await read(desk, now)).toMatchObject({ dueOn: day, overdue: false });
  });
});

describe('Issuing is refused, and takes no number,', () => {
  const last = async () => (await stored(desk, await issues(desk))).number ?? 0;

  test.each([
    ['without lines', { items: [] }, 'invoice.nothing_to_pay'],
    ['for nothing', { items: [item({ unitPrice: 0 })] }, 'invoice.nothing_to_pay'],
    ['below nought', { items: [item(), item({ unitPrice: -100_001 })] }, 'invoice.nothing_to_pay'],
    ['due before today', { dueOn: '2020-01-01' }, 'request.invalid'],
  ])('%s', async (_what, given, code) => {
    const before = await last();
    const draft = await begins(desk, desk.boris, given);
    const { error } = await issue(draft);
    expect(error?.code).toBe(code);
    if (code === 'request.invalid') expect(error?.fields).toEqual({ dueOn: 'out_of_range' });
    expect(await stored(desk, draft)).toMatchObject({ status: 'draft', number: null, version: 1 });
    expect(await last()).toBe(before + 1);
  });

  test('from an older version, twice, or once the client is gone', async () => {
    const before = await last();
    const draft = await begins(desk);
    expect((await issue({ ...draft, version: 2 })).error?.code).toBe('invoice.changed');
    const { handle } = desk.platform.database;
    await handle.update(invoices).set({ clientId: null }).where(eq(invoices.id, draft.id));
    expect((await issue(draft)).error?.code).toBe('invoice.client_gone');
    const issued = await issues(desk);
    expect((await issue(issued)).error?.code).toBe('invoice.not_draft');
    expect(await last()).toBe(before + 2);
  });
});

describe('Nothing changes an issued invoice:', () => {
  test('no statement does, but what happens to it may', async () => {
    const issued = await issues(desk);
    const { handle } = desk.platform.database;
    const before = await stored(desk, issued);
    const mine = eq(invoices.id, issued.id);
    const line = eq(invoiceItems.invoiceId, issued.id);
    const refused = [
      handle.update(invoices).set({ total: 1 }).where(mine),
      handle.update(invoices).set({ number: 999_999 }).where(mine),
      handle
        .update(invoices)
        .set({ buyer: { name: 'Eve', details: '' } })
        .where(mine),
      handle
        .update(invoices)
        .set({ dueOn: inDays(30) })
        .where(mine),
      handle.update(invoices).set({ note: 'Иначе' }).where(mine),
      handle.update(invoices).set({ status: 'draft' }).where(mine),
      handle.delete(invoices).where(mine),
      handle.update(invoiceItems).set({ unitPrice: 1 }).where(line),
      handle.delete(invoiceItems).where(line),
      handle.insert(invoiceItems).values({
        ...item(),
        ...{ invoiceId: issued.id, place: 1, net: 1, tax: 0, total: 1 },
      }),
    ];
    for (const statement of refused) {
      const state = await statement.then(
        () => 'done',
        (error: unknown) => sqlState(error),
      );
      expect(state).toBe('23001');
    }
    expect(await stored(desk, issued)).toEqual(before);
    await handle.update(invoices).set({ claimed: true }).where(mine);
    await handle.update(invoices).set({ claimed: false }).where(mine);
  });

  test('no endpoint does, whatever it is sent', async () => {
    const issued = await issues(desk);
    const { version, ...paper } = await stored(desk, issued);
    const fields = { clientId: desk.dmitry.id, ticketId: null, items: [item({ unitPrice: 1 })] };
    const body = { ...fields, dueOn: null, note: 'Иначе', version };
    const params = paramsOf(issued);
    const answers = [
      await desk.call(desk.olga, contract.updateInvoice, { params, body }),
      await desk.call(desk.olga, contract.removeInvoice, { params }),
      await desk.call(desk.olga, contract.issueInvoice, { params, body: { version } }),
    ];
    expect(answers.map(({ error }) => error?.code)).toEqual(Array(3).fill('invoice.not_draft'));
    expect(await stored(desk, issued)).toEqual({ ...paper, version });
  });
});

describe('A void invoice', () => {
  test('keeps its number and says why; its client’s words are withdrawn', async () => {
    const issued = await issues(desk);
    const params = paramsOf(issued);
    done(await desk.call(desk.anna, claimPayment, { params, body: { paidOn: day } }));
    expect(await read(desk, issued)).toMatchObject({ claims: [{ state: 'pending' }] });
    expect(done(await takeBack(issued))).toEqual({});
    expect(await read(desk, issued)).toMatchObject({
      ...{ number: issued.number, status: 'void', voidReason: 'Не та сумма', due: 0 },
      claims: [{ state: 'withdrawn', reason: 'Не та сумма' }],
    });
    expect(await stored(desk, issued)).toMatchObject({ claimed: false, voidedBy: desk.boris.name });
    const mine = await desk.call(desk.anna, readMyInvoice, { params });
    expect(mine.body).toMatchObject({ status: 'void', canClaim: false });
  });

  test('is made anew with the same lines, and each names the other', async () => {
    const lines = [item({ taxRate: 2200 }), item({ description: 'Скидка', unitPrice: -5_000 })];
    const old = await issues(desk, desk.boris, { items: lines, note: 'Как договорились' });
    const { replacedById: id = '' } = done(await takeBack(old, { anew: true }));
    const draft = await read(desk, { id });
    expect(draft).toMatchObject({
      ...{ status: 'draft', note: 'Как договорились', total: 95_000, version: 1 },
      replaces: { id: old.id, number: old.number },
    });
    const plain = (lines: Awaited<ReturnType<typeof linesOf>>) =>
      lines.map(({ invoiceId: _, ...line }) => line);
    expect(plain(await linesOf(desk, { id }))).toEqual(plain(await linesOf(desk, old)));
    expect((await read(desk, old)).replacedBy).toEqual({ id });
    // The client hears of the new one once it is issued.
    const asClient = () => desk.call(desk.anna, readMyInvoice, { params: paramsOf(old) });
    expect((await asClient()).body).not.toHaveProperty('replacedBy');
    const { number } = done(await issue({ id, version: 1 }));
    expect((await asClient()).body.replacedBy).toEqual({ id, number });
  });

  test('cannot be void twice, nor can a draft, nor what money has come for', async () => {
    const issued = await issues(desk);
    done(await takeBack(issued));
    expect((await takeBack(issued)).error?.code).toBe('invoice.not_issued');
    expect((await takeBack(await begins(desk))).error?.code).toBe('invoice.not_issued');
    for (const amount of [1, 100_000]) {
      const paid = await issues(desk);
      const body = { amount, paidOn: day, method: 'bank' };
      done(await desk.call(desk.boris, contract.addPayment, { params: paramsOf(paid), body }));
      expect((await takeBack(paid)).error?.code).toBe('invoice.paid_already');
      expect((await stored(desk, paid)).voidedAt).toBeNull();
    }
  });
});

test('whoever hears of a change sees it: staff at once, the client once it is issued', async () => {
  const { live } = desk.platform;
  const heard: string[] = [];
  const topics = [`viewer:client:${desk.anna.id}`, 'desk'];
  const stops = topics.map((topic) =>
    live.subscribe(topic, (detail) => heard.push(`${topic} ${detail}`)),
  );
  const draft = await begins(desk);
  const told = (topic: string | undefined) => `${topic} invoice:${draft.id}`;
  await expect.poll(() => heard).toContain(told('desk'));
  expect(heard).not.toContain(told(topics[0]));
  done(await issue(draft));
  await expect.poll(() => heard).toContain(told(topics[0]));
  for (const stop of stops) stop();
});

test('the company’s day counts, not that of the server', async () => {
  const { clock } = desk.platform;
  const midnight = DateTime.fromISO(inDays(1), { zone: desk.platform.config.timeZone });
  await desk.advance(midnight.toMillis() - clock.now().getTime() - 60_000);
  const before = await issues(desk, desk.boris, { dueOn: day });
  await desk.advance(120_000);
  const after = await issues(desk);
  expect((await read(desk, before)).issuedOn).toBe(day);
  expect((await read(desk, before)).overdue).toBe(true);
  expect((await read(desk, after)).issuedOn).toBe(inDays(1));
});
