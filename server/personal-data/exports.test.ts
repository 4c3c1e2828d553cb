/** Archives: one at a time, each its owner's alone, made in the background whatever happens, gone after a week. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '../../contract/audit.ts';
import * as contract from '../../contract/personal-data.ts';
import { type Caller, type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { clients } from '../identity/identity.tables.ts';
import { newId } from '../platform/ids.ts';
import { answers, day, done, opens, writes } from '../tickets/tickets-test.ts';
import { newExports } from './export-worker.ts';
import { dataExports } from './personal-data.tables.ts';
import { archiveOf, download } from './personal-data-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.confirm(desk.olga);
});
afterAll(() => desk?.close());

/** As if an instance had stopped in the middle of it. */
async function leftBehind(client: DeskClient, state: 'waiting' | 'running' = 'running') {
  const id = newId();
  await desk.platform.database.handle
    .insert(dataExports)
    .values({ id, clientId: client.id, state, progress: 40, askedByKind: 'client' });
  return id;
}

async function stateOf(id: string) {
  const { handle } = desk.platform.database;
  const [found] = await handle.select().from(dataExports).where(eq(dataExports.id, id));
  return found;
}

test('one at a time for each client: the second is refused, until the first is there', async () => {
  const { anna, dmitry } = desk;
  const id = await leftBehind(anna);
  const begin = (as: Caller) => desk.call(as, contract.exportMyData);
  expect((await begin(anna)).error?.code).toBe('export.under_way');
  const early = await desk.call(anna, contract.downloadMyData, { params: { exportId: id } });
  expect(early.error?.code).toBe('export.not_ready');
  done(await begin(dmitry));
  await desk.platform.jobs.runNow('data-exports');
  await vi.waitFor(async () => expect((await stateOf(id))?.state).toBe('ready'), 20_000);
  done(await begin(anna));
  await vi.waitFor(async () => {
    const { items } = done(await desk.call(anna, contract.myDataExports));
    expect(items.map(({ state }) => state)).toEqual(['ready', 'expired']);
  }, 20_000);
});

