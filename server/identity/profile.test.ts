import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as contract from '../../contract/profile.ts';
import { me } from '../../contract/session.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { newMember, openEvents, password, signIn, switchTotpOn, told } from './staff-test.ts';

const next = 'another lantern on the quay';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('clients and staff change their own name, language and time zone, and their pages hear of it', async () => {
  for (const person of [desk.anna, desk.boris]) {
    const stream = await openEvents(desk, person);
    await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
    const body = { name: ' New Name ', language: 'en', timeZone: 'Asia/Omsk' };
    expect((await desk.call(person, contract.updateMe, { body })).status).toBe(200);
    const { body: now } = await desk.call(person, me);
    expect(now).toMatchObject({ name: 'New Name', language: 'en', timeZone: 'Asia/Omsk' });
    await vi.waitFor(() => expect(stream.received()).toContain('"me"'));
    stream.close();
    await desk.call(person, contract.updateMe, { body: { timeZone: null } });
    expect((await desk.call(person, me)).body.timeZone).toBeUndefined();
  }
  const [first] = await told(desk, 'client.changed');
  expect(first).toMatchObject({ actorKind: 'client', changes: { timeZone: [null, 'Asia/Omsk'] } });
});

test('nothing else of oneself can be changed', async () => {
  for (const body of [
    { role: 'admin' },
    { sees: 'all' },
    { email: 'olga@otklik.example' },
    { phone: '+79990000000' },
    { name: 'x' },
    { name: 'Anna\u0000' },
    { timeZone: 'Europe/Atlantis' },
    { language: 'de' },
  ]) {
    const refused = await desk.call(desk.vera, contract.updateMe, { body });
    expect([refused.status, refused.error?.code]).toEqual([400, 'request.invalid']);
  }
  expect((await desk.call(desk.vera, me)).body).toMatchObject({ role: 'agent', sees: 'own' });
});

test('programs have no profile', async () => {
  const program = await desk.program(['tickets.read', 'clients.write']);
  const changed = await desk.call(program, contract.updateMe, { body: { name: 'Somebody' } });
  expect(changed.status).toBe(403);
  expect((await desk.call(program, contract.mySessions)).status).toBe(403);
});

test('passwords and authenticators are for staff alone', async () => {
  const body = { password };
  expect((await desk.call(desk.anna, contract.confirmPassword, { body })).status).toBe(403);
  expect((await desk.call(desk.anna, contract.beginTotp)).status).toBe(403);
});

test('everybody sees where they are signed in, and ends what they like of it at once', async () => {
  for (const person of [desk.dmitry, desk.vera]) {
    const other = await desk.elsewhere(person);
    const third = await desk.elsewhere(person);
    const { items } = (await desk.call(person, contract.mySessions)).body;
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }) => current).map(({ id }) => id)).toEqual([person.sessionId]);
    expect(items[0]?.browser).toBe('Firefox, Windows');
    const stream = await openEvents(desk, other);
    await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
    const params = { sessionId: other.sessionId };
    expect((await desk.call(person, contract.endMySession, { params })).status).toBe(200);
    await stream.ended;
    expect(stream.received()).toContain('"session_ended"');
    expect((await desk.call(other, me)).error?.code).toBe('session.ended');
    expect((await desk.call(person, contract.endMyOtherSessions)).body).toEqual({ ended: 1 });
    expect((await desk.call(third, me)).error?.code).toBe('session.ended');
    expect((await desk.call(person, contract.mySessions)).body.items).toHaveLength(1);
  }
});

test('a session that a member of staff ends elsewhere is on record', async () => {
  const member = await newMember(desk);
  const elsewhere = await desk.elsewhere(member);
  const params = { sessionId: elsewhere.sessionId };
  expect((await desk.call(member, contract.endMySession, { params })).status).toBe(200);
  expect((await told(desk, 'staff.sessions_ended')).at(-1)).toMatchObject({
    actorId: member.id,
    subjectId: member.id,
  });
});

test('one’s own changes fill no log: so many in an hour', async () => {
  const client = await desk.addClient({});
  const renamed = async (name: string) =>
    (await desk.call(client, contract.updateMe, { body: { name } })).status;
  for (let number = 0; number < 60; number++) expect(await renamed(`Anna ${number}`)).toBe(200);
  expect(await renamed('Anna the last')).toBe(429);
  await desk.advance(3_600_000);
  expect(await renamed('Anna again')).toBe(200);
});

test('nobody ends a session that is not theirs', async () => {
  const params = { sessionId: desk.olga.sessionId };
  for (const person of [desk.anna, desk.boris]) {
    const refused = await desk.call(person, contract.endMySession, { params });
    expect([refused.status, refused.error?.code]).toEqual([404, 'request.not_found']);
  }
  expect((await desk.call(desk.olga, me)).status).toBe(200);
});

