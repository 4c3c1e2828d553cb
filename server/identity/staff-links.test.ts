import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { me } from '../../contract/session.ts';
import { acceptStaffLink, readStaffLink } from '../../contract/staff-session.ts';
import { type CallInput, type Desk, type DeskStaff, openDesk } from '../../testing/desk.ts';
import { offerSetUp } from '../set-up.ts';
import { makeEmergencyLink, makeSetUpLink } from './identity.ts';
import { staff, staffLinks } from './staff.tables.ts';
import { makeStaffLink } from './staff-links.ts';
import {
  bearerOf,
  challengeOf,
  giveCode,
  givePassword,
  newAddress,
  openEvents,
  password,
  signIn,
  switchTotpOn,
  told,
} from './staff-test.ts';

const next = 'another lantern on the quay';
const newcomer = { name: 'Nina Petrova', email: 'nina@otklik.example', password };

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('an invitation shows whom it is for, takes a password, and lets in', async () => {
  const member = await desk.addStaff({ name: 'Nina Petrova' });
  const secret = await invite(member);
  const shown = await read(secret);
  expect(shown.status).toBe(200);
  expect(shown.body).toMatchObject({
    purpose: 'invitation',
    name: 'Nina Petrova',
    email: member.email,
    role: 'agent',
  });
  const accepted = await accept(secret, { language: 'ru' });
  expect(accepted.status).toBe(200);
  expect(accepted.cookies[0]?.name).toBe('otklik_staff');
  const { body } = await desk.call(bearerOf(accepted.body.token), me);
  expect(body).toMatchObject({ id: member.id, name: 'Nina Petrova', language: 'ru' });
  expect((await signIn(desk, member)).status).toBe(200);
  const [entry] = await told(desk, 'staff.joined');
  expect(entry).toMatchObject({ actorId: member.id, subjectId: member.id });
});

test('a link works once', async () => {
  const secret = await invite(await desk.addStaff({}));
  expect((await accept(secret)).status).toBe(200);
  const again = await accept(secret, { password: next });
  expect([again.status, again.error?.code]).toEqual([404, 'link.not_found']);
  expect((await read(secret)).error?.code).toBe('link.not_found');
});

test('of two who accept at once, one gets in with their password', async () => {
  const member = await desk.addStaff({});
  const secret = await invite(member);
  const answers = await Promise.all([accept(secret), accept(secret, { password: next })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  const won = answers[0]?.status === 200 ? password : next;
  const lost = won === password ? next : password;
  expect((await signIn(desk, member, { given: won })).status).toBe(200);
  expect((await signIn(desk, member, { given: lost })).status).toBe(401);
});

test('a refused password leaves the link as it was', async () => {
  const member = await desk.addStaff({ email: 'ferdinand@otklik.example' });
  const secret = await invite(member);
  const short = await accept(secret, { password: 'short' });
  expect(short.error).toMatchObject({ code: 'request.invalid', fields: { password: 'too_short' } });
  const own = await accept(secret, { password: 'ferdinand-the-great' });
  expect(own.error).toMatchObject({
    code: 'password.too_common',
    fields: { password: 'too_common' },
  });
  expect((await accept(secret)).status).toBe(200);
});

test('an invitation lives three days, a new password one', async () => {
  const [one, other] = [await desk.addStaff({}), await desk.addStaff({})];
  const [invitation, reset] = [await invite(one), await resetFor(other)];
  await desk.advance(24 * 3_600_000 + 60_000);
  expect((await read(invitation)).status).toBe(200);
  expect((await accept(reset)).error?.code).toBe('link.not_found');
  await desk.advance(48 * 3_600_000);
  expect((await accept(invitation)).error?.code).toBe('link.not_found');
});

test('a newer link makes the earlier one void, and so does shutting the person out', async () => {
  const member = await desk.addStaff({});
  const [first, second] = [await invite(member), await invite(member)];
  expect((await read(first)).error?.code).toBe('link.not_found');
  expect((await read(second)).status).toBe(200);
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: new Date() })
    .where(eq(staff.id, member.id));
  expect((await accept(second)).error?.code).toBe('link.not_found');
});

test('a new password ends all sessions, their streams and half-done sign-ins', async () => {
  const member = await desk.addStaff({});
  await givePassword(desk, member);
  const app = await switchTotpOn(desk, member);
  const { challenge } = await challengeOf(desk, member);
  const stream = await openEvents(desk, member);
  await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
  const accepted = await accept(await resetFor(member), { password: next });
  await stream.ended;
  expect(stream.received()).toContain('"session_ended"');
  expect((await desk.call(member, me)).error?.code).toBe('session.ended');
  const half = await giveCode(desk, challenge, { code: app.code() });
  expect(half.error?.code).toBe('sign_in.challenge_ended');
  // The authenticator stays: the link alone is not enough.
  expect(accepted.body).toEqual({
    second: { challenge: expect.any(String), ways: ['totp', 'recovery'] },
  });
  const entered = await giveCode(desk, accepted.body.second?.challenge ?? '', { code: app.code() });
  expect(entered.status).toBe(200);
  expect(await told(desk, 'staff.password_reset')).toHaveLength(1);
});