test('two who ask at the same moment: one archive is begun', async () => {
  const client = await desk.addClient({ name: 'Twice' });
  const answers = await Promise.all([1, 2, 3].map(() => desk.call(client, contract.exportMyData)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
});

test('two clients’ things never mix, and neither reaches the other’s archive', async () => {
  const [one, other] = [
    await desk.addClient({ name: 'Первая Клиентка', phone: '+79165550001' }),
    await desk.addClient({ name: 'Второй Клиент', phone: '+79165550002' }),
  ];
  for (const client of [one, other]) {
    const ticket = await opens(desk, client, { text: `Говорит ${client.name}` });
    await answers(desk, desk.boris, ticket, { text: `Отвечаем: ${client.name}` });
  }
  for (const [mine, foreign] of [
    [one, other],
    [other, one],
  ] as const) {
    const archive = await archiveOf(desk, mine);
    const text = [...archive.values()].map((bytes) => bytes.toString('utf8')).join('\n');
    expect(text).toContain(`Говорит ${mine.name}`);
    for (const word of [foreign.name, foreign.phone, foreign.id]) expect(text).not.toContain(word);
  }
  const { items } = done(await desk.call(one, contract.myDataExports));
  const exportId = items[0]?.id ?? '';
  expect((await download(desk, one, exportId)).statusCode).toBe(200);
  const foreign = await desk.call(other, contract.downloadMyData, { params: { exportId } });
  const missing = await desk.call(other, contract.downloadMyData, {
    params: { exportId: newId() },
  });
  expect([foreign.status, foreign.error]).toEqual([404, missing.error]);
  const params = { clientId: other.id, exportId };
  expect((await desk.call(desk.olga, contract.downloadClientData, { params })).status).toBe(404);
});

test('it is saved, not shown; who has asked for it and taken it stands in the log', async () => {
  const { olga, boris } = desk;
  const client = await desk.addClient({ name: 'On Request' });
  const params = { clientId: client.id };
  const heard: (string | undefined)[] = [];
  const stop = desk.platform.live.subscribe(`viewer:client:${client.id}`, (detail) =>
    heard.push(detail),
  );
  expect((await desk.call(boris, contract.exportClientData, { params })).status).toBe(403);
  const { id } = done(await desk.call(olga, contract.exportClientData, { params }));
  await vi.waitFor(async () => {
    const { items } = done(await desk.call(olga, contract.clientDataExports, { params }));
    expect(items).toEqual([
      expect.objectContaining({ id, state: 'ready', progress: 100, size: expect.any(Number) }),
    ]);
  }, 20_000);
  await vi.waitFor(() => expect(heard).toContain(`data:${client.id}`));
  stop();
  const url = `/api/clients/${client.id}/data-exports/${id}/file`;
  const headers = { authorization: `Bearer ${olga.bearer()}` };
  const given = await desk.http.inject({ url, headers });
  expect(given.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-length': String(given.rawPayload.length),
    'content-disposition': expect.stringMatching(/^attachment; filename="my-data-[\d-]+\.zip"/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  const head = await desk.http.inject({ method: 'HEAD', url, headers });
  expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0]);
  const { items } = done(await desk.call(olga, audit, { query: { subjectId: client.id } }));
  const told = items.map(({ action, actor }) => [action, actor.name]);
  expect(told).toContainEqual(['data.export_begun', olga.name]);
  expect(told).toContainEqual(['data.export_downloaded', olga.name]);
});

test('what an instance has left behind is begun anew by the next, and by one alone', async () => {
  const client = await desk.addClient({ name: 'Left Behind' });
  const id = await leftBehind(client);
  const folder = `${desk.platform.filesDir}/exports`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${id}.part`, 'half of an archive');
  const workers = [newExports(desk.platform), newExports(desk.platform)];
  await Promise.all(workers.map((worker) => worker.work()));
  await vi.waitFor(async () => expect((await stateOf(id))?.state).toBe('ready'), 20_000);
  expect(readdirSync(folder).filter((name) => name.startsWith(id))).toEqual([`${id}.zip`]);
});

test('one that fails again and again says so, and another may be asked for', async () => {
  const client = await desk.addClient({ name: 'Unlucky' });
  const { platform } = desk;
  // A folder that is a file: nothing can be written there.
  const filesDir = `${platform.filesDir}-broken`;
  mkdirSync(filesDir, { recursive: true });
  writeFileSync(`${filesDir}/exports`, '');
  const id = await leftBehind(client, 'waiting');
  const broken = { ...platform, config: { ...platform.config, filesDir } };
  const worker = newExports(broken);
  await worker.work();
  expect((await stateOf(id))?.state).toBe('failed');
  rmSync(filesDir, { recursive: true });
  await archiveOf(desk, client);
});

test('a client who leaves meanwhile takes the archive away', async () => {
  const client = await desk.addClient({ name: 'In A Hurry' });
  for (let count = 0; count < 3; count++) await opens(desk, client);
  const { id } = done(await desk.call(client, contract.exportMyData));
  done(await desk.call(client, contract.deleteMyAccount, { body: { name: 'in a hurry' } }));
  const worker = newExports(desk.platform);
  await worker.work();
  await vi.waitFor(() => {
    const left = readdirSync(`${desk.platform.filesDir}/exports`);
    expect(left.filter((name) => name.startsWith(id))).toEqual([]);
  }, 20_000);
  expect(await stateOf(id)).toBeUndefined();
});

test('a client may ask five times a day', async () => {
  const client = await desk.addClient({ name: 'Curious' });
  for (let count = 0; count < 5; count++) await archiveOf(desk, client);
  const refused = await desk.call(client, contract.exportMyData);
  expect(refused.error?.code).toBe('request.too_many');
});

test('after a week it is gone from the disk; what stands there for no reason goes too', async () => {
  const client = await desk.addClient({ name: 'Forgetful' });
  await archiveOf(desk, client);
  const { items } = done(await desk.call(client, contract.myDataExports));
  const exportId = items[0]?.id ?? '';
  const folder = `${desk.platform.filesDir}/exports`;
  const stray = `${folder}/${newId()}.zip`;
  writeFileSync(stray, 'left by a crash');
  await desk.advance(6 * day);
  await desk.platform.jobs.runNow('sweep-data-exports');
  expect(existsSync(stray)).toBe(false);
  expect(existsSync(`${folder}/${exportId}.zip`)).toBe(true);
  await desk.advance(1.1 * day);
  await desk.platform.jobs.runNow('sweep-data-exports');
  expect(readdirSync(folder)).toEqual([]);
  const late = await desk.call(client, contract.downloadMyData, { params: { exportId } });
  expect(late.error?.code).toBe('export.not_ready');
  expect(done(await desk.call(client, contract.myDataExports)).items[0]?.state).toBe('expired');
});

test('somebody who was merged away is the same person: their conversations come along', async () => {
  const [stays, goes] = [
    await desk.addClient({ name: 'Stays' }),
    await desk.addClient({ name: 'Goes' }),
  ];
  const ticket = await opens(desk, stays);
  await writes(desk, stays, ticket, 'Пишу снова');
  const { handle } = desk.platform.database;
  await handle.update(clients).set({ mergedIntoId: stays.id }).where(eq(clients.id, goes.id));
  const archive = await archiveOf(desk, stays);
  const data = JSON.parse(archive.get('data.json')?.toString() ?? '');
  expect(data.person.map(({ name }: { name: string }) => name)).toEqual(['Stays', 'Goes']);
  expect(data.sessions.length).toBe(2);
});
