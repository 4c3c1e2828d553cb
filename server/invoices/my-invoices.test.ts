/** A client's own invoices: what is to be paid first, and never another's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { voidInvoice } from '../../contract/invoices.ts';
import { myInvoices, readMyInvoice } from '../../contract/my-invoices.ts';
import { type Caller, type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import {
  changesBilling,
  claims,
  dayOf,
  done,
  drafts,
  goesTo,
  issues,
  pays,
  stored,
  type TestInvoice,
} from './payments-test.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await goesTo(desk, 12);
});
afterAll(() => desk.close());

async function lists(as: Caller, query: Record<string, unknown> = {}) {
  return done(await desk.call(as, myInvoices, { query }));
}

function reads(as: Caller, invoiceId: string | number) {
  return desk.call(as, readMyInvoice, { params: { invoiceId } });
}

async function voids({ id }: TestInvoice, body: { reason: string; anew?: boolean }) {
  return done(await desk.call(desk.boris, voidInvoice, { params: { invoiceId: id }, body }));
}

/** Four of every kind, issued in this order. */
async function fills(to: DeskClient) {
  const late = await issues(desk, { to, total: 100, dueOn: await dayOf(desk, 9) });
  const paid = await issues(desk, { to, total: 200 });
  const gone = await issues(desk, { to, total: 300 });
  const soon = await issues(desk, { to, total: 400, dueOn: await dayOf(desk, 2) });
  await drafts(desk, { to });
  await pays(desk, paid, 200);
  await pays(desk, soon, 150);
  await voids(gone, { reason: 'Ошибка' });
  return { late, paid, gone, soon };
}

test('unpaid ones come first by their due day, then the newest; drafts are not there', async () => {
  const client = await desk.addClient({});
  const { late, paid, gone, soon } = await fills(client);
  const order = [soon, late, gone, paid].map(({ id }) => id);
  const all = await lists(client);
  expect(all.items.map(({ id }) => id)).toEqual(order);
  expect(all.items[0]).toMatchObject({ total: 400, paid: 150, overdue: false, claimed: false });
  expect(all.due).toEqual([{ currency: 'RUB', amount: 350, overdue: false }]);
  expect(all.next).toBeUndefined();
  const paged: string[] = [];
  let after: string | undefined;
  do {
    const page = await lists(client, { limit: 1, after });
    paged.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(paged).toEqual(order);
});

test('what is overdue is told apart, and a place that was made up harms nothing', async () => {
  const client = await desk.addClient({});
  await issues(desk, { to: client, total: 100, dueOn: await dayOf(desk) });
  await issues(desk, { to: client, total: 50, dueOn: await dayOf(desk, 5) });
  await desk.advance(2 * 24 * 3_600_000);
  const fresh = await desk.elsewhere(client);
  const { items, due } = await lists(fresh);
  expect(items.map(({ overdue }) => overdue)).toEqual([true, false]);
  expect(due).toEqual([
    { currency: 'RUB', amount: 100, overdue: true },
    { currency: 'RUB', amount: 50, overdue: false },
  ]);
  for (const place of [{ group: 7 }, { group: 0, order: 1e12, id: client.id }, 'x']) {
    const after = Buffer.from(JSON.stringify(place)).toString('base64url');
    const refused = await desk.call(fresh, myInvoices, { query: { after } });
    expect(refused.error?.fields).toEqual({ after: 'malformed' });
  }
});

test('two clients never see what is the other one’s', async () => {
  const [one, other] = [await desk.addClient({}), await desk.addClient({})];
  const mine = await issues(desk, { to: one });
  const theirs = await issues(desk, { to: other });
  const draft = await drafts(desk, { to: one });
  expect((await lists(one)).items.map(({ id }) => id)).toEqual([mine.id]);
  expect((await lists(other)).items.map(({ id }) => id)).toEqual([theirs.id]);
  expect((await lists(desk.maria)).items).toEqual([]);
  const { number } = (await stored(desk, mine)).invoice;
  for (const ref of [mine.id, number ?? 0]) {
    expect(done(await reads(one, ref)).id).toBe(mine.id);
    expect((await reads(other, ref)).status).toBe(404);
  }
  expect((await reads(one, draft.id)).status).toBe(404);
  expect((await reads(desk.boris, mine.id)).status).toBe(403);
});

test('an invoice shows its payments, what was said, and nothing that is for staff alone', async () => {
  const client = await desk.addClient({});
  const invoice = await issues(desk, { to: client, total: 900 });
  const { id } = await pays(desk, invoice, 100);
  expect(done(await reads(client, invoice.id))).toMatchObject({ canClaim: true, claims: [] });
  const claim = await claims(desk, client, invoice, { amount: 300 });
  const answer = await reads(client, invoice.id);
  const body = done(answer);
  expect(body).toMatchObject({ due: 800, canClaim: false, claims: [{ id: claim.id }] });
  expect(body.payments).toEqual([{ id, amount: 100, paidOn: await dayOf(desk), method: 'bank' }]);
  expect(JSON.stringify(body)).not.toContain('Boris');
  await pays(desk, invoice, 800);
  expect(done(await reads(client, invoice.id))).toMatchObject({
    status: 'paid',
    due: 0,
    canClaim: false,
  });
});

test('a draft in place of a void one is not named before it is issued', async () => {
  const client = await desk.addClient({});
  const invoice = await issues(desk, { to: client });
  await voids(invoice, { reason: 'Ошибка', anew: true });
  const body = done(await reads(client, invoice.id));
  expect(body).toMatchObject({ status: 'void', canClaim: false });
  expect(body.replacedBy).toBeUndefined();
  expect(body.payment).toBeUndefined();
});

test('there is a code for the bank app while there is something to pay, in roubles and with all details', async () => {
  const client = await desk.addClient({});
  const without = await issues(desk, { to: client });
  expect(done(await reads(client, without.id)).payment).toBeUndefined();
  await changesBilling(desk, {
    prefix: 'СЧ-',
    legalName: 'ООО «Три кита»',
    inn: '7707083893',
    bank: 'ПАО СБЕРБАНК',
    bik: '044525225',
    account: '40702810138250123017',
    correspondentAccount: '30101810400000000225',
  });
  const invoice = await issues(desk, { to: client, total: 123_450 });
  await pays(desk, invoice, 450);
  const { payment, purpose, number } = done(await reads(client, invoice.id));
  const day = (await dayOf(desk)).split('-').reverse().join('.');
  expect(purpose).toBe(`Оплата по счёту № ${number} от ${day}`);
  expect(payment?.text).toMatch(/^ST00012\|Name=ООО «Три кита»\|/);
  expect(payment?.text).toContain(`|Sum=123000|Purpose=${purpose}|`);
  expect(payment?.qrCode).toMatch(/^data:image\/png;base64,/);
  await pays(desk, invoice, 123_000);
  expect(done(await reads(client, invoice.id)).payment).toBeUndefined();
  const english = await issues(desk, { to: desk.maria });
  expect(done(await reads(desk.maria, english.id)).purpose).toMatch(/^Payment of invoice No\. СЧ-/);
  await changesBilling(desk, { currency: 'USD' });
  const dollars = await issues(desk, { to: client });
  expect(done(await reads(client, dollars.id)).payment).toBeUndefined();
});
