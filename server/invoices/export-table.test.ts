/** The table for spreadsheets: everything that the list shows, and nothing that runs. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPayment, exportInvoices } from '../../contract/invoices.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { clients } from '../identity/identity.tables.ts';
import { insertInvoice } from './invoices.queries.ts';
import { begins, issues, item, sets, stored } from './invoices-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function table(given: { as?: Caller; language?: string; query?: object } = {}) {
  const { as = desk.boris, language = 'ru', query = {} } = given;
  const search = new URLSearchParams(query as Record<string, string>);
  const answer = await desk.http.inject({
    url: `${exportInvoices.path}?${search}`,
    headers: { authorization: `Bearer ${as.bearer()}`, 'accept-language': language },
  });
  const text = answer.rawPayload.toString('utf8');
  const rows = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' }) as string[][];
  return { ...answer, text, rows };
}

describe('The table', () => {
  let firstOn: string;
  beforeAll(async () => {
    await sets(desk, { prefix: 'СЧ-' });
    const line = item({ taxRate: 2200, unitPrice: 100_005 });
    const { id } = await issues(desk, desk.boris, { items: [line] });
    firstOn = (await stored(desk, { id })).issuedOn ?? '';
    const body = { amount: 40_000, paidOn: firstOn, method: 'cash' };
    await desk.call(desk.boris, addPayment, { params: { invoiceId: id }, body });
    await begins(desk);
  });

  test('is UTF-8 with a mark, for saving, a line an invoice in the order of the list', async () => {
    const { headers, text, rows } = await table();
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="invoices.csv"');
    expect(text.startsWith('\ufeffНомер;Состояние;')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(rows.slice(1)).toEqual([
      [
        ...['', 'Черновик', '', '', desk.anna.name, 'RUB'],
        ...['1000,00', '0,00', '1000,00', '0,00', '1000,00', ''],
      ],
      [
        ...['СЧ-1', 'Выставлен', firstOn, expect.any(String), desk.anna.name, 'RUB'],
        ...['819,71', '180,34', '1000,05', '400,00', '600,05', ''],
      ],
    ]);
    expect(text).not.toContain(desk.anna.phone.slice(1));
  });

  test('speaks English with a decimal point, and follows the filters', async () => {
    const { rows } = await table({ language: 'en', query: { state: 'unpaid' } });
    expect(rows).toHaveLength(2);
    expect(rows[0]?.slice(0, 2)).toEqual(['Number', 'Status']);
    expect(rows[1]?.slice(6)).toEqual(['819.71', '180.34', '1000.05', '400.00', '600.05', '']);
  });
});

test('no name is ever a formula, and every name is read back', async () => {
  const signs = fc.constantFrom(...'=+-@\t;",\'＝\u00a0 ', 'a', 'Я', '1');
  const name = fc.array(signs, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
  const given = [
    ...['=1+1', '+7', '-1', '@SUM(A1)', ' =1', '\t=1', '＝1', "'=1", 'a;b', 'a"b', 'a\nb'],
    ...fc.sample(name, { seed: 20_261_121, numRuns: 60 }),
  ];
  const { database } = desk.platform;
  const made = given.map((name) => ({ id: crypto.randomUUID(), name }));
  const rows = made.map((one) => ({ ...one, language: 'ru' as const }));
  await database.handle.insert(clients).values(rows);
  for (const { id: clientId } of made) {
    await database.transaction((tx) =>
      insertInvoice(tx, {
        ...{ id: crypto.randomUUID(), clientId, currency: 'RUB', taxMode: 'included' },
        madeByKind: 'system',
      }),
    );
  }
  const cells = (await table({ query: { state: 'draft' } })).rows.map((row) => row[4] ?? '');
  const expected = given.map((name) => (/^\s*[=+\-@\t\r＝＋－＠]/u.test(name) ? `'${name}` : name));
  expect(cells).toEqual(expect.arrayContaining(expected));
  for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/);
});

test('a thousand and more rows come each once, in order', async () => {
  const { database } = desk.platform;
  await database.transaction(async (tx) => {
    for (let number = 101; number <= 1300; number += 1) {
      await insertInvoice(tx, {
        ...{ id: crypto.randomUUID(), number, numberText: String(number), status: 'issued' },
        ...{ currency: 'EUR', taxMode: 'included', madeByKind: 'system', total: number },
        ...{ issuedOn: '2020-02-02', dueOn: '2020-02-02' },
        ...{ buyer: { name: 'Кто был', details: '' } },
      });
    }
  });
  const { rows } = await table({ query: { to: '2020-12-31' } });
  const [, ...numbers] = rows.map(([number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: 1200 }, (_, n) => 1300 - n));
  // Whose client is gone keeps the name that is on the paper.
  expect(rows[1]?.slice(0, 5)).toEqual([
    ...['1300', 'Просрочен', '2020-02-02', '2020-02-02', 'Кто был'],
  ]);
});
