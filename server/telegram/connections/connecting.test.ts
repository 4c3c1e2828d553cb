/** From the link to the first news: who may open it, who sees it, and who confirms. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientTelegramStatus, staffTelegramStatus } from '../../../contract/telegram.ts';
import { type Desk, openDesk } from '../../../testing/desk.ts';
import { sessions } from '../../identity/identity.tables.ts';
import { databaseNow } from '../../platform/clock.ts';
import { connectLinks } from './connections.tables.ts';
import {
  askForLink,
  confirm,
  connect,
  endpointsOf,
  eventsOf,
  Phone,
  statusOf,
  tokenOf,
  untilPending,
} from './connections-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const noLink = '❌ This link is not valid. Please get a new one on the website.';

describe('A link', () => {
  test('has a picture, ends after 15 minutes, and is stored as a hash alone', async () => {
    const anna = await desk.addClient({});
    const { body } = await desk.call(anna, endpointsOf(anna).link);
    expect(body.link).toMatch(/\/sandbox\/t\/\w+\?start=cn_[\w-]{43}$/);
    expect(tokenOf(body.link).length).toBeLessThanOrEqual(64);
    expect(body.qrCode).toMatch(/^data:image\/png;base64,/);
    const lives = new Date(body.expiresAt).getTime() - desk.platform.clock.now().getTime();
    expect(Math.round(lives / 60_000)).toBe(15);
    const rows = await desk.platform.database.handle.select().from(connectLinks);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(body.link).slice(3));
  });

  test('is not known once its time is over, nor when it was never made', async () => {
    const anna = await desk.addClient({});
    const phone = new Phone(desk);
    const link = await askForLink(desk, anna);
    await desk.advance(15 * 60_000);
    phone.open(link);
    await phone.hears('❌ This link has expired. Please get a new one on the website.');
    phone.open('?start=cn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await phone.hears(noLink);
    phone.open('?start=cn_');
    await phone.hears(noLink);
    expect(await statusOf(desk, anna)).toEqual({ connected: false, state: 'none' });
  });

  test('ends when a newer one is made, here or in another browser', async () => {
    const anna = await desk.addClient({});
    const phone = new Phone(desk);
    const first = await askForLink(desk, anna);
    await askForLink(desk, await desk.elsewhere(anna));
    phone.open(first);
    await phone.hears('❌ This link is no longer valid. Please get a new one on the website.');
  });

  test('ends with the session that has asked for it', async () => {
    const anna = await desk.addClient({});
    const phone = new Phone(desk);
    const link = await askForLink(desk, anna);
    await desk.platform.database.handle
      .update(sessions)
      .set({ endedAt: databaseNow, endedBecause: 'signed_out' })
      .where(eq(sessions.id, anna.sessionId));
    phone.open(link);
    await phone.hears('❌ This link is no longer valid. Please get a new one on the website.');
  });

  test('can be asked for ten times in ten minutes', async () => {
    const anna = await desk.addClient({});
    for (let count = 0; count < 10; count++) await askForLink(desk, anna);
    const { status, error } = await desk.call(anna, endpointsOf(anna).link);
    expect([status, error?.code]).toEqual([429, 'request.too_many']);
    await desk.advance(600_000);
    await askForLink(desk, anna);
  });

  test('cannot be guessed: who opens wrong ones is told to wait', async () => {
    const phone = new Phone(desk);
    for (let count = 0; count < 20; count++)
      phone.open(`?start=cn_${'A'.repeat(40)}${100 + count}`);
    await phone.hears(noLink);
    phone.open('?start=cn_wrong');
    await phone.hears(/^❌ Too many links at once/);
  });
});

describe('A client', () => {
  test('is connected once the chat has opened the link and the browser has confirmed', async () => {
    const anna = await desk.addClient({ language: 'ru' });
    const phone = new Phone(desk, { username: 'anna_s', languageCode: 'ru' });
    const link = await askForLink(desk, anna);
    expect((await statusOf(desk, anna)).pending).toMatchObject({ state: 'waiting' });
    phone.open(link);
    const pending = await untilPending(desk, anna, 'opened');
    expect(pending).toMatchObject({ username: 'anna_s', name: 'Anna' });
    await phone.hears(/подключить к этому чату новости личного кабинета клиента\?/);
    expect(phone.heard().at(-1)).not.toContain(anna.name);
    expect(await statusOf(desk, anna)).toMatchObject({ connected: false, state: 'none' });

    const { body } = await confirm(desk, anna, true, pending?.id);
    expect(body).toMatchObject({ connected: true, state: 'connected', username: 'anna_s' });
    expect(body.pending).toBeUndefined();
    expect(JSON.stringify(body)).not.toContain(String(phone.telegramId));
    await phone.hears(/^✅ Подключено/);

    phone.open(link);
    await phone.hears(/^❌ Эта ссылка уже использована/);
    phone.open(await askForLink(desk, anna));
    await phone.hears(/^✅ Этот чат уже подключён/);
    expect((await statusOf(desk, anna)).pending).toBeUndefined();
  });

  test('who is shown somebody else’s name says so, and nothing is connected', async () => {
    const anna = await desk.addClient({});
    const thief = new Phone(desk, { firstName: 'Eve', username: 'eve' });
    const own = new Phone(desk);
    const link = await askForLink(desk, anna);
    thief.open(link);
    expect(await untilPending(desk, anna, 'opened')).toMatchObject({ username: 'eve' });
    own.open(link);
    await own.hears(/^❌ Somebody else has already opened this link/);
    const { body } = await confirm(desk, anna, false);
    expect(body).toEqual({ connected: false, state: 'none' });
    await thief.hears(/^The browser said that this is somebody else/);
    const again = await confirm(desk, anna);
    expect(again.error?.code).toBe('telegram.link_ended');
  });

  test('confirms nothing before the link was opened, and no other link than was shown', async () => {
    const anna = await desk.addClient({});
    const [own, thief] = [new Phone(desk), new Phone(desk, { username: 'eve' })];
    const link = await askForLink(desk, anna);
    expect((await confirm(desk, anna)).error?.code).toBe('telegram.not_opened');
    own.open(link);
    const shown = await untilPending(desk, anna, 'opened');
    thief.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'opened');
    const { error } = await confirm(desk, anna, true, shown?.id);
    expect(error?.code).toBe('telegram.link_ended');
    expect(await statusOf(desk, anna)).toMatchObject({ connected: false });
  });

  test('is shown a name whose marks turn nothing around it', async () => {
    const anna = await desk.addClient({});
    const thief = new Phone(desk, {
      firstName: '\u202eavonami_anna@\u2066\u0007',
      username: 'eve',
    });
    thief.open(await askForLink(desk, anna));
    const pending = await untilPending(desk, anna, 'opened');
    expect(pending).toMatchObject({ username: 'eve', name: 'avonami_anna@' });
  });

  test('takes the link back, or the chat does', async () => {
    const anna = await desk.addClient({});
    const phone = new Phone(desk);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'opened');
    const { body } = await desk.call(anna, endpointsOf(anna).cancel);
    expect(body).toEqual({ connected: false, state: 'none' });
    await phone.hears(/^The link was cancelled/);
    phone.open(await askForLink(desk, anna));
    await untilPending(desk, anna, 'opened');
    await phone.hears(/connect the news/);
    phone.press('✖️ Not me');
    await phone.hears('Declined. This link connects nothing.');
    expect((await confirm(desk, anna)).error?.code).toBe('telegram.link_ended');
    expect((await desk.call(anna, endpointsOf(anna).cancel)).status).toBe(200);
  });
});

describe('Only the browser that has asked', () => {
  test('sees who has opened the link, and confirms', async () => {
    const anna = await desk.addClient({});
    const other = await desk.elsewhere(anna);
    const dmitry = await desk.addClient({});
    const phone = new Phone(desk, { username: 'anna_s' });
    phone.open(await askForLink(desk, anna));
    const pending = await untilPending(desk, anna, 'opened');
    for (const somebody of [other, dmitry]) {
      expect((await statusOf(desk, somebody)).pending).toBeUndefined();
      const { status, error } = await confirm(desk, somebody, true, pending?.id);
      expect([status, error?.code]).toEqual([410, 'telegram.link_ended']);
    }
    expect((await confirm(desk, anna)).body).toMatchObject({ connected: true });
    expect(await statusOf(desk, other)).toMatchObject({ connected: true, username: 'anna_s' });
    expect(await statusOf(desk, dmitry)).toMatchObject({ connected: false });
  });

  test('tells its person’s pages of every step, and nobody else’s', async () => {
    const [anna, dmitry] = [await desk.addClient({}), await desk.addClient({})];
    const phone = new Phone(desk);
    let foreign: string[] = [];
    const own = await eventsOf(desk, anna, async () => {
      foreign = await eventsOf(desk, dmitry, () => connect(desk, anna, phone));
    });
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(new Set(own)).toEqual(new Set(['connection']));
    expect(foreign).toEqual([]);
  });
});

describe('A member of staff', () => {
  test('is connected by a link of their own, confirmed with the password', async () => {
    const boris = await desk.addStaff({});
    const phone = new Phone(desk, { username: 'boris' });
    phone.open(await askForLink(desk, boris));
    await untilPending(desk, boris, 'opened');
    await phone.hears(/connect the news of a staff account/);
    const early = await desk.call(boris, endpointsOf(boris).confirm, { body: { accept: true } });
    expect(early.error?.code).toBe('session.password_needed');
    expect((await confirm(desk, boris)).body).toMatchObject({ connected: true, username: 'boris' });
  });

  test('and a client do not reach each other’s routes', async () => {
    const [anna, boris] = [await desk.addClient({}), await desk.addStaff({})];
    expect((await desk.call(anna, staffTelegramStatus)).status).toBe(403);
    expect((await desk.call(boris, clientTelegramStatus)).status).toBe(403);
    expect((await desk.call(anna, endpointsOf(boris).link)).status).toBe(403);
    expect((await desk.call(boris, endpointsOf(anna).link)).status).toBe(403);
  });

  test('may be a client too, in one chat', async () => {
    const [anna, boris] = [await desk.addClient({}), await desk.addStaff({})];
    const phone = new Phone(desk);
    await connect(desk, anna, phone);
    await connect(desk, boris, phone);
    expect(await statusOf(desk, anna)).toMatchObject({ connected: true });
    expect(await statusOf(desk, boris)).toMatchObject({ connected: true });
  });
});
