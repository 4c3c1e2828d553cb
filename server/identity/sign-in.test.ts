import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { logout, me, refreshSession } from '../../contract/session.ts';
import { refreshStaffSession, staffLogout, staffSignIn } from '../../contract/staff-session.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import { accountLimits, addressLimits, networkLimits, networkOf } from './sign-in-limits.ts';
import { staff } from './staff.tables.ts';
import {
  bearerOf,
  cookieOf,
  givePassword,
  newAddress,
  openEvents,
  password,
  signIn,
  told,
} from './staff-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await givePassword(desk, desk.olga);
  await givePassword(desk, desk.boris);
});
afterAll(() => desk.close());

test('e-mail and password let a member of staff in', async () => {
  const entered = await signIn(desk, { email: ' OLGA@otklik.example ' });
  expect(entered.status).toBe(200);
  const { body, headers } = await desk.call(bearerOf(entered.body.token), me);
  for (const { 'cache-control': kept } of [entered.headers, headers]) expect(kept).toBe('no-store');
  expect(body).toEqual({
    kind: 'staff',
    id: desk.olga.id,
    name: desk.olga.name,
    email: desk.olga.email,
    role: 'admin',
    sees: 'all',
    language: 'en',
    totp: false,
  });
  expect(cookieOf(entered)).toMatchObject({
    name: 'otklik_staff',
    path: '/auth/staff',
    httpOnly: true,
    sameSite: 'Strict',
  });
  const [entry] = (await told(desk, 'staff.signed_in')).slice(-1);
  expect(entry).toMatchObject({ actorKind: 'staff', actorId: desk.olga.id });
});

test('a wrong password, an unknown e-mail, one without a password and one shut out are refused alike', async () => {
  const shutOut = await desk.addStaff({});
  await givePassword(desk, shutOut);
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: new Date() })
    .where(eq(staff.id, shutOut.id));
  const refused = await Promise.all([
    signIn(desk, desk.olga, { given: `${password}!` }),
    signIn(desk, { email: 'nobody@otklik.example' }),
    signIn(desk, desk.vera),
    signIn(desk, shutOut),
  ]);
  for (const answer of refused) {
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual(refused[0]?.body);
    expect(answer.error?.code).toBe('sign_in.wrong');
    expect(answer.cookies).toEqual([]);
  }
  const entries = await told(desk, 'staff.sign_in_refused');
  expect(entries).toHaveLength(4);
  expect(entries.map(({ subjectId }) => subjectId)).toContain(desk.olga.id);
  expect(JSON.stringify(entries)).not.toContain('nobody@');
});

test('one address may try so often, whoever it asks about', async () => {
  const address = newAddress();
  await tried(26, { limits: addressLimits, who: address });
  const answers = [];
  for (let number = 26; number < 31; number++) {
    answers.push(await signIn(desk, { email: `somebody${number}@otklik.example` }, { address }));
  }
  const refused = answers.pop();
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(refused).toMatchObject({ status: 429, error: { code: 'request.too_many' } });
  expect(refused?.error?.retryAfter).toBeGreaterThan(0);
});

test('a stranger with a whole network is refused before any password is compared', async () => {
  await tried(299, { limits: networkLimits, who: networkOf('2001:db8:5:0') });
  const email = 'somebody@otklik.example';
  expect((await signIn(desk, { email }, { address: '2001:db8:5:1::1' })).status).toBe(401);
  expect((await signIn(desk, desk.boris, { address: '2001:db8:5:2::1' })).status).toBe(429);
  expect((await signIn(desk, desk.boris, { address: '2001:db8:6::1' })).status).toBe(200);
  expect(networkOf('203.0.113.7')).toBe('203.0.113');
});

test('a stranger who guesses does not shut out whoever has the password', async () => {
  const address = newAddress();
  const tries = await Promise.all(
    Array.from({ length: 15 }, () => signIn(desk, desk.boris, { given: 'guessed words', address })),
  );
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(5);
  expect((await signIn(desk, desk.boris, { address })).status).toBe(429);
  expect((await signIn(desk, desk.boris)).status).toBe(200);
});

