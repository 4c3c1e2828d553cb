/** Attacks on a sign-up, each by its number in the threat list: browsers, people and buttons. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSignUpDesk, otherCode, type SignUpDesk } from '../../../testing/sign-up.ts';
import { addClient, clientsWithPhone } from '../../identity/identity.ts';
import { connectChat } from '../connections/connection.ts';
import { clientIdOf } from './identities.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

const db = () => desk.platform.database.handle;

test('T8 session spying: the handle without the browser’s cookie is as good as an unknown one', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const code = await desk.person().walks(sessionId);
  const spies = [desk.browser(), desk.browser(), desk.browser()];
  await spies[1]?.register();
  spies[2]?.cookies.set('otklik_browser', 'x');
  const unknown = `tg_1234567890123_${'A'.repeat(43)}`;
  for (const spy of spies) {
    for (const [path, more] of [
      ['/auth/telegram/check-status', {}],
      ['/auth/telegram/resend', {}],
      ['/auth/verify', { code }],
    ] as const) {
      const foreign = await spy.post(path, { sessionId, ...more });
      const missing = await spy.post(path, { sessionId: unknown, ...more });
      expect(foreign.statusCode).toBe(404);
      expect([foreign.statusCode, foreign.body]).toEqual([missing.statusCode, missing.body]);
    }
  }
  expect((await browser.status(sessionId)).json()).toMatchObject({
    status: 'code_sent',
    triesLeft: 5,
  });
});

test('T9 fixation: the browser’s secret changes at sign-in, and a planted one opens nothing after a minute', async () => {
  const browser = desk.browser();
  const waiting = await browser.register();
  const planted = browser.cookies.get('otklik_browser') ?? '';
  const sessionId = await browser.register();
  const code = await desk.person().walks(sessionId);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(200);
  expect(browser.cookies.get('otklik_browser')).not.toBe(planted);
  const attacker = desk.browser();
  attacker.cookies.set('otklik_browser', planted);
  // Even within the minute the planted secret gets nothing without the code.
  expect((await attacker.verify(sessionId, otherCode(code))).statusCode).toBe(404);
  await desk.platform.advance(61_000);
  expect((await attacker.status(waiting)).statusCode).toBe(404);
  expect((await browser.status(waiting)).statusCode).toBe(200);
});

test('T10 enumeration: a number that we know answers as one that we do not', async () => {
  const phone = '+79995550001';
  await desk.platform.database.transaction((tx) =>
    addClient(tx, { name: 'Anna of Acme', phone, language: 'ru', confirmed: true }),
  );
  const shapes = [];
  for (const given of [phone, '+79995550002']) {
    const browser = desk.browser();
    const sessionId = await browser.register('Somebody');
    const person = desk.person({ phone: given });
    await person.walks(sessionId);
    const state = (await browser.status(sessionId)).json();
    expect(state.phone).toBe(given);
    shapes.push([Object.keys(state).sort(), (await person.inbox()).map(({ kind }) => kind)]);
  }
  expect(shapes[0]).toEqual(shapes[1]);
});

test('T11 recycled number: a new owner is a new client, the old one keeps theirs and is told', async () => {
  const phone = '+79995550003';
  const browser = desk.browser();
  const old = desk.person({ phone });
  const first = await browser.register('Old owner');
  const before = (await browser.verify(first, await old.walks(first))).json().client;
  const newcomer = desk.person({ phone });
  const second = await browser.register('New owner');
  const after = (await browser.verify(second, await newcomer.walks(second))).json().client;
  expect(after.id).not.toBe(before.id);
  expect(await clientIdOf(db(), old.user.id)).toBe(before.id);
  expect((await old.lastWords()).kind).toBe('client.number_taken');
  expect(await clientsWithPhone(db(), phone)).toHaveLength(2);
});

test('T11 recycled number: a connection is no identity, and connecting grants no sign-in', async () => {
  const person = { kind: 'client' as const, id: crypto.randomUUID() };
  const anna = desk.person();
  await desk.platform.database.transaction((tx) =>
    connectChat(tx, desk.platform, { person, chatId: anna.user.id }),
  );
  expect(await clientIdOf(db(), anna.user.id)).toBeUndefined();
  const browser = desk.browser();
  await anna.start(await browser.register());
  expect((await anna.lastWords()).buttons).toContain('📱 Поделиться контактом');
});

test('T16 forged buttons: another person’s, an old and an invented one do nothing', async () => {
  const browser = desk.browser();
  const [anna, mallory] = [desk.person(), desk.person()];
  const first = await browser.register();
  await browser.verify(first, await anna.walks(first));
  const sessionId = await browser.register();
  await anna.start(sessionId);
  const [signIn = '', decline = ''] = (await anna.lastWords()).callbacks;
  for (const forged of [signIn, decline, 'sign_up.in:', 'sign_up.in', 'nonsense', ':']) {
    await mallory.presses(forged);
    expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
    expect((await browser.status(sessionId)).json()).not.toHaveProperty('ended');
  }
  expect(await mallory.inbox()).toEqual([]);
  const newer = await browser.register();
  await anna.start(newer);
  await anna.presses(signIn);
  expect((await browser.status(newer)).json()).toMatchObject({ status: 'pending' });
});

test('no code, number, Telegram id or handle gets into the log', async () => {
  const browser = desk.browser();
  const anna = desk.person({ phone: '+79995550009' });
  const sessionId = await browser.register('Anna Canary');
  const code = await anna.walks(sessionId);
  await browser.verify(sessionId, otherCode(code));
  await browser.verify(sessionId, code);
  const printed = desk.platform.logged.join('\n');
  expect(printed).toContain('answered');
  // A request's id is hexadecimal, and may hold any six digits by chance.
  expect(printed).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`));
  for (const secret of ['9995550009', String(anna.user.id), sessionId, 'Anna Canary']) {
    expect(printed).not.toContain(secret);
  }
});
