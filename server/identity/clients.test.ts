import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { phoneConflicts } from './identity.tables.ts';
import {
  addClient,
  clientsWithPhone,
  confirmClient,
  deleteUnconfirmedClient,
  findClient,
  recordPhoneConflict,
} from './identity.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

test('a client who never entered a right code is found by nobody who looks for the number', async () => {
  const phone = '+79990000001';
  const { database } = platform;
  const client = await database.transaction((tx) =>
    addClient(tx, { name: 'Вера', phone, language: 'ru', confirmed: false }),
  );
  expect(await clientsWithPhone(database.handle, phone)).toEqual([]);
  await database.transaction((tx) => confirmClient(tx, client.id, { phone, language: 'en' }));
  expect(await clientsWithPhone(database.handle, phone)).toMatchObject([{ id: client.id }]);
  await database.transaction((tx) => deleteUnconfirmedClient(tx, client.id));
  expect(await findClient(database.handle, client.id)).toMatchObject({ language: 'en' });
});

test('a conflict of numbers is noted once', async () => {
  const { database } = platform;
  const phone = '+79990000002';
  const client = { phone, language: 'ru' as const, confirmed: true };
  await database.transaction(async (tx) => {
    const old = await addClient(tx, { ...client, name: 'Старый' });
    const fresh = await addClient(tx, { ...client, name: 'Новый' });
    const conflict = { phone, clientId: fresh.id, otherClientIds: [old.id] };
    await recordPhoneConflict(tx, conflict);
    await recordPhoneConflict(tx, conflict);
  });
  expect(await database.handle.select().from(phoneConflicts)).toHaveLength(1);
});
