import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignUpDesk, otherCode, type SignUpDesk } from '../../../testing/sign-up.ts';
import { clients, phoneConflicts, sessions } from '../../identity/identity.tables.ts';
import { addClient, clientsWithPhone, findClient } from '../../identity/identity.ts';
import { findConnection } from '../connections/connection.ts';
import { clientIdOf } from './identities.ts';
import { consents, signUps } from './sign-up.tables.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

const db = () => desk.platform.database.handle;

/** Somebody whose code is on the phone and not yet in the browser. */
async function withCode(given: Parameters<SignUpDesk['person']>[0] = {}, name = 'Anna') {
  const browser = desk.browser();
  const anna = desk.person(given);
  browser.address = `198.51.100.${anna.user.id % 250}`;
  const sessionId = await browser.register(name);
  return { browser, anna, sessionId, code: await anna.walks(sessionId) };
}

async function signedIn(given: Parameters<SignUpDesk['person']>[0] = {}, name = 'Anna') {
  const flow = await withCode(given, name);
  const answer = await flow.browser.verify(flow.sessionId, flow.code);
  expect(answer.statusCode).toBe(200);
  return { ...flow, client: answer.json().client as { id: string; name: string; phone: string } };
}

describe('the right code', () => {
  test('opens a session, confirms the client, connects the chat and tells it', async () => {
    const { browser, anna, sessionId, code } = await withCode();
    const answer = await browser.verify(sessionId, code);
    expect(answer.statusCode).toBe(200);
    const { token, client } = answer.json();
    expect(client).toEqual({ id: expect.any(String), name: 'Anna', phone: anna.phone });
    const me = await desk.http.inject({
      url: '/api/me',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.json()).toMatchObject({ kind: 'client', id: client.id, name: 'Anna' });
    expect(await findClient(db(), client.id)).toMatchObject({ confirmed: true, phone: anna.phone });
    expect(await clientIdOf(db(), anna.user.id)).toBe(client.id);
    expect(await findConnection(db(), { kind: 'client', id: client.id })).toMatchObject({
      chatId: anna.user.id,
      state: 'connected',
    });
    const told = await anna.lastWords();
    expect(told.kind).toBe('sign_up.signed_in');
    expect(told.text).toContain('Firefox, Windows');
    const [consent] = await db().select().from(consents).where(eq(consents.clientId, client.id));
    expect(consent).toMatchObject({ version: '1', agreedAt: expect.any(Date) });
  });

  test('until it is typed nobody sees the client', async () => {
    const { anna } = await withCode();
    expect(await clientsWithPhone(db(), anna.phone)).toEqual([]);
  });

  test('gives the same session for 60 seconds more, to the old cookie and to the new one', async () => {
    const { browser, sessionId, code } = await withCode();
    const lost = await browser.postBlind('/auth/verify', { sessionId, code });
    expect(lost.statusCode).toBe(200);
    const again = await browser.verify(sessionId, code);
    expect(again.statusCode).toBe(200);
    expect(again.json().client).toEqual(lost.json().client);
    const withNewCookie = await browser.verify(sessionId, code);
    expect(withNewCookie.statusCode).toBe(200);
    const cookiesOf = (answer: typeof again) =>
      Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
    expect(cookiesOf(again)).toEqual(cookiesOf(lost));
    expect(cookiesOf(withNewCookie)).toEqual(cookiesOf(lost));
    const opened = await db().$count(sessions, eq(sessions.clientId, again.json().client.id));
    expect(opened).toBe(1);
    await desk.platform.advance(61_000);
    expect((await browser.verify(sessionId, code)).json().error.code).toBe('sign_up.not_found');
  });

  test('that is typed in ten tabs at once opens one session', async () => {
    const { browser, sessionId, code } = await withCode();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => browser.postBlind('/auth/verify', { sessionId, code })),
    );
    const granted = answers.filter(({ statusCode }) => statusCode === 200);
    expect(granted.length).toBeGreaterThan(0);
    const [first] = granted.map((answer) => answer.json().client.id);
    expect(await db().$count(sessions, eq(sessions.clientId, first))).toBe(1);
  });

  test('keeps the other tab of the browser alive', async () => {
    const browser = desk.browser();
    const [one, two] = [await browser.register(), await browser.register('Olga')];
    const code = await desk.person().walks(one);
    expect((await browser.verify(one, code)).statusCode).toBe(200);
    expect((await browser.status(two)).json()).toMatchObject({ status: 'pending' });
  });
});

