/** Sessions, as a browser and as a thief would use them. */
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { type Http, newHttp } from '../platform/http.ts';
import { mostStreams } from '../platform/http-stream.ts';
import { rateLimits } from '../platform/platform.tables.ts';
import { sessions } from './identity.tables.ts';
import { addClient, giveTokens, openSession, registerIdentityRoutes } from './identity.ts';
import { bearerOf, openEvents } from './staff-test.ts';

let platform: TestPlatform;
let http: Http;
let annaId: string;

beforeAll(async () => {
  platform = await testPlatform({ APP_URL: 'http://localhost:9022' });
  http = await newHttp(platform);
  await registerIdentityRoutes(http, platform);
  // Stands for a sign-up that has just been proved: the same calls, without a bot.
  http.post('/test/enter', async (_request, reply) => {
    const { sessionId } = await platform.database.transaction((tx) =>
      openSession(tx, { holder: { kind: 'client', id: annaId }, browser: 'Firefox, Linux' }),
    );
    return giveTokens(platform, reply, sessionId);
  });
  annaId = (
    await platform.database.transaction((tx) =>
      addClient(tx, { name: 'Анна', phone: '+79161234567', language: 'ru', confirmed: true }),
    )
  ).id;
  await http.listen({ port: 0 });
});
afterAll(async () => {
  await http.close();
  await platform.close();
});

test('a signed-in client is known by the token, and nobody without one', async () => {
  const browser = await enter();
  expect((await me(browser.token)).json()).toEqual({
    kind: 'client',
    id: annaId,
    name: 'Анна',
    phone: '+79161234567',
    language: 'ru',
  });
  expect((await me()).json()).toMatchObject({ error: { code: 'session.required' } });
  expect((await me('eyJhbGciOiJub25lIn0.e30.')).statusCode).toBe(401);
  expect((await me(`${browser.token.slice(0, -4)}AAAA`)).statusCode).toBe(401);
});

test('a token lives fifteen minutes, and the refresh cookie gives the next one', async () => {
  const browser = await enter();
  await platform.advance(14 * 60_000);
  expect((await me(browser.token)).statusCode).toBe(200);
  await platform.advance(2 * 60_000);
  expect((await me(browser.token)).statusCode).toBe(401);
  const next = await refresh(browser.cookie);
  expect((await me(next.token)).statusCode).toBe(200);
  expect(next.cookie).not.toBe(browser.cookie);
});

test('the refresh cookie is kept from scripts and other sites, and goes nowhere but to /auth', async () => {
  const { raw } = await enter();
  expect(raw).toMatch(/HttpOnly/);
  expect(raw).toMatch(/SameSite=Strict/);
  expect(raw).toMatch(/Path=\/auth/);
  expect(raw).not.toMatch(/Secure/);
});

test('two tabs that refresh at once get the same successor, for half a minute', async () => {
  const { cookie: first } = await enter();
  const [one, other] = await Promise.all([refresh(first), refresh(first)]);
  expect(one.cookie).toBe(other.cookie);
  await platform.advance(29_000);
  expect((await refresh(first)).cookie).toBe(one.cookie);
});

test('a stolen refresh token that is used later ends the session for the thief and for the owner', async () => {
  const { cookie: stolen } = await enter();
  const owner = await refresh(stolen);
  await platform.advance(31_000);
  const thief = await refresh(stolen);
  expect(thief).toMatchObject({ status: 401, code: 'session.ended' });
  expect(await refresh(owner.cookie)).toMatchObject({ status: 401, code: 'session.ended' });
  expect((await me(owner.token)).statusCode).toBe(401);
});

test('a refresh token from long ago ends the session too', async () => {
  const { cookie: first } = await enter();
  const second = await refresh(first);
  const third = await refresh(second.cookie);
  expect(await refresh(first)).toMatchObject({ status: 401 });
  expect(await refresh(third.cookie)).toMatchObject({ status: 401 });
});

test.each([
  ['none', undefined],
  ['nonsense', 'nonsense'],
  ['a forged proof', `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}.0.${'A'.repeat(43)}`],
])('%s as a refresh cookie is refused with a code', async (_what, value) => {
  expect((await refresh(value ?? '')).status).toBe(401);
});

test('an altered generation is refused and does not harm the session', async () => {
  const { cookie: first } = await enter();
  const [session, , proof] = first.split('.');
  expect(await refresh(`${session}.1.${proof}`)).toMatchObject({ status: 401 });
  expect(await refresh(first)).toMatchObject({ status: 200 });
});

test('no refresh token is stored', async () => {
  const { cookie: first } = await enter();
  const stored = JSON.stringify(await platform.database.handle.select().from(sessions));
  expect(stored).not.toContain(first.split('.')[2]);
});

test('signing out ends the token at once, twice does no harm', async () => {
  const browser = await enter();
  expect((await signOut(browser.cookie)).json()).toEqual({ ended: true });
  expect((await me(browser.token)).json()).toMatchObject({ error: { code: 'session.ended' } });
  expect((await signOut(browser.cookie)).json()).toEqual({ ended: true });
  expect((await signOut('nonsense')).json()).toEqual({ ended: true });
});

test('a session that nobody used for thirty days is over and is swept away', async () => {
  const { cookie: first } = await enter();
  await platform.advance(31 * 24 * 3_600_000);
  expect(await refresh(first)).toMatchObject({ status: 401 });
  await platform.jobs.runNow('delete-expired-sessions');
  expect(await platform.database.handle.select().from(sessions)).toEqual([]);
});

