/** Attacks on a sign-up by doing things at once; the suite on PostgreSQL runs them on many connections. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type DeskBrowser,
  deskBotSecret,
  openSignUpDesk,
  otherCode,
  type SignUpDesk,
} from '../../../testing/sign-up.ts';
import { clients, sessions } from '../../identity/identity.tables.ts';
import { signUps } from './sign-up.tables.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());
// Each test has its own minute, so that one does not use up another's limits.
beforeEach(() => desk.platform.advance(61_000));

const db = () => desk.platform.database.handle;
const times = <T>(count: number, run: (number: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, number) => run(number)));
const codeOf = (answer: { json(): { error?: { code: string } } }) => answer.json().error?.code;

async function withCode() {
  const browser = desk.browser();
  const anna = desk.person();
  const sessionId = await browser.register();
  return { browser, anna, sessionId, code: await anna.walks(sessionId) };
}

function tally(words: (string | undefined)[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(words)].map((word) => [
      word ?? 'ok',
      words.filter((other) => other === word).length,
    ]),
  );
}

test('of forty wrong codes at once five are compared', async () => {
  const { browser, sessionId, code } = await withCode();
  const answers = await times(40, (by) => browser.verify(sessionId, otherCode(code, by + 1)));
  expect(tally(answers.map(codeOf))).toEqual({ 'code.wrong': 5, 'code.no_tries_left': 35 });
  expect(codeOf(await browser.verify(sessionId, code))).toBe('code.no_tries_left');
});

test('the right code five times at once opens one session, and brings one cookie', async () => {
  const { browser, anna, sessionId, code } = await withCode();
  const answers = await times(5, () => browser.postBlind('/auth/verify', { sessionId, code }));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  const cookies = answers.map((answer) =>
    answer.cookies
      .map(({ value }) => value)
      .sort()
      .join(),
  );
  expect(new Set(cookies).size).toBe(1);
  const [client] = answers.map((answer) => answer.json().client.id as string);
  expect(await db().$count(sessions, eq(sessions.clientId, client ?? ''))).toBe(1);
  const told = (await anna.inbox()).filter(({ kind }) => kind === 'sign_up.signed_in');
  expect(told).toHaveLength(1);
});

test('asking for a code ten times at once sends one, and uses up one of the hour’s five', async () => {
  const { browser, anna, sessionId } = await withCode();
  await desk.platform.advance(31_000);
  const answers = await times(10, () => browser.resend(sessionId));
  expect(tally(answers.map(codeOf))).toEqual({ ok: 1, 'code.too_soon': 9 });
  for (let codes = 3; codes <= 5; codes++) {
    await desk.platform.advance(61_000);
    await anna.walks(await browser.register());
  }
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(5);
});

test('a code that is replaced while it is typed is wrong, and nothing worse', async () => {
  for (let round = 0; round < 5; round++) {
    const { browser, sessionId, code } = await withCode();
    await desk.platform.advance(31_000);
    const [verified, resent] = await Promise.all([
      browser.postBlind('/auth/verify', { sessionId, code }),
      browser.postBlind('/auth/telegram/resend', { sessionId }),
    ]);
    expect([undefined, 'code.wrong']).toContain(codeOf(verified));
    expect([undefined, 'code.too_soon', 'sign_up.not_found']).toContain(codeOf(resent));
    if (verified.statusCode !== 200) expect(resent.statusCode).toBe(200);
  }
});

test('a contact that is shared five times at once adds one client and sends one code', async () => {
  const browser = desk.browser();
  const anna = desk.person();
  const sessionId = await browser.register();
  await anna.start(sessionId);
  await times(5, () => anna.shares());
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(1);
  expect(await db().$count(clients, eq(clients.phone, anna.phone))).toBe(1);
});

test('Decline wins over the contact and the code, or loses; never both', async () => {
  for (let round = 0; round < 5; round++) {
    const { browser, anna, sessionId, code } = await withCode();
    const [verified] = await Promise.all([
      browser.postBlind('/auth/verify', { sessionId, code }),
      anna.says('✖️ Отклонить'),
    ]);
    const [stored] = await db()
      .select()
      .from(signUps)
      .where(eq(signUps.telegramUserId, anna.user.id));
    expect(stored?.consumedAt !== null).toBe(verified.statusCode === 200);
    expect(stored?.ended === 'declined').toBe(verified.statusCode !== 200);
    expect([undefined, 'sign_up.declined']).toContain(codeOf(verified));
  }
});

test('a bot elsewhere that reports one contact ten times sends one code and uses up one', async () => {
  const browser = desk.browser();
  const anna = desk.person();
  const sessionId = await browser.register();
  const report = (id: string) =>
    desk.http.inject({
      method: 'POST',
      url: '/telegram/contact',
      headers: { authorization: `Bearer ${deskBotSecret}` },
      payload: { sessionId: id, phone: anna.phone, telegramId: anna.user.id },
    });
  const answers = await times(10, () => report(sessionId));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(1);
  for (let codes = 2; codes <= 5; codes++) {
    expect((await report(await browser.register())).statusCode).toBe(200);
  }
  expect(codeOf(await report(await browser.register()))).toBe('request.too_many');
});

test('two who prove one number at the same moment become two clients', async () => {
  const phone = '+79991112233';
  const flows = await times(2, async () => {
    const browser: DeskBrowser = desk.browser();
    const person = desk.person({ phone });
    const sessionId = await browser.register();
    return { browser, sessionId, code: await person.walks(sessionId) };
  });
  const answers = await Promise.all(
    flows.map(({ browser, sessionId, code }) => browser.verify(sessionId, code)),
  );
  const ids = answers.map((answer) => answer.json().client?.id);
  expect(new Set(ids).size).toBe(2);
  expect(await db().$count(clients, eq(clients.phone, phone))).toBe(2);
});

test('twenty tabs that refresh at once get one and the same successor', async () => {
  const { browser, sessionId, code } = await withCode();
  await browser.verify(sessionId, code);
  const answers = await times(20, () => browser.postBlind('/auth/refresh', {}));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
  const successors = answers.map((answer) => answer.cookies.map(({ value }) => value).join());
  expect(new Set(successors).size).toBe(1);
});