describe('the wrong code', () => {
  test('leaves four, three, two, one and no tries, and then not even the right one counts', async () => {
    const { browser, sessionId, code } = await withCode();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const answer = await browser.verify(sessionId, otherCode(code));
      expect(answer.statusCode).toBe(400);
      expect(answer.json().error).toMatchObject({ code: 'code.wrong', triesLeft });
    }
    expect((await browser.status(sessionId)).json()).toMatchObject({ triesLeft: 0, codesLeft: 2 });
    const right = await browser.verify(sessionId, code);
    expect(right.statusCode).toBe(429);
    expect(right.json().error.code).toBe('code.no_tries_left');
  });

  test('is worth nothing after a new one was sent, which brings five new tries', async () => {
    const { browser, anna, sessionId, code } = await withCode();
    for (let tries = 0; tries < 5; tries++) await browser.verify(sessionId, otherCode(code));
    await desk.platform.advance(31_000);
    const resent = await browser.resend(sessionId);
    expect(resent.json()).toMatchObject({ status: 'code_sent', triesLeft: 5, codesLeft: 1 });
    const next = await anna.code();
    if (next !== code) {
      expect((await browser.verify(sessionId, code)).json().error.code).toBe('code.wrong');
    }
    expect((await browser.verify(sessionId, next)).statusCode).toBe(200);
  });

  test.each([
    ['letters', 'abcdef'],
    ['spaces', '123 456'],
    ['five digits', '12345'],
    ['seven digits', '1234567'],
    ['nothing', ''],
    ['other digits', '١٢٣٤٥٦'],
    ['a trailing line break', '123456\n'],
    ['a number', 123456],
    ['a list', ['1', '2', '3', '4', '5', '6']],
  ])('in the shape of %s costs no try', async (_what, given) => {
    const { browser, sessionId, code } = await withCode();
    const answer = await browser.post('/auth/verify', { sessionId, code: given });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      code: 'request.invalid',
      fields: { code: 'malformed' },
    });
    expect((await browser.status(sessionId)).json().triesLeft).toBe(5);
    expect((await browser.verify(sessionId, code)).statusCode).toBe(200);
  });

  test('before any was sent is told so', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    expect((await browser.verify(sessionId, '123456')).json().error.code).toBe('code.not_sent');
    expect((await browser.resend(sessionId)).json().error.code).toBe('code.not_sent');
  });
});

