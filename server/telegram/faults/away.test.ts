/** Telegram is gone for an hour: connections are refused. Nothing is lost in either direction, and order is kept. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../platform/database.ts';
import { type Chat, openStage, type Stage } from './fault-test.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test('News and codes of the whole hour arrive afterwards, once each and in order; so does what phones have written', async () => {
  const { sandbox, platform } = stage.app;
  const chats = await stage.chats(6);
  await stage.gate.shut();
  const ids: string[] = [];
  // A minute passes six times, with news of all, then the rest of the hour in one piece.
  for (let minute = 1; minute <= 6; minute++) {
    ids.push(...(await stage.write(...chats.map((chat): [Chat, string] => [chat, `#${minute}`]))));
    for (const { phoneId } of chats.slice(0, 3)) sandbox.sendText(phoneId, `Said ${minute}`);
    await stage.pass(60);
  }
  const [code = ''] = await stage.write([
    chats[0] as Chat,
    '# Code',
    { rank: 'code', lifeSeconds: 600 },
  ]);
  await stage.pass(54 * 60);
  expect(stage.app.telegram.delivery.state().held?.reason).toBe('connect');
  expect((await stage.health()).reasons).toContain('Sending is held: connect');
  expect((await stage.health()).status).toBe('degraded');
  for (const id of ids) {
    expect(await stage.find(id)).toMatchObject({ state: 'queued', waiting: true });
  }
  // A code of an hour ago helps nobody.
  expect(await stage.find(code)).toMatchObject({ state: 'expired', waiting: false });

  await stage.gate.open();
  const all = Array.from({ length: 6 }, (_, minute) => `#${minute + 1}`);
  // Both sides try again after a minute and a quarter at the latest.
  await stage.pass(75);
  for (const chat of chats) expect(chat.received()).toEqual(all);
  await stage.heard();
  for (const id of ids) {
    expect(await stage.find(id)).toMatchObject({ state: 'delivered', perhapsTwice: false });
  }
  for (const chat of chats) expect(chat.calls()).toBe(6);
  const heard = await rows<{ state: string; count: number }>(
    platform.database.handle,
    sql`select state, count(*)::int as count from telegram_updates group by state`,
  );
  // Each phone's Start, and what three of them have said.
  expect(heard).toEqual([{ state: 'done', count: chats.length + 3 * 6 }]);
  expect((await stage.health()).reasons).toEqual([]);
}, 60_000);