test('a session that is used all the time is over after 180 days', async () => {
  const day = 24 * 3_600_000;
  let { cookie } = await enter();
  for (let days = 25; days <= 175; days += 25) {
    await platform.advance(25 * day);
    const next = await refresh(cookie);
    expect(next.status).toBe(200);
    cookie = next.cookie;
  }
  await platform.advance(4 * day);
  const last = await refresh(cookie);
  expect(last.status).toBe(200);
  await platform.advance(1 * day + 1000);
  expect(await refresh(last.cookie)).toMatchObject({ status: 401, code: 'session.ended' });
  expect((await me(last.token)).statusCode).toBe(401);
});

test.each([
  ['/auth/refresh', 60],
  ['/auth/logout', 600],
])(
  'one address may ask %s only %i times a minute, and others are not kept waiting',
  async (url, most) => {
    const ask = (remoteAddress: string) => http.inject({ method: 'POST', url, remoteAddress });
    await ask('203.0.113.9');
    await platform.database.handle.update(rateLimits).set({ count: most - 1 });
    expect((await ask('203.0.113.9')).statusCode).not.toBe(429);
    const refused = await ask('203.0.113.9');
    expect(refused.json()).toMatchObject({ error: { code: 'request.too_many' } });
    expect((await ask('203.0.113.10')).statusCode).not.toBe(429);
  },
);

test('signing out in one place closes the stream of that session and of no other', async () => {
  const leaving = await enter();
  const staying = await enter();
  const left = await openEvents({ http }, bearerOf(leaving.token));
  const stayed = await openEvents({ http }, bearerOf(staying.token));
  await vi.waitFor(() => expect(left.received()).toContain('"ready"'));
  await vi.waitFor(() => expect(stayed.received()).toContain('"ready"'));
  await signOut(leaving.cookie);
  await left.ended;
  expect(left.received()).toContain('"session_ended"');
  expect(stayed.received()).not.toContain('"session_ended"');
  stayed.close();
});

test('a stream ends with the time of its token, and the session goes on', async () => {
  const browser = await enter();
  await platform.advance(5 * 60_000);
  const stream = await openEvents({ http }, bearerOf(browser.token));
  await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
  await platform.advance(10 * 60_000);
  await stream.ended;
  expect(stream.received()).not.toContain('"session_ended"');
  const next = await openEvents({ http }, bearerOf((await refresh(browser.cookie)).token));
  await vi.waitFor(() => expect(next.received()).toContain('"ready"'));
  next.close();
});

test('of more streams than a browser needs the oldest ends, and nobody else’s', async () => {
  const [anna, other] = [await enter(), await enter()];
  const others = await openEvents({ http }, bearerOf(other.token));
  const streams = [];
  for (let number = 0; number <= mostStreams; number++) {
    const opened = await openEvents({ http }, bearerOf(anna.token));
    await vi.waitFor(() => expect(opened.received()).toContain('"ready"'));
    streams.push(opened);
  }
  const [oldest, ...newer] = streams;
  await oldest?.ended;
  await signOut(anna.cookie);
  await Promise.all(newer.map(({ ended }) => ended));
  for (const { received } of newer) expect(received()).toContain('"session_ended"');
  expect(oldest?.received()).not.toContain('"session_ended"');
  expect(others.received()).not.toContain('"session_ended"');
  others.close();
});

test('the stream of changes is refused without a token before it opens', async () => {
  const reply = await http.inject({ method: 'GET', url: '/api/events' });
  expect(reply.statusCode).toBe(401);
  expect(reply.json()).toMatchObject({ error: { code: 'session.required' } });
});

test('a cookie that was never ours ends nothing and breaks nothing', async () => {
  const before = platform.logged.length;
  const proof = 'A'.repeat(43);
  for (const session of ['-'.repeat(36), 'a'.repeat(36), crypto.randomUUID()]) {
    const { status } = await refresh(`${session}.0.${proof}`);
    expect(status).toBe(401);
    expect((await signOut(`${session}.0.${proof}`)).statusCode).toBe(200);
  }
  expect(platform.logged.slice(before).join('')).not.toContain('A request failed.');
});

interface Entered {
  token: string;
  cookie: string;
  raw: string;
}

async function enter(): Promise<Entered> {
  const reply = await http.inject({ method: 'POST', url: '/test/enter' });
  return { token: reply.json().token, ...cookieOf(reply) };
}

async function refresh(value: string) {
  const reply = await http.inject({
    method: 'POST',
    url: '/auth/refresh',
    cookies: { otklik_client: value },
  });
  const body = reply.json();
  return {
    status: reply.statusCode,
    code: body.error?.code as string | undefined,
    token: body.token as string,
    cookie: cookieOf(reply).cookie,
  };
}

function signOut(value: string) {
  return http.inject({ method: 'POST', url: '/auth/logout', cookies: { otklik_client: value } });
}

function me(token?: string) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return http.inject({ method: 'GET', url: '/api/me', headers });
}

function cookieOf({ headers, cookies }: LightMyRequestResponse) {
  const cookie = cookies.find(({ name }) => name === 'otklik_client')?.value ?? '';
  return { raw: String(headers['set-cookie']), cookie };
}
