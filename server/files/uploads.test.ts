/** What is taken, under which name and as what. */
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fileLimits } from '../../contract/files.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { cleanName } from './file-name.ts';
import { files } from './files.tables.ts';
import {
  docx,
  gif,
  jpeg,
  kept,
  pdf,
  png,
  program,
  upload,
  uploadForm,
  webp,
  zip,
} from './files-test.ts';
import { pathOf } from './folder.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const page = '<!doctype html><html><body><script>alert(1)</script></body></html>';
const picture = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const windows1251 = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0d, 0x0a]);

test.each<[string, { name: string; bytes: Buffer | string }, object]>([
  [
    'a picture',
    { name: 'Фото.png', bytes: png() },
    { name: 'Фото.png', mediaType: 'image/png', image: true },
  ],
  [
    'a camera’s picture',
    { name: 'IMG_1.JPEG', bytes: jpeg(4000, 3000) },
    { name: 'IMG_1.JPEG', mediaType: 'image/jpeg', image: true },
  ],
  [
    'a moving picture',
    { name: 'a.gif', bytes: gif(100, 100) },
    { mediaType: 'image/gif', image: true },
  ],
  [
    'a picture of the web',
    { name: 'a.webp', bytes: webp(100, 100) },
    { mediaType: 'image/webp', image: true },
  ],
  [
    'a picture that would fill the memory',
    { name: 'bomb.png', bytes: png(60_000, 60_000) },
    { mediaType: 'image/png', image: false },
  ],
  ['such a one of the web', { name: 'bomb.webp', bytes: webp(16_000, 16_000) }, { image: false }],
  ['a picture of no size', { name: 'a.gif', bytes: gif(0, 100) }, { image: false }],
  [
    'a picture that ends too early',
    { name: 'a.png', bytes: png().subarray(0, 20) },
    { image: false },
  ],
  [
    'a document',
    { name: 'a.pdf', bytes: pdf },
    { name: 'a.pdf', mediaType: 'application/pdf', image: false },
  ],
  [
    'an office document',
    { name: 'Договор.docx', bytes: docx },
    {
      name: 'Договор.docx',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
  ],
  ['an archive', { name: 'a.zip', bytes: zip({ 'a.txt': 'a' }) }, { mediaType: 'application/zip' }],
  [
    'a text',
    { name: 'log.txt', bytes: 'Привет\n' },
    { name: 'log.txt', mediaType: 'text/plain', image: false },
  ],
  ['a table', { name: 'a.csv', bytes: 'a;b\n1;2' }, { mediaType: 'text/csv' }],
  ['a text of older Windows', { name: 'a.txt', bytes: windows1251 }, { mediaType: 'text/plain' }],
  [
    'a page',
    { name: 'page.html', bytes: page },
    { name: 'page.html.txt', mediaType: 'text/plain', image: false },
  ],
  [
    'a page that says it is a picture',
    { name: 'a.png', bytes: page },
    { name: 'a.png.txt', mediaType: 'text/plain', image: false },
  ],
  [
    'a drawing with a script',
    { name: 'a.svg', bytes: picture },
    { name: 'a.svg.txt', mediaType: 'text/plain', image: false },
  ],
  [
    'a page in XML',
    { name: 'a.xhtml', bytes: `<?xml version="1.0"?>${page}` },
    { name: 'a.xhtml.txt', mediaType: 'text/plain' },
  ],
  ['a script', { name: 'a.js', bytes: 'alert(1)' }, { name: 'a.js.txt', mediaType: 'text/plain' }],
  [
    'a document with another ending',
    { name: 'invoice.pdf.exe', bytes: pdf },
    { name: 'invoice.pdf.exe.pdf' },
  ],
  ['a path', { name: '../../etc/passwd', bytes: 'root' }, { name: 'passwd.txt' }],
  ['a path of Windows', { name: 'C:\\temp\\a.txt', bytes: 'a' }, { name: 'a.txt' }],
  ['a turned name', { name: 'a\u202Egpj.pdf', bytes: pdf }, { name: 'agpj.pdf' }],
  ['a name of dots', { name: '...', bytes: 'a' }, { name: 'file.txt' }],
  ['a name that ends with a dot', { name: 'a.txt.', bytes: 'a' }, { name: 'a.txt' }],
  [
    'a long name',
    { name: `${'я'.repeat(300)}.pdf`, bytes: pdf },
    { name: `${'я'.repeat(fileLimits.nameLength - 4)}.pdf` },
  ],
])('%s is taken for what it is', async (_what, sent, expected) => {
  const address = { ...sent, type: 'text/html' };
  const file = await kept(desk, await desk.addClient({}), address);
  expect(file).toMatchObject({ size: Buffer.byteLength(sent.bytes), ...expected });
  const stored = await readFile(pathOf(desk.platform.config.filesDir, file.id));
  expect(stored.equals(Buffer.from(sent.bytes))).toBe(true);
});

test.each<[string, { name: string; bytes: Buffer | string }, number, string]>([
  ['nothing', { name: 'a.txt', bytes: '' }, 400, 'file.empty'],
  ['a program', { name: 'a.exe', bytes: program }, 415, 'file.kind_refused'],
  [
    'a program that says it is a picture',
    { name: 'a.png', bytes: program },
    415,
    'file.kind_refused',
  ],
  [
    'a program of another system',
    { name: 'a', bytes: Buffer.from(`\x7fELF\x02\x01\x01${'\0'.repeat(60)}`, 'latin1') },
    415,
    'file.kind_refused',
  ],
  [
    'a program in an archive',
    { name: 'a.jar', bytes: zip({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0' }) },
    415,
    'file.kind_refused',
  ],
  [
    'bytes of no kind',
    { name: 'a.txt', bytes: Buffer.from([1, 2, 3, 0, 255]) },
    415,
    'file.kind_refused',
  ],
  [
    'a text that ends as something else',
    { name: 'a.txt', bytes: `${'a'.repeat(100_000)}\0` },
    415,
    'file.kind_refused',
  ],
  [
    'letters of no alphabet that says it is a document',
    { name: 'a.doc', bytes: windows1251 },
    415,
    'file.kind_refused',
  ],
])('%s is refused, and nothing of it stays', async (_what, sent, status, code) => {
  const before = await desk.platform.database.handle.$count(files);
  const answer = await upload(desk, desk.as.boris, sent);
  expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  expect(await desk.platform.database.handle.$count(files)).toBe(before);
  expect(await readdir(join(desk.platform.config.filesDir, 'arriving'))).toEqual([]);
});

test('a file of the largest size is taken, and one byte more is too much', async () => {
  const largest = Buffer.alloc(fileLimits.bytes, 'a');
  expect(await kept(desk, desk.as.boris, { bytes: largest })).toMatchObject({
    size: fileLimits.bytes,
  });
  for (const more of [1, 30_000, 1_000_000]) {
    const bytes = Buffer.concat([largest, Buffer.alloc(more, 'a')]);
    const answer = await upload(desk, desk.as.boris, { bytes });
    expect(answer.statusCode).toBe(413);
    expect(['file.too_large', 'request.too_large']).toContain(answer.json().error.code);
  }
  expect(await readdir(join(desk.platform.config.filesDir, 'arriving'))).toEqual([]);
});

test('over a real line: too much is refused, and who leaves in the middle leaves nothing', async () => {
  const { address } = desk.app;
  const headers = { authorization: `Bearer ${desk.boris.bearer()}` };
  const form = new FormData();
  form.append('file', new Blob([Buffer.alloc(fileLimits.bytes + 2, 'a')]), 'a.txt');
  const answer = await fetch(`${address}/api/files`, { method: 'POST', headers, body: form });
  expect(answer.status).toBe(413);
  const arriving = join(desk.platform.config.filesDir, 'arriving');
  const leaving = request(`${address}/api/files`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b' },
  });
  leaving.on('error', () => {});
  leaving.write(
    `--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${'a'.repeat(100_000)}`,
  );
  await vi.waitFor(async () => expect(await readdir(arriving)).toHaveLength(1));
  leaving.destroy();
  await vi.waitFor(async () => expect(await readdir(arriving)).toEqual([]));
  expect(desk.platform.logged.join('')).not.toContain('A request failed.');
});

test.each<[string, string | Buffer, string, number]>([
  ['JSON', '{}', 'application/json', 415],
  ['a form without a boundary', 'x', 'multipart/form-data', 400],
  ['a form with nothing in it', '--b--\r\n', 'multipart/form-data; boundary=b', 400],
  [
    'a form that ends in the middle',
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
    'multipart/form-data; boundary=b',
    400,
  ],
  ['a form of noise', Buffer.alloc(5000, 0xfe), 'multipart/form-data; boundary=b', 400],
  [
    'a form with a text in its place',
    '--b\r\ncontent-disposition: form-data; name="file"\r\n\r\nabc\r\n--b--\r\n',
    'multipart/form-data; boundary=b',
    400,
  ],
  [
    'a form with a poisoned name',
    '--b\r\ncontent-disposition: form-data; name="__proto__"; filename="a.txt"\r\n\r\nabc\r\n--b--\r\n',
    'multipart/form-data; boundary=b',
    400,
  ],
])('%s is refused with a code', async (_what, payload, type, status) => {
  const answer = await uploadForm(desk, desk.as.boris, payload, type);
  expect(answer.json()).toMatchObject({ error: { code: expect.any(String) } });
  expect(answer.statusCode).toBe(status);
});

// Where the end of a name is looked for from each dot on, this takes minutes.
test('a name of many dots costs no more than another of its length', () => {
  expect(cleanName(`a${'. '.repeat(100_000)}b`, ['txt'])).toMatch(/^a\. /);
  expect(cleanName(`a${'.'.repeat(200_000)}b`, ['txt'])).toMatch(/^a\.+txt$/);
  expect(cleanName(' ..a b. .', ['txt'])).toBe('a b.txt');
});

test('another part than the one that is asked for is refused', async () => {
  const answer = await upload(desk, desk.as.boris, { bytes: 'a', field: 'picture' });
  expect(answer.json()).toMatchObject({ error: { fields: { file: 'required' } } });
});

test('one person may have only so much lying about, and upload only so often', async () => {
  const { addClient, platform } = desk;
  const anna = await addClient({});
  await kept(desk, anna, { bytes: 'a' });
  await platform.database.handle
    .insert(files)
    .values(Array.from({ length: 20 }, () => lyingFile(anna.id)));
  expect((await upload(desk, anna, { bytes: 'a' })).json()).toMatchObject({
    error: { code: 'request.too_many', retryAfter: 3600 },
  });
  const dmitry = await addClient({});
  const answers = await Promise.all(
    Array.from({ length: 61 }, () => upload(desk, dmitry, { bytes: 'a' })),
  );
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(1);
});

test('what clients send stays on the disk: so many files a day', async () => {
  const client = await desk.addClient({});
  const taken: number[] = [];
  for (let minute = 0; minute < 4; minute++) {
    for (let number = 0; number < 55; number++) {
      taken.push((await upload(desk, client, { bytes: 'a' })).statusCode);
    }
    await desk.advance(60_000);
  }
  expect(taken.filter((status) => status === 200)).toHaveLength(200);
  expect(taken.at(-1)).toBe(429);
}, 60_000);

function lyingFile(uploaderId: string): typeof files.$inferInsert {
  return {
    id: crypto.randomUUID(),
    name: 'a.txt',
    size: fileLimits.bytes,
    mediaType: 'text/plain',
    image: false,
    sha256: Buffer.alloc(32),
    uploaderKind: 'client',
    uploaderId,
  };
}
