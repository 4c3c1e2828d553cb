import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignUpDesk, type SignUpDesk } from '../../../testing/sign-up.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import { signUps } from './sign-up.tables.ts';
import { registerLimits } from './sign-up-limits.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

const path = '/auth/register/telegram';

test('beginning gives a handle of 60 characters, the link, and its QR code', async () => {
  const answer = await desk.browser().post(path, { name: 'Anna' });
  expect(answer.statusCode).toBe(200);
  const begun = answer.json();
  expect(begun.sessionId).toMatch(/^tg_\d{13}_[A-Za-z0-9_-]{43}$/);
  expect(begun.sessionId).toHaveLength(60);
  expect(begun.telegramLink).toBe(`https://t.me/otklik_test_bot?start=${begun.sessionId}`);
  expect(begun.qrCode).toMatch(/^data:image\/png;base64,/);
  expect(begun).toMatchObject({ status: 'pending', botUsername: 'otklik_test_bot' });
  const life = new Date(begun.expiresAt).getTime() - desk.platform.clock.now().getTime();
  expect(life).toBe(600_000);
});

test('neither the handle nor the browser’s secret is stored, and the consent is', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const secret = browser.cookies.get('otklik_browser') ?? 'none';
  const stored = await desk.platform.database.handle.select().from(signUps);
  const everything = JSON.stringify(stored, (_key, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );
  expect(everything).not.toContain(sessionId);
  expect(everything).not.toContain(sessionId.slice(-43));
  expect(everything).not.toContain(secret);
  expect(stored.at(-1)).toMatchObject({ consentVersion: '1', browserFamily: 'Firefox' });
  expect(stored.at(-1)?.consentText).toContain('персональных данных');
});

test('the cookie is HttpOnly and Lax, and one serves all tabs of a browser', async () => {
  const browser = desk.browser();
  const first = await browser.post(path, { name: 'Anna' });
  expect(first.cookies[0]).toMatchObject({
    name: 'otklik_browser',
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  });
  expect(first.cookies[0]?.secure).toBeUndefined();
  const secret = browser.cookies.get('otklik_browser');
  const otherTab = await browser.register();
  expect(browser.cookies.get('otklik_browser')).toBe(secret);
  expect((await browser.status(first.json().sessionId)).statusCode).toBe(200);
  expect((await browser.status(otherTab)).statusCode).toBe(200);
});

test('under https the cookie is Secure and bound to the host', async () => {
  const secure = await openSignUpDesk({ APP_URL: 'https://help.example.com' });
  try {
    const answer = await secure.browser().post(path, { name: 'Anna' });
    expect(answer.cookies[0]).toMatchObject({
      name: '__Host-otklik_browser',
      secure: true,
      path: '/',
    });
    expect(answer.cookies[0]?.domain).toBeUndefined();
  } finally {
    await secure.close();
  }
});

test('a cookie that we did not make is replaced', async () => {
  const browser = desk.browser();
  browser.cookies.set('otklik_browser', 'short');
  await browser.register();
  expect(browser.cookies.get('otklik_browser')).toMatch(/^[\w-]{43}$/);
});

describe('names', () => {
  const refused: [string, unknown, string][] = [
    ['one character', 'A', 'too_short'],
    ['65 characters', 'A'.repeat(65), 'too_long'],
    ['5,000 characters', 'A'.repeat(5000), 'too_long'],
    ['only spaces', '     ', 'too_short'],
    ['nothing', '', 'too_short'],
    ['joiners that join nothing', '\u200d\u200d', 'too_short'],
    ['letters that nobody sees', 'A\u3164\u2800', 'too_short'],
    ['a line break', 'Anna\nAdmin', 'control_characters'],
    ['a zero byte', 'Anna\u0000', 'control_characters'],
    ['a turned direction', 'Anna\u202Eevil', 'control_characters'],
    ['a number', 42, 'malformed'],
    ['a list', ['Anna'], 'malformed'],
    ['an object', { name: 'Anna' }, 'malformed'],
    ['null', null, 'malformed'],
    ['absence', undefined, 'required'],
  ];
  test.each(refused)('of %s are refused', async (_what, name, problem) => {
    const before = await desk.countSignUps();
    const answer = await desk.browser().post(path, { name });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      code: 'request.invalid',
      fields: { name: problem },
    });
    expect(await desk.countSignUps()).toBe(before);
  });

  test.each([
    ['two characters', 'Ян'],
    ['64 characters', 'Я'.repeat(64)],
    ['markup', '<b>Anna</b> {{company}}'],
    ['an emoji family', '👩‍👩‍👧 Anna'],
  ])('of %s are taken as they are', async (_what, name) => {
    const browser = desk.browser();
    browser.address = '203.0.113.40';
    expect((await browser.post(path, { name })).statusCode).toBe(200);
    const stored = await desk.platform.database.handle.select().from(signUps);
    expect(stored.map((signUp) => signUp.name)).toContain(name);
  });
});