test('an emergency link is for active staff, and can switch a lost authenticator off', async () => {
  const member = await desk.addStaff({});
  await givePassword(desk, member);
  await switchTotpOn(desk, member);
  const email = member.email.toUpperCase();
  const made = await makeEmergencyLink(desk.platform, { email, withoutSecondFactor: true });
  const accepted = await accept(secretOf(made?.link), { password: next });
  expect(accepted.body.token).toEqual(expect.any(String));
  const stranger = { email: 'nobody@otklik.example', withoutSecondFactor: false };
  expect(await makeEmergencyLink(desk.platform, stranger)).toBeUndefined();
  const [entry] = (await told(desk, 'staff.link_made')).slice(-1);
  expect(entry).toMatchObject({ actorKind: 'system', subjectId: member.id });
});

test('what is made up is no link, and the secret is stored nowhere', async () => {
  for (const secret of ['x', 'A'.repeat(43), '🔑', '../../etc']) {
    expect((await read(secret)).error?.code).toBe('link.not_found');
    expect((await accept(secret)).error?.code).toBe('link.not_found');
  }
  const secret = await invite(await desk.addStaff({}));
  const stored = await desk.platform.database.handle.select().from(staffLinks);
  expect(JSON.stringify(stored)).not.toContain(secret);
  await accept(secret);
  const logged = desk.platform.logged.join('\n');
  expect(logged).not.toContain(secret);
  expect(logged).not.toContain(password);
});

test('the first administrator is set up by the link of the terminal', async () => {
  const empty = await openDesk();
  try {
    const said: string[] = [];
    await offerSetUp(empty.platform, (line) => said.push(line));
    const printed = said.join('\n');
    const link = printed.match(/http:\S+\/admin\/link#\S+/)?.[0];
    expect(printed).toContain('▄');
    const secret = secretOf(link);
    const shown = await empty.call(undefined, readStaffLink, { body: { secret } });
    expect(shown.body).toMatchObject({ purpose: 'set_up', role: 'admin' });
    expect(shown.body.name).toBeUndefined();
    const nameless = await empty.call(undefined, acceptStaffLink, { body: { secret, password } });
    expect(nameless.error).toMatchObject({
      code: 'request.invalid',
      fields: { name: 'required', email: 'required' },
    });
    const taken = await empty.call(undefined, acceptStaffLink, {
      body: { ...newcomer, secret, email: empty.boris.email },
    });
    expect(taken.error?.code).toBe('staff.email_taken');
    const accepted = await empty.call(undefined, acceptStaffLink, {
      body: { ...newcomer, secret },
    });
    const { body } = await empty.call(bearerOf(accepted.body.token), me);
    expect(body).toMatchObject({ name: 'Nina Petrova', role: 'admin', email: newcomer.email });
    expect(await told(empty, 'staff.set_up')).toHaveLength(1);
    const after: string[] = [];
    await offerSetUp(empty.platform, (line) => after.push(line));
    expect(after).toEqual([]);
  } finally {
    await empty.close();
  }
});

test('each start makes a new set-up link, and none is good once there is an administrator', async () => {
  const empty = await openDesk();
  try {
    const first = secretOf((await makeSetUpLink(empty.platform))?.link);
    const second = secretOf((await makeSetUpLink(empty.platform))?.link);
    const shown = (secret: string) =>
      empty.call(undefined, readStaffLink, { body: { secret }, address: newAddress() });
    expect((await shown(first)).error?.code).toBe('link.not_found');
    expect((await shown(second)).status).toBe(200);
    await givePassword(empty, empty.olga);
    expect((await shown(second)).error?.code).toBe('link.not_found');
    const late = await empty.call(undefined, acceptStaffLink, {
      body: { ...newcomer, secret: second },
    });
    expect(late.error?.code).toBe('link.not_found');
    expect(await makeSetUpLink(empty.platform)).toBeUndefined();
  } finally {
    await empty.close();
  }
});

function read(secret: string) {
  return desk.call(undefined, readStaffLink, { body: { secret }, address: newAddress() });
}

function accept(secret: string, more: Record<string, string> = {}) {
  const input: CallInput = { body: { secret, password, ...more }, address: newAddress() };
  return desk.call(undefined, acceptStaffLink, input);
}

const invite = (member: DeskStaff) => linkFor(member, 'invitation');
const resetFor = (member: DeskStaff) => linkFor(member, 'password_reset');

async function linkFor({ id }: DeskStaff, purpose: 'invitation' | 'password_reset') {
  const { link } = await desk.platform.database.transaction((tx) =>
    makeStaffLink(tx, desk.platform, { purpose, staffId: id }),
  );
  return secretOf(link);
}

function secretOf(link: string | undefined): string {
  return link?.split('/admin/link#')[1] ?? '';
}
