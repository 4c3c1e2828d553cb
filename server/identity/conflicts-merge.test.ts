/** Two clients are the same person: what becomes of the one, and who both people are when they sign in again. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskPerson } from '../../testing/sign-up.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { rows } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { openConflictDesk } from './conflict-test.ts';
import { clients } from './identity.tables.ts';

let at: Awaited<ReturnType<typeof openConflictDesk>>;
beforeAll(async () => {
  at = await openConflictDesk();
});
afterAll(() => at?.desk.close());

test('the same person: all that was the other’s is the one’s, and nobody comes back as the other', async () => {
  const { before, now, conflict } = await at.shared();
  await know(before.client.id, { email: 'a@firma.example', note: 'Knows the house.' });
  await know(now.client.id, { note: 'Calls at night.' });
  const ticket = await openTicket(before.client.id);
  await wait(before.person, before.client.id, 'Your ticket is solved');
  await wait(before.person, before.client.id, 'Being sent', { due: false, state: 'sending' });
  expect(await at.decide(conflict.id, 'same_person')).toEqual({ done: true });

  expect(await at.me(before.token)).toMatchObject({ error: { code: 'session.ended' } });
  expect(await at.me(now.token)).toMatchObject({ id: now.client.id });
  expect(await at.statusOf(before.client.id)).toBe(404);
  expect(await at.read(now.client.id)).toMatchObject({
    email: 'a@firma.example',
    note: 'Calls at night.\n\nKnows the house.',
    conflict: false,
  });
  expect(await ownerOf(ticket)).toBe(now.client.id);
  expect(await at.listed()).not.toContain(conflict.id);
  // What waited goes to the chat that is left; what is being sent stays where it is.
  const moved = (await now.person.inbox()).map(({ text }) => text);
  expect(moved).toContain('Your ticket is solved');
  expect(moved).not.toContain('Being sent');
  expect(await chatsOf(before.client.id)).toEqual([]);
  expect(await chatsOf(now.client.id)).toEqual([now.person.user.id]);

  // Both people sign in once more.
  expect((await at.signIn(now.person)).client.id).toBe(now.client.id);
  const again = await at.signIn(before.person);
  expect([before.client.id, now.client.id]).not.toContain(again.client.id);
  // It is for an admin to decide once more.
  const fresh = (await at.conflicts()).find(({ proved }) => proved.id === again.client.id);
  expect(fresh?.other.id).toBe(now.client.id);
  expect(await at.statusOf(before.client.id)).toBe(404);
});

test('a sign-in that was under way when the clients were merged does not bring the other back', async () => {
  const { before, now, conflict } = await at.shared();
  const browser = at.desk.browser();
  const sessionId = await browser.register('Anna');
  await before.person.start(sessionId);
  await before.person.shares();
  const code = await before.person.code();
  await at.decide(conflict.id, 'same_person');
  const answer = await browser.verify(sessionId, code);
  const { client } = answer.json();
  expect([before.client.id, now.client.id]).not.toContain(client.id);
  expect(await at.statusOf(before.client.id)).toBe(404);
  expect(await at.statusOf(client.id)).toBe(200);
});

test('the one who stays takes over a Telegram that they had none of', async () => {
  const { before, now, conflict } = await at.shared();
  const { handle } = at.desk.platform.database;
  await handle.execute(sql`delete from telegram_identities where client_id = ${now.client.id}`);
  await handle.execute(sql`delete from telegram_connections where person_id = ${now.client.id}`);
  await wait(before.person, before.client.id, 'Goes on');
  await at.decide(conflict.id, 'same_person');
  expect(await chatsOf(now.client.id)).toEqual([before.person.user.id]);
  expect((await before.person.inbox()).map(({ text }) => text)).toContain('Goes on');
  const [waiting] = await handle
    .select({ personId: notices.personId })
    .from(notices)
    .where(eq(notices.kind, 'test.Goes on'));
  expect(waiting?.personId).toBe(now.client.id);
  expect((await at.signIn(before.person)).client.id).toBe(now.client.id);
});

async function openTicket(clientId: string): Promise<string> {
  const id = newId();
  await at.desk.platform.database.handle.execute(sql`
    insert into tickets (id, client_id, subject, status, priority, priority_place, source, due_at)
    values (${id}, ${clientId}, 'Drill', 'open', 'normal', 1, 'portal', '9999-01-01')`);
  return id;
}

async function ownerOf(ticketId: string): Promise<string | undefined> {
  const { handle } = at.desk.platform.database;
  const [row] = await rows<{ id: string }>(
    handle,
    sql`select client_id::text as id from tickets where id = ${ticketId}`,
  );
  return row?.id;
}

/** News that waits in the chat of a person. */
async function wait(
  person: DeskPerson,
  clientId: string,
  text: string,
  more: Partial<typeof notices.$inferInsert> = {},
): Promise<void> {
  await at.desk.platform.database.handle.insert(notices).values({
    id: newId(),
    channel: 'telegram',
    address: String(person.user.id),
    personKind: 'client',
    personId: clientId,
    kind: `test.${text}`,
    rank: 2,
    content: { text: { text } },
    expiresAt: sql`${databaseNow} + interval '1 day'`,
    ...more,
  });
}

async function chatsOf(clientId: string): Promise<number[]> {
  const found = await rows<{ chat: string }>(
    at.desk.platform.database.handle,
    sql`select chat_id::text as chat from telegram_connections where person_id = ${clientId}
      union select telegram_user_id::text from telegram_identities where client_id = ${clientId}`,
  );
  return found.map(({ chat }) => Number(chat));
}

async function know(id: string, known: { email?: string; note?: string }): Promise<void> {
  await at.desk.platform.database.handle.update(clients).set(known).where(eq(clients.id, id));
}
