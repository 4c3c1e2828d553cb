/** Clients from a table: looked at, begun, cut off and gone on with. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '../../contract/audit.ts';
import * as contract from '../../contract/client-import.ts';
import { listClients, readClient } from '../../contract/clients.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { newHttp } from '../platform/http.ts';
import { deleteForgotten } from './client-import.queries.ts';
import { registerClientImportRoutes } from './client-import.routes.ts';
import { newImports, rowsInBatch } from './client-import-worker.ts';
import { clientImports, clients } from './identity.tables.ts';

const upload = contract.uploadImport;
const columns = { name: 0, phone: 1 };

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('a table goes in: looked at, checked, begun, and every row accounted for', async () => {
  const { body } = await uploaded(
    [
      'ФИО;Телефон;E-mail;Примечание;Язык',
      'Павел Орлов;8 (921) 100-00-01;PAVEL@firma.example;"Любит ""кавычки""; и\nпереносы";рус',
      'Анна С.;+7 916 123-45-67;anna@firma.example;;',
      '',
      'Я;89211000002;;;',
      'Олег;не знаю;;;',
      'Олег;;;;',
      'Нина;8 921 100–00–03;нет;;',
      'Ольга;8 921 100 00 04;;;клингонский',
      'Павел ещё раз;+79211000001;;;',
      'Mary Poppins;+44 7400 654321;;;English',
    ].join('\r\n'),
  );
  const { id } = body;
  expect(body).toMatchObject({
    state: 'preview',
    heading: ['ФИО', 'Телефон', 'E-mail', 'Примечание', 'Язык'],
    columns: { name: 0, phone: 1, email: 2, note: 3, language: 4 },
    total: 9,
    done: 0,
  });
  expect(body.sample[0]?.[3]).toBe('Любит "кавычки"; и\nпереносы');
  const given = { columns: body.columns };
  const problems = [
    { row: 5, field: 'name', problem: 'too_short' },
    { row: 6, field: 'phone', problem: 'malformed' },
    { row: 7, field: 'phone', problem: 'required' },
    { row: 8, field: 'email', problem: 'malformed' },
    { row: 9, field: 'language', problem: 'unknown' },
    { row: 10, field: 'phone', problem: 'twice_in_file' },
  ];
  const checked = await desk.call(desk.olga, contract.checkImport, {
    params: { importId: id },
    body: given,
  });
  expect(checked.body).toEqual({ add: 2, known: 1, refused: 6, problems });
  expect(await found('Орлов')).toEqual([]);

  expect(await imported(id, { ...given, known: 'skip' })).toMatchObject({
    state: 'done',
    done: 9,
    added: 2,
    updated: 0,
    skipped: 1,
    refused: 6,
    sample: [],
  });
  const told = await problemsOf(id, 4);
  expect(told).toEqual(problems);
  const [pavel] = await found('Орлов');
  const read = await desk.call(desk.boris, readClient, { params: { clientId: pavel?.id ?? '' } });
  expect(read.body).toMatchObject({
    phone: '+79211000001',
    email: 'pavel@firma.example',
    note: 'Любит "кавычки"; и\nпереносы',
    language: 'ru',
    signedUp: false,
  });
  const [anna] = await found(desk.anna.phone);
  expect(anna).toMatchObject({ id: desk.anna.id, name: desk.anna.name });
  expect(anna?.email).toBeUndefined();
  const log = await desk.call(desk.olga, audit, {
    query: { subjectKind: 'import', subjectId: id },
  });
  expect(log.body.items).toMatchObject([
    { action: 'client.import_finished', changes: { added: [null, '2'], refused: [null, '6'] } },
    { action: 'client.import_started', actor: { id: desk.olga.id } },
  ]);
  const [row] = await desk.platform.database.handle
    .select()
    .from(clientImports)
    .where(eq(clientImports.id, id));
  expect(row?.rows).toEqual([]);
});

test('known clients are brought up to date where that is wished, and empty cells change nothing', async () => {
  const { body } = await uploaded(
    `Phone,Name,Email\n${desk.dmitry.phone},Dmitry K.,d@firma.example\n${desk.maria.phone},Maria,\n`,
  );
  const over = await imported(body.id, { columns: body.columns, known: 'update' });
  expect(over).toMatchObject({ added: 0, updated: 1, skipped: 1 });
  const [dmitry] = await found(desk.dmitry.phone);
  expect(dmitry).toMatchObject({ id: desk.dmitry.id, name: 'Dmitry K.', email: 'd@firma.example' });
});

test.each([
  [{ name: 0 }, 'import.no_name_or_phone'],
  [{ name: 0, phone: 7 }, 'request.invalid'],
  [{ name: 0, phone: 0 }, 'request.invalid'],
  [{ name: 0, phone: -1 }, 'request.invalid'],
])('the columns %j cannot be begun with', async (chosen, code) => {
  const { body } = await uploaded('Имя;Телефон\nЕгор;89212000001');
  const start = { columns: chosen, known: 'skip', language: 'ru' };
  expect((await begin(body.id, start)).error?.code).toBe(code);
  const check = { params: { importId: body.id }, body: { columns: chosen } };
  expect((await desk.call(desk.olga, contract.checkImport, check)).error?.code).toBe(code);
});

test('an import begins once', async () => {
  const { body } = await uploaded('Имя;Телефон\nЕгор;89214000001');
  const start = { columns, known: 'skip', language: 'ru' };
  const answers = await Promise.all([begin(body.id, start), begin(body.id, start)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await over(body.id);
  const check = { params: { importId: body.id }, body: { columns } };
  const late = await desk.call(desk.olga, contract.checkImport, check);
  expect(late.error?.code).toBe('import.started');
});

test('nobody but admins comes near a table, and one that is not there is not found', async () => {
  const { body } = await uploaded('Имя;Телефон\nЕгор;89212000001');
  const params = { importId: body.id };
  expect((await desk.call(desk.boris, contract.readImport, { params })).status).toBe(403);
  const nobodys = { params: { importId: crypto.randomUUID() } };
  expect((await desk.call(desk.olga, contract.readImport, nobodys)).status).toBe(404);
  expect((await desk.call(desk.olga, contract.importProblems, nobodys)).status).toBe(404);
  const query = { after: 'x' };
  const invented = await desk.call(desk.olga, contract.importProblems, { params, query });
  expect(invented.status).toBe(400);
});

test('an import that is cut off between batches goes on where it stopped, and adds nobody twice', async () => {
  const count = rowsInBatch * 3 + 7;
  const rows = Array.from(
    { length: count },
    (_, number) => `Stopped ${number},+7922${1e6 + number}`,
  );
  // The last row has the number of the first: it is known from before the stop.
  const { body } = await uploaded(['Name,Phone', ...rows, 'Twice,+79221000000'].join('\n'));
  const { handle } = desk.platform.database;
  // The app itself has nothing to do and does not look.
  await vi.waitFor(async () => {
    const lock = await desk.platform.database.tryLock('client-imports');
    expect(lock).toBeDefined();
    await lock?.release();
  });
  // Begun, as it were, on an instance that ends at once.
  await handle
    .update(clientImports)
    .set({ state: 'running', columns, known: 'skip', language: 'en' })
    .where(eq(clientImports.id, body.id));
  const first = newImports(desk.platform);
  const working = first.work();
  await vi.waitFor(async () => expect((await state(body.id)).done).toBeGreaterThan(0), {
    interval: 5,
    timeout: 20_000,
  });
  await first.stop();
  await working;
  const stopped = await state(body.id);
  expect(stopped).toMatchObject({ state: 'running', added: stopped.done });
  expect(stopped.done % rowsInBatch).toBe(0);
  expect(stopped.done).toBeLessThan(count);

  // Two come back at once: one works.
  const http = await newHttp(desk.platform);
  registerClientImportRoutes(http, desk.platform);
  await Promise.all([http.listen({ port: 0 }), newImports(desk.platform).work()]);
  expect(await over(body.id)).toMatchObject({ done: count + 1, added: count, refused: 1 });
  await http.close();
  expect(await problemsOf(body.id, 30)).toEqual([
    { row: count + 2, field: 'phone', problem: 'twice_in_file' },
  ]);
  const phones = await handle.select({ phone: clients.phone }).from(clients);
  const theirs = phones.filter(({ phone }) => phone?.startsWith('+79221'));
  expect(theirs).toHaveLength(count);
  expect(new Set(theirs.map(({ phone }) => phone)).size).toBe(count);
});

test('tables that nobody began are forgotten after a day', async () => {
  const { body } = await uploaded('Имя;Телефон\nЕгор;89212000001');
  await deleteForgotten(desk.platform.database.handle);
  expect((await state(body.id)).state).toBe('preview');
  await desk.advance(25 * 3_600_000);
  await deleteForgotten(desk.platform.database.handle);
  const params = { importId: body.id };
  expect((await desk.call(desk.olga, contract.readImport, { params })).status).toBe(404);
});

function uploaded(table: string | Buffer, fileName = 'clients.csv') {
  const content = Buffer.from(table).toString('base64');
  return desk.call(desk.olga, upload, { body: { fileName, content } });
}

function begin(importId: string, body: object) {
  return desk.call(desk.olga, contract.startImport, { params: { importId }, body });
}

async function imported(importId: string, given: object) {
  const begun = await begin(importId, { language: 'ru', ...given });
  expect(begun.error).toBeUndefined();
  return over(importId);
}

async function state(importId: string) {
  return (await desk.call(desk.olga, contract.readImport, { params: { importId } })).body;
}

function over(importId: string) {
  return vi.waitFor(
    async () => {
      const body = await state(importId);
      expect(body.state).toBe('done');
      return body;
    },
    { timeout: 20_000 },
  );
}

async function problemsOf(importId: string, limit: number) {
  const all: unknown[] = [];
  let after: string | undefined;
  do {
    const query = { limit, after };
    const { body } = await desk.call(desk.olga, contract.importProblems, {
      params: { importId },
      query,
    });
    all.push(...body.items);
    after = body.next;
  } while (after);
  return all;
}

async function found(search: string) {
  return (await desk.call(desk.boris, listClients, { query: { search } })).body.items;
}
