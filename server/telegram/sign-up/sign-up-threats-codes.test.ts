/** Attacks on a sign-up, each by its number in the threat list: codes, replays and floods. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSignUpDesk, otherCode, type SignUpDesk } from '../../../testing/sign-up.ts';
import { notices } from '../../notifications/notifications.tables.ts';
import { signUps } from './sign-up.tables.ts';
import { hashCode } from './sign-up-code.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

const db = () => desk.platform.database.handle;

test('T6 guessing: of fifty guesses at once five are compared, and the right one no more', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const code = await desk.person().walks(sessionId);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const guesser = desk.browser();
      guesser.address = `198.51.100.${index}`;
      for (const [name, value] of browser.cookies) guesser.cookies.set(name, value);
      return guesser.verify(sessionId, otherCode(code, index + 1));
    }),
  );
  const codes = answers.map((answer) => answer.json().error.code);
  expect(codes.filter((given) => given === 'code.wrong')).toHaveLength(5);
  expect(codes.filter((given) => given === 'code.no_tries_left')).toHaveLength(45);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(429);
});

test('T6 guessing: one address verifies 60 times a minute', async () => {
  const browser = desk.browser();
  browser.address = '203.0.113.61';
  const sessionId = await browser.register();
  const statuses = [];
  for (let times = 0; times < 61; times++) {
    statuses.push((await browser.verify(sessionId, '123456')).statusCode);
  }
  expect(statuses.slice(0, 60)).not.toContain(429);
  expect(statuses[60]).toBe(429);
});

test('T6 guessing: a code is worth nothing for another sign-up, and is stored only as an HMAC', async () => {
  const browser = desk.browser();
  const [one, two] = [await browser.register(), await browser.register()];
  const codeOfOne = await desk.person().walks(one);
  const codeOfTwo = await desk.person().walks(two);
  if (codeOfOne !== codeOfTwo) {
    expect((await browser.verify(two, codeOfOne)).json().error.code).toBe('code.wrong');
  }
  // The very same digits would be no better.
  const { secrets } = desk.platform;
  expect(hashCode(secrets, 'one', codeOfOne)).not.toEqual(hashCode(secrets, 'two', codeOfOne));
  const stored = JSON.stringify([
    await db().select().from(signUps),
    await db().select().from(notices),
  ]);
  expect(stored).not.toContain(`"${codeOfOne}"`);
  expect(stored).not.toContain(`${codeOfTwo} `);
  expect((await browser.verify(two, codeOfTwo)).statusCode).toBe(200);
});

test('T7 replay: a link serves the first Telegram user who opens it, and one sign-in', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const [anna, late] = [desk.person(), desk.person()];
  await anna.start(sessionId);
  await late.start(sessionId);
  expect((await late.lastWords()).text).toContain('уже открыл');
  await late.shares();
  expect((await late.lastWords()).text).toBe('❌ Сначала перейдите по ссылке с сайта');
  await anna.start(sessionId);
  await anna.shares();
  const code = await anna.code();
  await anna.shares();
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(1);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(200);
  await anna.start(sessionId);
  expect((await anna.lastWords()).text).toContain('не действует');
  await desk.platform.advance(61_000);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(404);
});

test('T7 replay: of two who open a link at once, one has it', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const people = [desk.person(), desk.person(), desk.person()];
  await Promise.all(people.map((person) => person.start(sessionId)));
  const words = await Promise.all(people.map((person) => person.lastWords()));
  expect(words.filter(({ kind }) => kind === 'sign_up.prompt')).toHaveLength(1);
  expect(words.filter(({ text }) => text.includes('уже открыл'))).toHaveLength(2);
});

test('T7 replay: opening a newer link ends the person’s earlier one', async () => {
  const browser = desk.browser();
  const [earlier, later] = [await browser.register(), await browser.register()];
  const anna = desk.person();
  const code = await anna.walks(earlier);
  await anna.start(later);
  expect((await browser.status(earlier)).json()).toMatchObject({ ended: 'taken' });
  const verified = await browser.verify(earlier, code);
  expect([verified.statusCode, verified.json().error.code]).toEqual([410, 'sign_up.expired']);
  expect((await browser.resend(earlier)).json().error.code).toBe('sign_up.expired');
  await anna.start(earlier);
  expect((await anna.lastWords()).text).toContain('больше не действует');
});

test('T12 code bombing: nobody is written to before opening a link, and then gets five codes an hour', async () => {
  const anna = desk.person();
  const browser = desk.browser();
  browser.address = '203.0.113.62';
  for (let number = 0; number < 10; number++) await browser.register();
  expect(await anna.inbox()).toEqual([]);
  for (let number = 0; number < 7; number++) {
    const sessionId = await browser.register();
    await anna.start(sessionId);
    await anna.shares();
  }
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(5);
  expect((await anna.lastWords()).text).toMatch(/^❌ Слишком много кодов/);
  await desk.platform.advance(3_601_000);
  expect(await anna.walks(await browser.register())).toMatch(/^\d{6}$/);
});

test('T12 code bombing: asking for new codes in the browser counts as well', async () => {
  const anna = desk.person();
  const browser = desk.browser();
  for (let number = 0; number < 2; number++) {
    const sessionId = await browser.register();
    await anna.walks(sessionId);
    await desk.platform.advance(31_000);
    await browser.resend(sessionId);
  }
  const sessionId = await browser.register();
  await anna.walks(sessionId);
  await desk.platform.advance(31_000);
  const refused = await browser.resend(sessionId);
  expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'request.too_many']);
  expect((await browser.status(sessionId)).json()).toMatchObject({ codesLeft: 2 });
});

test('T13 guessing links: after twenty misses a Telegram user waits, a right link included', async () => {
  const [guesser, anna] = [desk.person(), desk.person()];
  for (let number = 0; number < 20; number++) {
    await guesser.start(`tg_1234567890123_${String(number).padStart(43, 'A')}`);
  }
  const browser = desk.browser();
  const sessionId = await browser.register();
  await guesser.start(sessionId);
  expect((await guesser.lastWords()).text).toMatch(/^❌ Слишком много ссылок/);
  expect((await browser.status(sessionId)).json()).toMatchObject({ opened: false });
  await anna.start(sessionId);
  expect((await anna.lastWords()).kind).toBe('sign_up.prompt');
});
