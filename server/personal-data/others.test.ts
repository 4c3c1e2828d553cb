/** What others have said of a client is no part of the client's own data. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { connectChat } from '../telegram/connections/connection.ts';
import { telegramUpdates } from '../telegram/telegram.tables.ts';
import { archiveOf } from './personal-data-test.ts';

const anna = { id: 991_000_001, is_bot: false, first_name: 'Анна' };
const dmitry = { id: 991_000_002, is_bot: false, first_name: 'Дмитрий' };
const group = { id: -991_000_003, type: 'group' as const, title: 'Дом' };

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await connects(desk.anna, anna.id);
  await connects(desk.dmitry, dmitry.id);
});
afterAll(() => desk?.close());

function connects({ id }: DeskClient, chatId: number): Promise<unknown> {
  const person = { kind: 'client' as const, id };
  return desk.platform.database.transaction((tx) =>
    connectChat(tx, desk.platform, { person, chatId }),
  );
}

/** It could not be worked off, and so is still there. */
async function parked(
  update_id: number,
  message: Record<string, unknown> & { chat: { id: number } },
) {
  await desk.platform.database.handle.insert(telegramUpdates).values({
    botId: 1,
    updateId: update_id,
    chatId: message.chat.id,
    update: { update_id, message } as unknown as typeof telegramUpdates.$inferInsert.update,
    state: 'parked',
  });
}

test('a message that another client has forwarded from them is not given to them', async () => {
  const origin = { type: 'user', sender_user: anna, date: 1 };
  const own = { id: anna.id, type: 'private', first_name: 'Анна' };
  const his = { id: dmitry.id, type: 'private', first_name: 'Дмитрий' };
  await parked(1, { chat: own, from: anna, text: 'Моё' });
  await parked(2, { chat: group, from: anna, text: 'Моё в общем чате' });
  await parked(3, { chat: his, from: dmitry, forward_origin: origin, text: 'Тайна Дмитрия' });
  const json = String((await archiveOf(desk, desk.anna)).get('data.json'));
  expect(json).toContain('Моё"');
  expect(json).toContain('Моё в общем чате');
  expect(json).not.toContain('Тайна Дмитрия');
  expect(String((await archiveOf(desk, desk.dmitry)).get('data.json'))).toContain('Тайна Дмитрия');
});
