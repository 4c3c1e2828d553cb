/** One invoice has one sum, wherever it is read: by staff and client, in lists, sums, table, notice, code, paper and archive. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '../../contract/invoices.ts';
import { formatMoney, type TaxMode, type Totals, totalsOf } from '../../contract/money.ts';
import { myInvoices, readMyInvoice } from '../../contract/my-invoices.ts';
import { connects } from '../../testing/connects.ts';
import { type Caller, type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { codesIn, pagesOf } from '../../testing/pdf.ts';
import { archiveOf } from '../personal-data/personal-data-test.ts';
import { issues, item, read, sets } from './invoices-test.ts';
import { seller } from './paper-test.ts';
import { done, pays, told } from './payments-test.ts';

interface Made extends Totals {
  id: string;
  number: string;
  paid: number;
  due: number;
}

const line = fc.record({
  quantity: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(333, 1000, 999_999)),
  unitPrice: fc.oneof(
    fc.integer({ min: -300_00, max: 3_000_000_00 }),
    fc.integer({ min: 1, max: 99 }),
  ),
  taxRate: fc.constantFrom(null, 0, 500, 700, 1000, 1050, 2000, 2200),
});
const given = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 15 }),
    taxMode: fc.constantFrom<TaxMode>('included', 'on_top'),
    /** How much of it has come in. */
    part: fc.constantFrom(0, 0, 0.3, 0.99),
  })
  .filter(({ lines, taxMode }) => totalsOf(lines, taxMode).total > 1);

let desk: Desk;
let client: DeskClient;
let all: Made[];
beforeAll(async () => {
  desk = await openDesk();
  client = await desk.addClient({ name: 'Копейкин', language: 'ru' });
  await connects(desk, client, 700_000_441);
  const { name: _, ...details } = seller;
  await sets(desk, { ...details, currency: 'RUB', prefix: 'К-' });
  all = [];
  for (const { lines, taxMode, part } of fc.sample(given, { seed: 20_261_121, numRuns: 10 })) {
    await sets(desk, { taxMode });
    const items = lines.map((one) => item(one));
    const invoice = await issues(desk, desk.boris, { clientId: client.id, items });
    const totals = totalsOf(lines, taxMode);
    const paid = Math.floor(totals.total * part);
    if (paid > 0) await pays(desk, invoice, paid);
    const { id, number } = invoice;
    all.push({ id, number, ...totals, paid, due: totals.total - paid });
  }
});
afterAll(() => desk?.close());

const sumOf = (field: 'net' | 'tax' | 'total' | 'paid' | 'due') =>
  all.reduce((sum, one) => sum + one[field], 0);
const plain = (text: string) => text.replace(/\s+/g, ' ');
const said = (minor: number) => plain(formatMoney(minor, 'RUB', 'ru')).replace(' ₽', '');

async function fetched(as: Caller, url: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${as.bearer()}`, 'accept-language': 'ru' };
  const answer = await desk.http.inject({ url, headers });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.rawPayload;
}

describe('The sums of random lines are the same to the kopeck', () => {
  test('to staff and to the client, in the code, on the phone, and line by line', async () => {
    for (const { id, number: _, ...sums } of all) {
      const staff = await read(desk, { id });
      const mine = done(await desk.call(client, readMyInvoice, { params: { invoiceId: id } }));
      for (const body of [staff, mine]) {
        expect(body).toMatchObject(sums);
        for (const field of ['net', 'tax', 'total'] as const) {
          expect(body.items.reduce((sum, one) => sum + one[field], 0)).toBe(sums[field]);
        }
        expect(body.taxes.reduce((sum, { tax }) => sum + tax, 0)).toBe(sums.tax);
      }
      expect(mine.payment?.text).toContain(`|Sum=${sums.due}|`);
      const [first] = await told(desk, { id });
      expect(plain(first?.text ?? '')).toContain(`К оплате: ${said(sums.total)} ₽`);
    }
  });

  test('in both lists, in what they come to, and in the month', async () => {
    const query = { clientId: client.id, limit: 50 };
    const theirs = done(await desk.call(desk.boris, contract.listInvoices, { query })).items;
    const mine = done(await desk.call(client, myInvoices, { query: { limit: 50 } }));
    for (const rows of [theirs, mine.items]) {
      expect(rows).toHaveLength(all.length);
      for (const { id, total, paid } of all) {
        expect(rows.find((row) => row.id === id)).toMatchObject({ total, paid });
      }
    }
    expect(mine.due).toEqual([{ currency: 'RUB', amount: sumOf('due'), overdue: false }]);
    const sums = await desk.call(desk.boris, contract.invoiceSums, {
      query: { clientId: client.id },
    });
    const [total, paid, due] = [sumOf('total'), sumOf('paid'), sumOf('due')];
    expect(done(sums).sums).toMatchObject([{ count: all.length, total, paid, due, overdue: 0 }]);
    const months = await desk.call(desk.boris, contract.moneyReport, { query: { months: 3 } });
    expect(done(months).byMonth.at(-1)).toMatchObject({ issued: total, paid });
  });

  test('in the table for spreadsheets', async () => {
    const url = `${contract.exportInvoices.path}?clientId=${client.id}`;
    const table = await fetched(desk.boris, url);
    const rows: string[][] = parse(table, { bom: true, delimiter: ';', from_line: 2 });
    const written = rows.map(([number, , , , , , ...sums]) => [number, ...sums.slice(0, 5)]);
    const cell = (minor: number) => (minor / 100).toFixed(2).replace('.', ',');
    const expected = all.map(({ number, net, tax, total, paid, due }) => [
      number,
      ...[net, tax, total, paid, due].map(cell),
    ]);
    expect(written).toEqual(expected.toReversed());
  });

  test('on paper, with its code', async () => {
    for (const { id, net, total, paid, due, taxes } of all.slice(0, 3)) {
      const pdf = await fetched(client, `/api/my/invoices/${id}/pdf`);
      const page = plain((await pagesOf(pdf)).join(' '));
      expect(page).toContain(`Итого без НДС ${said(net)} `);
      expect(page).toContain(`Всего к оплате, руб. ${said(total)} `);
      if (paid > 0) expect(page).toContain(`Осталось оплатить, руб. ${said(due)} `);
      for (const { tax } of taxes) expect(page).toContain(` ${said(tax)} `);
      const [code] = await codesIn(pdf);
      expect(code).toContain(`|Sum=${due}|`);
    }
  });

  test('in the archive that the client takes along', async () => {
    const archive = await archiveOf(desk, client);
    const { invoices } = JSON.parse(archive.get('data.json')?.toString('utf8') ?? '');
    for (const { number, net, tax, total, paid } of all) {
      const found = invoices.find((one: { number: string }) => one.number === number);
      expect(found).toMatchObject({ net, tax, total, paid });
    }
  });
});
