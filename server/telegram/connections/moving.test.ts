/** One person one chat, one chat one person of a kind: what happens where two meet. */
import { and, count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../../testing/desk.ts';
import { until } from '../../../testing/until.ts';
import { answerInChat } from './connect-open.ts';
import { connections } from './connections.tables.ts';
import {
  askForLink,
  becomes,
  confirm,
  connect,
  endpointsOf,
  eventsOf,
  type Member,
  Phone,
  statusOf,
  tellNews,
  untilPending,
} from './connections-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function holders(phone: Phone, kind: Member['kind'] = 'client'): Promise<string[]> {
  const rows = await desk.platform.database.handle
    .select({ id: connections.personId })
    .from(connections)
    .where(and(eq(connections.chatId, phone.telegramId), eq(connections.personKind, kind)));
  return rows.map(({ id }) => id);
}

describe('A chat that brings another client’s news', () => {
  test('is told so, and moves only when the chat and the browser both agree', async () => {
    const [anna, dmitry] = [await desk.addClient({}), await desk.addClient({})];
    const phone = new Phone(desk);
    await connect(desk, dmitry, phone);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'chat_to_agree');
    await phone.hears(/The news of another client account comes here at present/);
    expect(phone.heard().join()).not.toContain(dmitry.name);
    expect((await confirm(desk, anna)).error?.code).toBe('telegram.chat_to_agree');
    expect(await holders(phone)).toEqual([dmitry.id]);

    phone.press('Move it here');
    await untilPending(desk, anna, 'opened');
    await phone.hears(/Now confirm in the browser/);
    expect(await holders(phone)).toEqual([dmitry.id]);

    const told = await eventsOf(desk, dmitry, async () => {
      expect((await confirm(desk, anna)).body).toMatchObject({ connected: true });
    });
    expect(told).toContain('connection');
    expect(await holders(phone)).toEqual([anna.id]);
    expect(await statusOf(desk, dmitry)).toEqual({ connected: false, state: 'none' });
    const lost = await tellNews(desk, dmitry, phone, 'Nobody is to read this.');
    await becomes(desk, lost, 'skipped');
    expect(phone.heard().join()).not.toContain('Nobody is to read this.');
  });

  test('stays where it is when the chat says no', async () => {
    const [anna, dmitry] = [await desk.addClient({}), await desk.addClient({})];
    const phone = new Phone(desk);
    await connect(desk, dmitry, phone);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'chat_to_agree');
    await phone.hears(/another client account/);
    phone.press('✖️ Not me');
    await until(desk.app, async () => {
      expect((await statusOf(desk, anna)).pending).toBeUndefined();
    });
    expect((await confirm(desk, anna)).error?.code).toBe('telegram.link_ended');
    expect(await holders(phone)).toEqual([dmitry.id]);
  });

  test('is asked also when it has become another’s after the link was opened', async () => {
    const [anna, dmitry] = [await desk.addClient({}), await desk.addClient({})];
    const phone = new Phone(desk);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'opened');
    await desk.platform.database.handle.insert(connections).values({
      id: dmitry.id,
      personKind: 'client',
      personId: dmitry.id,
      chatId: phone.telegramId,
      state: 'connected',
      connectedAt: new Date(0),
    });
    const { body } = await confirm(desk, anna);
    expect(body).toMatchObject({ connected: false, pending: { state: 'chat_to_agree' } });
    await phone.hears(/another client account/);
    phone.press('Move it here');
    await untilPending(desk, anna, 'opened');
    expect((await confirm(desk, anna)).body).toMatchObject({ connected: true });
    expect(await holders(phone)).toEqual([anna.id]);
  });

  test('listens to no button of a foreign chat, and to none of a link that is over', async () => {
    const [anna, dmitry] = [await desk.addClient({}), await desk.addClient({})];
    const [phone, thief] = [new Phone(desk), new Phone(desk)];
    await connect(desk, dmitry, phone);
    await connect(desk, await desk.addClient({}), thief);
    phone.open(await askForLink(desk, anna));
    const pending = await untilPending(desk, anna, 'chat_to_agree');
    const eve = await desk.addClient({});
    thief.open(await askForLink(desk, eve));
    const foreign = await untilPending(desk, eve, 'chat_to_agree');
    await thief.hears(/another client account/);
    await desk.platform.database.transaction(async (tx) => {
      for (const answer of ['move', 'refuse'] as const) {
        const swapped = { id: pending?.id ?? '', chatId: thief.telegramId, answer };
        expect(await answerInChat(tx, desk.platform, swapped)).toBeUndefined();
      }
    });
    expect((await statusOf(desk, anna)).pending).toMatchObject({ state: 'chat_to_agree' });
    expect((await confirm(desk, anna, true, foreign?.id)).error?.code).toBe('telegram.link_ended');
    await desk.advance(15 * 60_000);
    thief.press('Move it here');
    await until(desk.app, () => expect(desk.app.sandbox.chat(thief.id).spinners).toEqual([]));
    expect((await confirm(desk, eve)).error?.code).toBe('telegram.link_ended');
  });
});

