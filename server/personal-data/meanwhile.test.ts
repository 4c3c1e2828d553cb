/** Whoever is deleted may be in the middle of something: nothing of it stays. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addInvoice } from '../../contract/invoices.ts';
import { deleteMyAccount } from '../../contract/personal-data.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { files } from '../files/files.tables.ts';
import { arriving } from '../files/folder.ts';
import { done } from '../tickets/tickets-test.ts';
import { everythingOnDisk } from './personal-data-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function leaves(client: DeskClient): Promise<void> {
  done(await desk.call(client, deleteMyAccount, { body: { name: client.name } }));
}

test('a file that is still coming in is not kept', async () => {
  const client = await desk.addClient({ name: 'Глеб' });
  const boundary = `----${randomUUID()}`;
  const payload = new PassThrough();
  const answering = desk.http.inject({
    method: 'POST',
    url: '/api/files',
    headers: {
      authorization: `Bearer ${client.bearer()}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  });
  payload.write(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nПаспорт`,
  );
  const { filesDir } = desk.platform;
  await vi.waitFor(() => expect(readdirSync(`${filesDir}/${arriving}`)).toHaveLength(1));
  await leaves(client);
  payload.end(` 4509\r\n--${boundary}--\r\n`);
  expect((await answering).statusCode).toBe(404);
  const kept = await desk.platform.database.handle
    .select()
    .from(files)
    .where(eq(files.uploaderId, client.id));
  expect(kept).toEqual([]);
  const left = [...everythingOnDisk(filesDir).values()].map(String);
  expect(left.filter((bytes) => bytes.includes('Паспорт'))).toEqual([]);
});

test('whatever their name is, the answers kept for others stay', async () => {
  const client = await desk.addClient({ name: 'id' });
  const headers = { 'idempotency-key': randomUUID() };
  const input = { headers, body: { clientId: desk.anna.id } };
  const { id } = done(await desk.call(desk.boris, addInvoice, input));
  await leaves(client);
  expect(done(await desk.call(desk.boris, addInvoice, input)).id).toBe(id);
});

test('an answer that tells of them is kept no more, and what it answers is not done again', async () => {
  const client = await desk.addClient({ name: 'Агафья' });
  const headers = { 'idempotency-key': randomUUID() };
  const input = { headers, body: { clientId: client.id } };
  done(await desk.call(desk.boris, addInvoice, input));
  await leaves(client);
  expect((await desk.call(desk.boris, addInvoice, input)).error?.code).toBe('request.in_doubt');
});
