/** Who is given a file, and how; links to it; what is swept away. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '../../contract/files.ts';
import { openMyTicket } from '../../contract/my-tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { testPlatform } from '../../testing/platform.ts';
import { sessions } from '../identity/identity.tables.ts';
import { integrationTokens, staff } from '../identity/staff.tables.ts';
import { StartRefused } from '../platform/errors.ts';
import { fileLinks, files } from './files.tables.ts';
import { attachFiles, filesOf } from './files.ts';
import { kept, pdf, png } from './files-test.ts';
import { pathOf } from './folder.ts';
import { claimFolder } from './mark.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const day = 24 * 60 * 60 * 1000;

const download = (as: Caller | undefined, fileId: string) =>
  desk.call(as, contract.downloadFile, { params: { fileId } });

const link = async (as: Caller, fileId: string) =>
  (await desk.call(as, contract.fileLink, { params: { fileId } })).body.url;

const open = (url: string) => desk.http.inject({ url });

/** Anna's ticket with these files. */
async function send(fileIds: string[]): Promise<void> {
  const body = { subject: 'The door', text: 'It squeaks.', fileIds };
  const answer = await desk.call(desk.anna, openMyTicket, { body });
  expect(answer.status).toBe(200);
}

test('a picture is shown, with headers under which a browser runs nothing', async () => {
  const bytes = png();
  const { id } = await kept(desk, desk.anna, { name: 'Фото (1).png', bytes });
  const headers = { authorization: `Bearer ${desk.anna.bearer()}` };
  const answer = await desk.http.inject({ url: `/api/files/${id}`, headers });
  expect(answer.rawPayload.equals(bytes)).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(bytes.length),
    'content-disposition':
      'inline; filename="____ (1).png"; filename*=UTF-8\'\'%D0%A4%D0%BE%D1%82%D0%BE%20%281%29.png',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  });
  const head = await desk.http.inject({ method: 'HEAD', url: `/api/files/${id}`, headers });
  expect([head.statusCode, head.body]).toEqual([200, '']);
  expect(head.headers['content-length']).toBe(String(bytes.length));
});

test('what is no picture is saved, not shown', async () => {
  for (const [name, bytes, type] of [
    ['a.pdf', pdf, 'application/pdf'],
    ['a.html', '<script>alert(1)</script>', 'text/plain; charset=utf-8'],
    ['bomb.png', png(60_000, 60_000), 'image/png'],
  ] as const) {
    const { id } = await kept(desk, desk.anna, { name, bytes });
    const { headers } = await download(desk.anna, id);
    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect(headers['content-type']).toBe(type);
  }
});

test('before it is sent a file is its uploader’s alone; then it is for those who see the message', async () => {
  const { anna, dmitry, boris, olga } = desk;
  const { id } = await kept(desk, anna, { bytes: 'a' });
  const nowhere = await download(anna, randomUUID());
  for (const other of [dmitry, boris, olga]) {
    const refused = await download(other, id);
    expect([refused.status, refused.body]).toEqual([404, nowhere.body]);
    const unlinked = await desk.call(other, contract.fileLink, { params: { fileId: id } });
    expect([unlinked.status, unlinked.body]).toEqual([404, nowhere.body]);
  }
  await send([id]);
  const statuses = [anna, boris, olga, dmitry].map(async (one) => (await download(one, id)).status);
  expect(await Promise.all(statuses)).toEqual([200, 200, 200, 404]);
});

test('a message names only unused files of its writer, each once', async () => {
  const { anna, dmitry, platform } = desk;
  const attach = (fileIds: string[], entryId = randomUUID()) =>
    platform.database.transaction((tx) =>
      attachFiles(tx, {
        fileIds,
        subject: { kind: 'ticket_entry', id: entryId },
        viewer: { kind: 'client', id: anna.id },
      }),
    );
  const mine = await Promise.all([1, 2, 3].map(() => kept(desk, anna, { bytes: 'a' })));
  const ids = mine.map((file) => file.id).toReversed();
  const [one = ''] = ids;
  const { id: foreign } = await kept(desk, dmitry, { bytes: 'a' });
  for (const wrong of [[one, foreign], [randomUUID()], [one, one]]) {
    await expect(attach(wrong)).rejects.toMatchObject({ code: 'file.not_found' });
  }
  const entryId = randomUUID();
  await attach(ids, entryId);
  const found = await filesOf(platform.database.handle, [entryId, randomUUID()]);
  expect([...found.keys()]).toEqual([entryId]);
  expect(found.get(entryId)?.map((file) => file.id)).toEqual(ids);
  await expect(attach([one])).rejects.toMatchObject({ code: 'file.not_found' });
});