describe('A person who connects another chat', () => {
  test('has news there from now on, what waited too, and the old chat is told', async () => {
    const anna = await desk.addClient({});
    const [old, fresh] = [new Phone(desk), new Phone(desk)];
    await connect(desk, anna, old);
    desk.app.sandbox.block(old.id);
    await until(desk.app, async () => {
      expect(await statusOf(desk, anna)).toMatchObject({ connected: false, state: 'blocked' });
    });
    await tellNews(desk, anna, old, 'This has waited.');
    await connect(desk, anna, fresh);
    await until(desk.app, () => expect(fresh.heard()).toContain('This has waited.'));
    expect(await holders(old)).toEqual([]);
    await connect(desk, anna, old);
    await fresh.hears(/теперь ваши новости приходят в другой чат/);
    expect(await holders(fresh)).toEqual([]);
  });
});

describe('At the same moment', () => {
  test('two people who open one link: one of them has it', async () => {
    const anna = await desk.addClient({});
    const link = await askForLink(desk, anna);
    const two = [new Phone(desk), new Phone(desk)];
    for (const phone of two) phone.open(link);
    await untilPending(desk, anna, 'opened');
    await until(desk.app, () => {
      expect(two.map((phone) => phone.heard().length)).toEqual([1, 1]);
    });
    const said = two.map((phone) => phone.heard()[0] ?? '').toSorted();
    expect(said[0]).toMatch(/connect the news of a client account/);
    expect(said[1]).toMatch(/^❌ Somebody else/);
  });

  test('two people who confirm one chat: it is one’s, and the other is asked to wait for the chat', async () => {
    const [anna, dmitry] = [await desk.addClient({}), await desk.addClient({})];
    const phone = new Phone(desk);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'opened');
    phone.open(await askForLink(desk, dmitry));
    await untilPending(desk, dmitry, 'opened');
    // The newer link of a chat ends the older one.
    expect((await statusOf(desk, anna)).pending).toBeUndefined();
    const [one, other] = await Promise.all([confirm(desk, anna), confirm(desk, dmitry)]);
    expect(one.error?.code).toBe('telegram.link_ended');
    expect(other.body).toMatchObject({ connected: true });
    expect(await holders(phone)).toEqual([dmitry.id]);
  });

  test('two tabs that confirm: connected once, told once', async () => {
    const anna = await desk.addClient({});
    const phone = new Phone(desk);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'opened');
    const both = await Promise.all([confirm(desk, anna), confirm(desk, anna)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410]);
    await phone.hears(/^✅ Подключено/);
    expect(phone.heard().filter((text) => text.startsWith('✅'))).toHaveLength(1);
  });

  test('two browsers that ask for a link: one link lives', async () => {
    const anna = await desk.addClient({});
    const other = await desk.elsewhere(anna);
    const made = await Promise.all(
      [anna, other].map((one) => desk.call(one, endpointsOf(one).link)),
    );
    expect(made.map(({ status }) => status)).toEqual([200, 200]);
    const pending = await Promise.all([anna, other].map((one) => statusOf(desk, one)));
    expect(pending.filter((one) => one.pending)).toHaveLength(1);
    const [row] = await desk.platform.database.handle
      .select({ count: count() })
      .from(connections)
      .where(eq(connections.personId, anna.id));
    expect(row?.count).toBe(0);
  });
});
