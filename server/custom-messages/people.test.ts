/** Messages follow the people whom they were sent to: what they want to hear, who they turn out to be, and their leaving. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientMessages } from '../../contract/custom-messages.ts';
import { fileLink } from '../../contract/files.ts';
import { savePreferences } from '../../contract/notices.ts';
import { deleteClient } from '../../contract/personal-data.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { settled } from '../../testing/until.ts';
import { kept } from '../files/files-test.ts';
import { done } from '../tickets/tickets-test.ts';
import { customMessages } from './custom-messages.tables.ts';
import { moveCustomMessages } from './custom-messages.ts';
import {
  blocks,
  connects,
  countsOf,
  heard,
  progressOf,
  receiptsOf,
  sends,
  writes,
} from './custom-messages-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function sentTo(client: DeskClient) {
  const params = { clientId: client.id };
  return done(await desk.call(desk.boris, clientMessages, { params })).items;
}

test('whoever has switched messages off gets none, and the sender is told', async () => {
  const client = await desk.addClient({ name: 'Quiet' });
  const phone = await connects(desk, client);
  const body = { modes: { messages: 'off' }, quietHours: null };
  done(await desk.call(client, savePreferences, { body }));
  expect(done(await writes(desk, client, { message: 'Тихо' })).state).toBe('skipped');
  await settled(desk.app);
  expect(heard(desk, phone, 'Тихо')).toEqual([]);
  expect((await sentTo(client))[0]).toMatchObject({ state: 'skipped', reason: 'switched_off' });
});

test('two clients who are one person have got one message', async () => {
  const mark = `Same${Date.now()}`;
  const [stays, goes] = [
    await desk.addClient({ name: `${mark} Stays` }),
    await desk.addClient({ name: `${mark} Goes` }),
  ];
  await connects(desk, stays);
  await blocks(desk, await connects(desk, goes));
  done(await writes(desk, goes, { message: 'Только ей' }));
  const message = await sends(desk, { message: 'Обеим', filter: { search: mark } });
  await desk.platform.database.transaction((tx) =>
    moveCustomMessages(tx, { from: goes.id, into: stays.id }),
  );
  expect((await progressOf(desk, message)).recipients).toBe(1);
  expect((await receiptsOf(desk, message)).length).toBe(1);
  expect(await countsOf(desk, message)).not.toHaveProperty('unreachable');
  expect((await sentTo(stays)).map(({ content }) => content.text)).toEqual(['Обеим', 'Только ей']);
});

test('of a client who leaves nothing is left: neither words, files nor the search that found them', async () => {
  const name = `Уходящая${Date.now()}`;
  const leaves = await desk.addClient({ name });
  const stays = await desk.addClient({ name: `${name} Остающаяся` });
  await connects(desk, leaves);
  await connects(desk, stays);
  const file = await kept(desk, desk.boris, { bytes: 'Тайна' });
  done(await writes(desk, leaves, { message: 'Вам одной', fileIds: [file.id] }));
  const params = { fileId: file.id };
  expect((await desk.call(desk.vera, fileLink, { params })).status).toBe(200);
  expect((await desk.call(leaves, fileLink, { params })).status).toBe(404);
  const message = await sends(desk, { message: 'Обеим', filter: { search: name } });
  await desk.confirm(desk.olga);
  const whose = { params: { clientId: leaves.id }, body: { name } };
  done(await desk.call(desk.olga, deleteClient, whose));
  const { handle } = desk.platform.database;
  const own = await handle.select().from(customMessages).where(eq(customMessages.kind, 'one'));
  expect(JSON.stringify(own)).not.toContain('Вам одной');
  expect((await desk.call(desk.vera, fileLink, { params })).status).toBe(404);
  expect(await progressOf(desk, message)).toMatchObject({ recipients: 1, filter: {} });
  expect(await receiptsOf(desk, message)).toEqual([expect.stringContaining('Остающаяся')]);
});
