/** A client blocks the bot: whoever works for them hears it once, and where the phone number is. */
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connects } from '../../testing/connects.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { settled, until } from '../../testing/until.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { connectCast, told } from '../tickets/notices-test.ts';
import { answers, opens, opensFor } from '../tickets/tickets-test.ts';
import { markBlocked, markReachable } from './connections/connection.ts';

let desk: Desk;
let phones: Awaited<ReturnType<typeof connectCast>>;

beforeAll(async () => {
  desk = await openDesk({ APP_URL: 'https://help.example.com' });
  phones = await connectCast(desk);
});
afterAll(() => desk.close());

beforeEach(async () => {
  // One that is just being sent would leave its lane taken.
  await desk.app.telegram.delivery.idle();
  await desk.platform.database.handle.delete(notices);
});

/** Who was told of it, in order of their names. */
async function toldOf(client: { id: string }): Promise<string[]> {
  const all = await told(desk, client);
  return all.flatMap(({ kind, to }) => (kind === 'staff.client_blocked' ? [to] : [])).sort();
}

async function blocks(phone: string, client: { id: string }): Promise<void> {
  const before = (await toldOf(client)).length;
  desk.app.sandbox.block(phone);
  await settled(desk.app);
  expect((await toldOf(client)).length).toBeGreaterThan(before);
}

test('where nobody has a ticket of theirs, the admins hear it, each block once', async () => {
  await blocks(phones.maria, desk.maria);
  expect(await toldOf(desk.maria)).toEqual(['olga']);
  desk.app.sandbox.unblock(phones.maria);
  await settled(desk.app);
  await blocks(phones.maria, desk.maria);
  expect(await toldOf(desk.maria)).toEqual(['olga', 'olga']);
  desk.app.sandbox.unblock(phones.maria);
  await settled(desk.app);
});

test('whoever has unsolved tickets of theirs hears it, in their own language, and no number is told', async () => {
  for (const assigneeId of [desk.vera.id, desk.vera.id, desk.boris.id]) {
    await opensFor(desk, desk.olga, { clientId: desk.anna.id, assigneeId });
  }
  await blocks(phones.anna, desk.anna);
  expect(await toldOf(desk.anna)).toEqual(['boris', 'vera']);
  const [notice] = (await told(desk, desk.anna)).filter(({ to }) => to === 'vera');
  expect(notice?.text).toBe(
    '🚫 Anna Smirnova\n\nКлиент заблокировал бота: наши сообщения до него не доходят. Номер телефона — на странице клиента.',
  );
  expect(notice?.content.keyboard).toEqual({
    inline: [
      [
        {
          text: 'Открыть клиента',
          action: { url: `https://help.example.com/admin/clients/${desk.anna.id}` },
        },
      ],
    ],
  });
  expect(JSON.stringify(notice)).not.toContain(desk.anna.phone.slice(1));
  desk.app.sandbox.unblock(phones.anna);
  await settled(desk.app);
});

test('a block that only a refused message tells of is news as well', async () => {
  const ticket = await opens(desk, desk.maria);
  // What tells of the ticket itself must be there before Telegram refuses.
  await until(desk.app, () => {
    const { messages } = desk.app.sandbox.chat(phones.maria);
    expect(messages.some(({ text }) => text?.includes(String(ticket.number)))).toBe(true);
  });
  desk.app.sandbox.faults.add({
    method: 'sendMessage',
    action: 'error',
    code: 403,
    description: 'Forbidden: bot was blocked by the user',
    chatId: 700_000_205,
    times: 1,
  });
  await answers(desk, desk.boris, ticket, { text: 'Готово' });
  await until(desk.app, async () => expect(await toldOf(desk.maria)).toEqual(['boris']));
});

test('who blocks and unblocks all day long is news five times', async () => {
  const nina = await desk.addClient({ name: 'Nina' });
  const chatId = 700_000_206;
  await connects(desk, nina, chatId);
  for (let count = 0; count < 7; count++) {
    await desk.platform.database.transaction(async (tx) => {
      await markBlocked(tx, desk.platform, { chatId, reason: 'blocked' });
      await markReachable(tx, desk.platform, { chatId });
    });
    await desk.advance(1);
  }
  expect(await toldOf(nina)).toEqual(Array(5).fill('olga'));
});

test('a colleague who blocks the bot is nobody’s news', async () => {
  desk.app.sandbox.block(phones.boris);
  await settled(desk.app);
  const found = await desk.platform.database.handle
    .select()
    .from(notices)
    .where(and(eq(notices.kind, 'staff.client_blocked'), eq(notices.subjectId, desk.boris.id)));
  expect(found).toEqual([]);
});