test('guesses at one account from many addresses come to an end too', async () => {
  const member = await desk.addStaff({});
  await givePassword(desk, member);
  const home = newAddress();
  expect((await signIn(desk, member, { address: home })).status).toBe(200);
  await tried(79, { limits: accountLimits, who: member.email });
  const statuses: number[] = [];
  for (let batch = 0; batch < 3; batch++) {
    const guessed = await Promise.all(
      Array.from({ length: 10 }, () => signIn(desk, member, { given: 'guessed words' })),
    );
    statuses.push(...guessed.map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  expect((await signIn(desk, member)).status).toBe(429);
  // Where the member was let in before, the guesses of others count for nothing.
  expect((await signIn(desk, member, { address: home })).status).toBe(200);
});

test('the refresh cookie of staff gives new tokens, and signing out ends session and streams', async () => {
  const entered = await signIn(desk, desk.olga);
  const cookie = cookieOf(entered);
  const refreshed = await desk.call(undefined, refreshStaffSession, {
    cookies: { otklik_staff: cookie?.value ?? '' },
  });
  expect(refreshed.status).toBe(200);
  const caller = bearerOf(refreshed.body.token);
  const stream = await openEvents(desk, caller);
  await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
  const left = await desk.call(undefined, staffLogout, {
    cookies: { otklik_staff: cookieOf(refreshed)?.value ?? '' },
  });
  expect(left.status).toBe(200);
  await stream.ended;
  expect(stream.received()).toContain('"session_ended"');
  expect((await desk.call(caller, me)).error?.code).toBe('session.ended');
});

test('a cookie of staff opens nothing at the clients’ door, and the other way round', async () => {
  const value = cookieOf(await signIn(desk, desk.olga))?.value ?? '';
  const asClient = await desk.call(undefined, refreshSession, {
    cookies: { otklik_client: value },
  });
  expect([asClient.status, asClient.error?.code]).toEqual([401, 'session.ended']);
  const unread = await desk.call(undefined, refreshSession, { cookies: { otklik_staff: value } });
  expect([unread.status, unread.error?.code]).toEqual([401, 'session.required']);
  await desk.call(undefined, logout, { cookies: { otklik_client: value } });
  const still = await desk.call(undefined, refreshStaffSession, {
    cookies: { otklik_staff: value },
  });
  expect(still.status).toBe(200);
});

test('a member who is shut out has no session from that moment', async () => {
  const member = await desk.addStaff({});
  expect((await desk.call(member, me)).status).toBe(200);
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: new Date() })
    .where(eq(staff.id, member.id));
  expect((await desk.call(member, me)).error?.code).toBe('session.ended');
});

test('a password with outdated parameters is hashed anew when it is given', async () => {
  const member = await desk.addStaff({});
  const { argon2Sync } = await import('node:crypto');
  const nonce = Buffer.alloc(16, 7);
  const cost = { memory: 64, passes: 1, parallelism: 1, tagLength: 32 };
  const tag = argon2Sync('argon2id', { message: password, nonce, ...cost });
  const old = `argon2id$m=64,t=1,p=1$${nonce.toString('base64')}$${tag.toString('base64')}`;
  const { handle } = desk.platform.database;
  await handle.update(staff).set({ password: old }).where(eq(staff.id, member.id));
  expect((await signIn(desk, member)).status).toBe(200);
  const [stored] = await handle.select().from(staff).where(eq(staff.id, member.id));
  expect(stored?.password).toContain('m=19456,t=2');
  expect((await signIn(desk, member)).status).toBe(200);
});

test('neither passwords nor tokens come into the log', async () => {
  const entered = await signIn(desk, desk.olga);
  await signIn(desk, desk.olga, { given: 'a wrong but telling password' });
  await desk.call(undefined, staffSignIn, { body: { email: 'x', password } });
  const logged = desk.platform.logged.join('\n');
  expect(logged).not.toContain(password);
  expect(logged).not.toContain('a wrong but telling password');
  expect(logged).not.toContain(entered.body.token ?? 'no token');
  expect(logged).not.toContain(desk.olga.email);
});

/** What so many tries leave behind in the limits; to compare as many passwords takes seconds. */
async function tried(times: number, given: { limits: Limit[]; who: string }): Promise<void> {
  const { database, secrets } = desk.platform;
  for (let n = 0; n < times; n++) await takeFromLimits(database.handle, secrets, given);
}