describe('new codes', () => {
  test('come three in all, 30 seconds apart', async () => {
    const { browser, sessionId, anna } = await withCode();
    const early = await browser.resend(sessionId);
    expect(early.statusCode).toBe(429);
    expect(early.json().error).toMatchObject({ code: 'code.too_soon' });
    const wait = early.json().error.retryAfter;
    expect(wait).toBeGreaterThan(0);
    await desk.platform.advance(10_000);
    const still = (await browser.resend(sessionId)).json().error;
    expect(still.code).toBe('code.too_soon');
    expect(still.retryAfter).toBeLessThanOrEqual(20);
    for (const codesLeft of [1, 0]) {
      await desk.platform.advance(31_000);
      expect((await browser.resend(sessionId)).json()).toMatchObject({ codesLeft });
    }
    await desk.platform.advance(31_000);
    const late = await browser.resend(sessionId);
    expect([late.statusCode, late.json().error.code]).toEqual([429, 'code.no_codes_left']);
    const codes = (await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code');
    expect(codes).toHaveLength(3);
    // The ones before were taken back, their secrets erased.
    expect(codes.filter(({ code }) => code !== undefined)).toHaveLength(1);
  });

  test('asked for twice at once are sent once', async () => {
    const { browser, sessionId, anna } = await withCode();
    await desk.platform.advance(31_000);
    const answers = await Promise.all([browser.resend(sessionId), browser.resend(sessionId)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 429]);
    const codes = (await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code');
    expect(codes).toHaveLength(2);
  });
});

describe('who comes back', () => {
  test('the same Telegram user is the same client, whatever name is typed, without sharing the contact again', async () => {
    const { anna, client } = await signedIn();
    const browser = desk.browser();
    const sessionId = await browser.register('Somebody');
    await anna.start(sessionId);
    const asked = await anna.lastWords();
    expect(asked.buttons).toEqual(['✅ Войти', '✖️ Отклонить']);
    const [signIn = ''] = asked.callbacks;
    expect(Buffer.byteLength(signIn)).toBeLessThanOrEqual(64);
    await anna.presses(signIn);
    const answer = await browser.verify(sessionId, await anna.code());
    expect(answer.json().client).toEqual(client);
  });

  test('the same Telegram user with a new number keeps the client, and the number follows', async () => {
    const { anna, client } = await signedIn();
    const browser = desk.browser();
    const sessionId = await browser.register();
    await anna.start(sessionId);
    await anna.shares({ phone_number: '79997770001' });
    const answer = await browser.verify(sessionId, await anna.code());
    expect(answer.json().client).toEqual({ ...client, phone: '+79997770001' });
  });

  test('a number that staff had entered makes that client theirs', async () => {
    const entered = await desk.platform.database.transaction((tx) =>
      addClient(tx, {
        name: 'Anna of Acme',
        phone: '+79997770002',
        language: 'ru',
        confirmed: true,
      }),
    );
    const { client } = await signedIn({ phone: '+79997770002' });
    expect(client).toEqual({ id: entered.id, name: 'Anna of Acme', phone: '+79997770002' });
    expect(await db().$count(clients, eq(clients.phone, '+79997770002'))).toBe(1);
  });

  test('two clients with the number are not guessed between: a new client, and a conflict for the admin', async () => {
    const phone = '+79997770003';
    for (const name of ['Anna One', 'Anna Two']) {
      await desk.platform.database.transaction((tx) =>
        addClient(tx, { name, phone, language: 'ru', confirmed: true }),
      );
    }
    const { client } = await signedIn({ phone }, 'Anna Three');
    expect(client.name).toBe('Anna Three');
    expect(await db().$count(phoneConflicts, eq(phoneConflicts.clientId, client.id))).toBe(2);
  });

  test('two people who prove one number at the same moment never become one client', async () => {
    const phone = '+79997770004';
    await desk.platform.database.transaction((tx) =>
      addClient(tx, { name: 'Anna of Acme', phone, language: 'ru', confirmed: true }),
    );
    const flows = [await withCode({ phone }), await withCode({ phone })];
    const answers = await Promise.all(
      flows.map(({ browser, sessionId, code }) => browser.verify(sessionId, code)),
    );
    const ids = answers.map((answer) => answer.json().client.id);
    expect(new Set(ids).size).toBe(2);
    expect(await clientsWithPhone(db(), phone)).toHaveLength(2);
  });

  test('unconfirmed clients go when their sign-up goes, and confirmed ones stay', async () => {
    const unfinished = await withCode();
    const [kept] = await db()
      .select({ clientId: signUps.clientId })
      .from(signUps)
      .where(eq(signUps.telegramUserId, unfinished.anna.user.id));
    const { client } = await signedIn();
    await desk.platform.advance(2 * 3600_000);
    await desk.platform.jobs.runNow('delete-over-sign-ups');
    expect(await desk.countSignUps()).toBe(0);
    expect(await findClient(db(), kept?.clientId ?? '')).toBeUndefined();
    expect(await findClient(db(), client.id)).toMatchObject({ confirmed: true });
  });
});
