/** Two clients turn out to be one person, while there are archives of both. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { exportMyData, myDataExports } from '../../contract/personal-data.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { clients } from '../identity/identity.tables.ts';
import { newId } from '../platform/ids.ts';
import { done } from '../tickets/tickets-test.ts';
import { insertExport, selectExport } from './exports.queries.ts';
import { archiveOf, download, unpack } from './personal-data-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function mergedInto(stays: DeskClient, goes: DeskClient): Promise<void> {
  const { handle } = desk.platform.database;
  await handle.update(clients).set({ mergedIntoId: stays.id }).where(eq(clients.id, goes.id));
}

test('one that waits for a client who is merged away fails, and the next in the row is made', async () => {
  const [stays, goes] = [await desk.addClient({}), await desk.addClient({})];
  const { database } = desk.platform;
  const asked = { id: newId(), clientId: goes.id, askedByKind: 'client' as const };
  await database.transaction((tx) => insertExport(tx, asked));
  await mergedInto(stays, goes);
  done(await desk.call(stays, exportMyData));
  await vi.waitFor(async () => {
    const { items } = done(await desk.call(stays, myDataExports));
    expect(items.map(({ state }) => state)).toEqual(['ready', 'failed']);
  }, 20_000);
  expect((await selectExport(database.handle, asked.id))?.state).toBe('failed');
});

test('one that was there before can still be had', async () => {
  const [stays, goes] = [await desk.addClient({}), await desk.addClient({ name: 'Ушедшая' })];
  await archiveOf(desk, goes);
  await mergedInto(stays, goes);
  const { items } = done(await desk.call(stays, myDataExports));
  expect(items.map(({ state }) => state)).toEqual(['ready']);
  const given = await download(desk, stays, items[0]?.id ?? '');
  const archive = await unpack(given.rawPayload);
  expect(String(archive.get('data.json'))).toContain('Ушедшая');
  expect((await download(desk, desk.anna, items[0]?.id ?? '')).statusCode).toBe(404);
});