test('sensitive changes ask for the password, for ten minutes', async () => {
  const member = await newMember(desk);
  const before = await desk.call(member, contract.beginTotp);
  expect([before.status, before.error?.code]).toEqual([403, 'session.password_needed']);
  const wrong = await desk.call(member, contract.confirmPassword, { body: { password: next } });
  expect([wrong.status, wrong.error?.code]).toEqual([400, 'password.wrong']);
  expect((await desk.call(member, contract.beginTotp)).status).toBe(403);
  const right = await desk.call(member, contract.confirmPassword, { body: { password } });
  expect(right.status).toBe(200);
  expect(Number.isNaN(Date.parse(right.body.until))).toBe(false);
  expect((await desk.call(member, contract.beginTotp)).status).toBe(200);
  const other = await desk.elsewhere(member);
  expect((await desk.call(other, contract.beginTotp)).error?.code).toBe('session.password_needed');
  await desk.advance(11 * 60_000);
  expect((await desk.call(member, contract.beginTotp)).error?.code).toBe('session.password_needed');
});

test('an open session does not find out the password', async () => {
  const member = await newMember(desk);
  const codes = [];
  for (let number = 0; number < 6; number++) {
    const body = { password: `guess number ${number}` };
    codes.push((await desk.call(member, contract.confirmPassword, { body })).error?.code);
    const change = { current: `guess number ${number}`, next };
    codes.push((await desk.call(member, contract.changePassword, { body: change })).error?.code);
  }
  expect(codes.filter((code) => code === 'password.wrong')).toHaveLength(10);
  expect(codes.slice(10)).toEqual(['request.too_many', 'request.too_many']);
});

test('a changed password ends all other sessions, and the old one is worth nothing', async () => {
  const member = await newMember(desk);
  const other = await desk.elsewhere(member);
  const common = { current: password, next: 'password1234' };
  const refused = await desk.call(member, contract.changePassword, { body: common });
  expect(refused.error).toMatchObject({
    code: 'password.too_common',
    fields: { next: 'too_common' },
  });
  const body = { current: password, next };
  expect((await desk.call(member, contract.changePassword, { body })).status).toBe(200);
  expect((await desk.call(member, me)).status).toBe(200);
  expect((await desk.call(other, me)).error?.code).toBe('session.ended');
  expect((await signIn(desk, member)).status).toBe(401);
  expect((await signIn(desk, member, { given: next })).status).toBe(200);
  expect(await told(desk, 'staff.password_changed')).toHaveLength(1);
});

test('of two changes at once one holds', async () => {
  const member = await newMember(desk);
  const third = 'a third lantern by the river';
  const answers = await Promise.all(
    [next, third].map((given) =>
      desk.call(member, contract.changePassword, { body: { current: password, next: given } }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('an authenticator counts once a code of it was given', async () => {
  const member = await newMember(desk);
  await desk.confirm(member);
  const early = await desk.call(member, contract.enableTotp, { body: { code: '123456' } });
  expect([early.status, early.error?.code]).toEqual([409, 'totp.not_begun']);
  expect((await desk.call(member, contract.renewRecoveryCodes)).error?.code).toBe('totp.not_begun');
  const { body } = await desk.call(member, contract.beginTotp);
  expect(body.uri).toContain(`secret=${body.secret}`);
  expect(body.qrCode).toMatch(/^data:image\/png;base64,/);
  expect((await signIn(desk, member)).body.token).toEqual(expect.any(String));
  const code = generateSync({
    secret: body.secret,
    epoch: desk.platform.clock.now().getTime() / 1000,
  });
  const wrong = String((Number(code) + 1) % 1e6).padStart(6, '0');
  for (const given of [wrong, 'letters', '１２３４５６', '-1']) {
    const refused = await desk.call(member, contract.enableTotp, { body: { code: given } });
    expect([refused.status, refused.error?.code]).toEqual([400, 'totp.code_wrong']);
  }
  const enabled = await desk.call(member, contract.enableTotp, { body: { code } });
  expect(enabled.body.recoveryCodes).toHaveLength(10);
  expect((await desk.call(member, me)).body).toMatchObject({ totp: true, recoveryCodes: 10 });
  expect((await desk.call(member, contract.beginTotp)).error?.code).toBe('totp.already_on');
  const logged = desk.platform.logged.join('\n');
  expect(logged).not.toContain(body.secret);
  expect(logged).not.toContain(enabled.body.recoveryCodes[0]);
});

test('the secret of an authenticator and the recovery codes are not to be read in the database', async () => {
  const member = await newMember(desk);
  const { secret, recoveryCodes } = await switchTotpOn(desk, member);
  const { staff, recoveryCodes: codes } = await import('./staff.tables.ts');
  const { handle } = desk.platform.database;
  const stored = [...(await handle.select().from(staff)), ...(await handle.select().from(codes))];
  const readable = JSON.stringify(stored, (_key, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );
  expect(readable).not.toContain(secret);
  for (const code of recoveryCodes) expect(readable).not.toContain(code);
});