describe('A link', () => {
  test('gives the file without any header, for 60 seconds', async () => {
    const { id } = await kept(desk, desk.anna, { name: 'a.pdf', bytes: pdf });
    const url = await link(desk.anna, id);
    expect((await open(url)).rawPayload.equals(pdf)).toBe(true);
    expect((await open(url)).headers['content-disposition']).toMatch(/^attachment; /);
    expect((await desk.http.inject({ method: 'HEAD', url })).statusCode).toBe(200);
    const stored = await desk.platform.database.handle.select().from(fileLinks);
    expect(JSON.stringify(stored)).not.toContain(url.slice('/files/'.length));
    await desk.advance(60_000);
    expect((await open(url)).statusCode).toBe(404);
  });

  test('that is wrong, foreign or over is one and the same', async () => {
    const { id } = await kept(desk, desk.anna, { bytes: 'a' });
    const over = await link(desk.anna, id);
    await desk.advance(60_000);
    const answers = await Promise.all(
      [over, '/files/x', `/files/${'A'.repeat(43)}`, `/files/${'A'.repeat(201)}`, '/files/%00'].map(
        open,
      ),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
  });

  test('ends with the session, the token, the colleague’s leave, and the sight of the message', async () => {
    const { platform } = desk;
    const { handle } = platform.database;
    const { id } = await kept(desk, desk.anna, { bytes: 'a' });
    await send([id]);
    const boris = await desk.elsewhere(desk.boris);
    const leaver = await desk.addStaff({});
    const program = await desk.program(['tickets.read']);
    const ways: [Caller, () => Promise<unknown>][] = [
      [
        boris,
        () =>
          handle
            .update(sessions)
            .set({ endedAt: platform.clock.now() })
            .where(eq(sessions.id, boris.sessionId)),
      ],
      [
        leaver,
        () =>
          handle
            .update(staff)
            .set({ deactivatedAt: platform.clock.now() })
            .where(eq(staff.id, leaver.id)),
      ],
      [
        program,
        () =>
          handle
            .update(integrationTokens)
            .set({ revokedAt: platform.clock.now() })
            .where(eq(integrationTokens.id, program.id)),
      ],
      [
        desk.anna,
        () => handle.update(files).set({ subjectId: randomUUID() }).where(eq(files.id, id)),
      ],
    ];
    for (const [caller, end] of ways) {
      const url = await link(caller, id);
      expect((await open(url)).statusCode).toBe(200);
      await end();
      expect((await open(url)).statusCode).toBe(404);
    }
  });
});

test('files that nobody has sent go after a day, and bytes without a row as well', async () => {
  const { anna, platform } = desk;
  const { filesDir } = platform.config;
  const [unused, sent] = [
    await kept(desk, anna, { bytes: 'a' }),
    await kept(desk, anna, { bytes: 'b' }),
  ];
  await send([sent.id]);
  const orphan = pathOf(filesDir, sent.id).slice(0, -1).concat('-');
  const broken = join(filesDir, 'arriving', randomUUID());
  for (const path of [orphan, broken]) writeFileSync(path, 'left over by a crash');
  await platform.jobs.runNow('sweep-files');
  expect((await download(anna, unused.id)).status).toBe(200);
  await desk.advance(day);
  const young = await kept(desk, anna, { bytes: 'c' });
  for (const path of [orphan, broken, pathOf(filesDir, sent.id)]) utimesSync(path, 0, 0);
  await platform.jobs.runNow('sweep-files');
  expect([unused, sent, young].map(({ id }) => existsSync(pathOf(filesDir, id)))).toEqual([
    false,
    true,
    true,
  ]);
  expect([orphan, broken].map((path) => existsSync(path))).toEqual([false, false]);
  expect((await download(anna, unused.id)).status).toBe(404);
  expect(await readdir(join(filesDir, 'arriving'))).toEqual([]);
});

test('bytes that the disk has lost are not found, and the log says so', async () => {
  const { id } = await kept(desk, desk.anna, { bytes: 'a' });
  rmSync(pathOf(desk.platform.config.filesDir, id));
  expect((await download(desk.anna, id)).status).toBe(404);
  expect(desk.platform.logged.join('')).toContain('The bytes of a file are missing.');
});

test('a folder that is not this database’s is refused, and the sentence says what to do', async () => {
  const at = () => mkdtempSync(join(tmpdir(), 'otklik-folder-'));
  const [first, second] = [await testPlatform(), await testPlatform()];
  const on = (platform: typeof first, filesDir: string) =>
    claimFolder({ ...platform, config: { ...platform.config, filesDir } });
  const [shared, other] = [at(), at()];
  await Promise.all([on(first, shared), on(first, shared)]);
  await on(first, shared);
  await expect(on(first, other)).rejects.toThrow(StartRefused);
  await expect(on(first, other)).rejects.toThrow(
    'All instances need the same folder: mount it there',
  );
  await expect(on(second, shared)).rejects.toThrow('belongs to another database');
  await on(second, other);
  writeFileSync(join(at(), 'x'), '');
  await expect(on(second, join(other, '.otklik'))).rejects.toThrow('cannot be made');
  for (const folder of [shared, other]) rmSync(folder, { recursive: true });
  for (const platform of [first, second]) await platform.close();
});