describe('bodies', () => {
  const deep = `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  test.each([
    ['not JSON', '{"name":', {}, 400, 'request.not_json'],
    ['empty', '', {}, 400, 'request.not_json'],
    ['too large', JSON.stringify({ name: 'A'.repeat(100_000) }), {}, 413, 'request.too_large'],
    ['deeply nested', deep, {}, 400, 'request.invalid'],
    ['a list', '[]', {}, 400, 'request.invalid'],
    ['text', '"Anna"', {}, 400, 'request.invalid'],
    ['null', 'null', {}, 400, 'request.invalid'],
    [
      'of another type',
      'name=Anna',
      { 'content-type': 'text/csv' },
      415,
      'request.unsupported_media',
    ],
    [
      'with a poisoned prototype',
      '{"name":"Anna","__proto__":{"x":1}}',
      {},
      400,
      'request.not_json',
    ],
  ])('that are %s are refused in one shape', async (_what, body, headers, status, code) => {
    const before = await desk.countSignUps();
    const answer = await desk.browser().post(path, body, headers as Record<string, string>);
    expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
    expect(await desk.countSignUps()).toBe(before);
  });
});

test('a thousand registrations from one address: 30 are stored, the rest get 429 and store nothing', {
  timeout: 120_000,
}, async () => {
  const browser = desk.browser();
  browser.address = '203.0.113.99';
  const before = await desk.countSignUps();
  const counts = new Map<number, number>();
  for (let number = 0; number < 1000; number++) {
    const { statusCode } = await browser.post(path, { name: 'Anna' });
    counts.set(statusCode, (counts.get(statusCode) ?? 0) + 1);
  }
  expect(counts).toEqual(
    new Map([
      [200, 30],
      [429, 970],
    ]),
  );
  expect(await desk.countSignUps()).toBe(before + 30);
  const refused = await browser.post(path, { name: 'Anna' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  const neighbour = desk.browser();
  neighbour.address = '203.0.113.100';
  expect((await neighbour.post(path, { name: 'Anna' })).statusCode).toBe(200);
  await desk.platform.advance(61_000);
  expect((await browser.post(path, { name: 'Anna' })).statusCode).toBe(200);
});

test('an hour from one address has room for 300', async () => {
  const browser = desk.browser();
  browser.address = '203.0.113.101';
  const { platform } = desk;
  const { handle } = platform.database;
  for (let number = 0; number < 270; number++) {
    if (number % 30 === 0) await platform.advance(61_000);
    const limits = { limits: registerLimits, who: browser.address };
    await takeFromLimits(handle, platform.secrets, limits);
  }
  await platform.advance(61_000);
  for (let number = 270; number < 300; number++) {
    expect((await browser.post(path, { name: 'Anna' })).statusCode).toBe(200);
  }
  await desk.platform.advance(61_000);
  const refused = await browser.post(path, { name: 'Anna' });
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
});

test('the page is told the company, the bot and the consent, in its language', async () => {
  const ask = (language: string) =>
    desk.http.inject({ url: '/auth/about', headers: { 'accept-language': language } });
  const russian = (await ask('ru')).json();
  expect(russian).toMatchObject({ companyName: 'Otklik', botUsername: 'otklik_test_bot' });
  expect(russian.consent.text).toContain('Otklik');
  expect(russian.consent.text).not.toBe((await ask('en')).json().consent.text);
});
