/** How admins handle the company's own people and the tokens of its programs. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { audit } from '../../contract/audit.ts';
import { me } from '../../contract/session.ts';
import * as contract from '../../contract/staff.ts';
import { type Desk, type DeskStaff, openDesk } from '../../testing/desk.ts';
import { rows } from '../platform/database.ts';
import { signInChallenges, staff, staffLinks } from './staff.tables.ts';
import { openEvents } from './staff-test.ts';

let desk: Desk;
let olga: DeskStaff;
beforeAll(async () => {
  desk = await openDesk();
  olga = desk.olga;
  await join(olga);
});
afterAll(() => desk?.close());
beforeEach(() => desk.confirm(olga));

test('an invited colleague has a link, and is invited until the link is used', async () => {
  const given = { name: 'Pavel Orlov', email: 'Pavel@Otklik.example', role: 'agent', sees: 'own' };
  const { body } = await desk.call(olga, contract.inviteStaff, { body: given });
  expect(body.link).toMatch(/\/admin\/link#[\w-]{43}$/);
  const listed = await memberOf(body.staffId);
  expect(listed).toMatchObject({ email: 'pavel@otklik.example', state: 'invited', sees: 'own' });
  expect(await newest()).toMatchObject({
    action: 'staff.invited',
    subject: { id: body.staffId, label: 'Pavel Orlov' },
    changes: { role: [null, 'agent'], email: [null, 'pavel@otklik.example'] },
    address: '127.0.0.1',
  });
});

test('an e-mail belongs to one colleague, whatever its letters, at an invitation and at a change', async () => {
  const given = { name: 'Another', email: 'BORIS@otklik.example', role: 'agent', sees: 'all' };
  const invited = await desk.call(olga, contract.inviteStaff, { body: given });
  expect(invited.error).toMatchObject({ code: 'staff.email_taken', fields: { email: 'taken' } });
  const changed = await change(desk.vera.id, { email: 'boris@otklik.example' });
  expect(changed.error?.code).toBe('staff.email_taken');
});

test('a change is kept field by field in the log, and one that changes nothing is not', async () => {
  const member = await desk.addStaff({ name: 'Ivan', sees: 'all' });
  const before = await count();
  expect((await change(member.id, { name: 'Ivan', sees: 'all' })).status).toBe(200);
  expect(await count()).toBe(before);
  await change(member.id, { name: 'Ivan P.', sees: 'own' });
  expect(await newest()).toMatchObject({
    action: 'staff.changed',
    changes: { name: ['Ivan', 'Ivan P.'], sees: ['all', 'own'] },
  });
  expect((await desk.call(member, me)).body).toMatchObject({ name: 'Ivan P.', sees: 'own' });
});

test('nobody shuts themselves out or demotes themselves', async () => {
  expect((await deactivate(olga.id)).error?.code).toBe('staff.not_yourself');
  expect((await change(olga.id, { role: 'agent' })).error?.code).toBe('staff.not_yourself');
  expect((await change(olga.id, { name: 'Olga V.' })).status).toBe(200);
});

test('of two admins who demote one another at once, one stays', async () => {
  const two = await openDesk();
  try {
    const other = await two.addStaff({ role: 'admin' });
    for (const admin of [two.olga, other]) {
      await join(admin, two);
      await two.confirm(admin);
    }
    const body = { role: 'agent' };
    const answers = await Promise.all([
      two.call(two.olga, contract.updateStaff, { params: { staffId: other.id }, body }),
      two.call(other, contract.deactivateStaff, { params: { staffId: two.olga.id } }),
    ]);
    const left = await two.platform.database.handle
      .select()
      .from(staff)
      .where(eq(staff.role, 'admin'));
    expect(left.filter(({ deactivatedAt }) => !deactivatedAt)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  } finally {
    await two.close();
  }
});

test('the last admin who can sign in stays one, whoever is merely invited', async () => {
  const two = await openDesk();
  try {
    // Olga has no password here: she counts as invited.
    const admin = await two.addStaff({ role: 'admin' });
    await join(admin, two);
    await two.confirm(two.olga);
    const params = { staffId: admin.id };
    const demoted = await two.call(two.olga, contract.updateStaff, {
      params,
      body: { role: 'agent' },
    });
    expect(demoted.error?.code).toBe('staff.last_admin');
    const out = await two.call(two.olga, contract.deactivateStaff, { params });
    expect(out.error?.code).toBe('staff.last_admin');
  } finally {
    await two.close();
  }
});

test('a colleague who is shut out has no session, link or half a sign-in left, and can be let in again', async () => {
  const member = await desk.addStaff({ name: 'Kirill' });
  const elsewhere = await desk.elsewhere(member);
  await join(member);
  await desk.call(olga, contract.makeStaffLink, { params: { staffId: member.id } });
  const { handle } = desk.platform.database;
  await handle
    .insert(signInChallenges)
    .values({ hash: Buffer.from('x'), staffId: member.id, expiresAt: new Date(Date.now() + 1e9) });
  for (const _twice of [1, 2]) expect((await deactivate(member.id)).status).toBe(200);
  for (const there of [member, elsewhere]) {
    expect((await desk.call(there, me)).error?.code).toBe('session.ended');
  }
  expect(await handle.$count(staffLinks, eq(staffLinks.staffId, member.id))).toBe(0);
  expect(await handle.$count(signInChallenges, eq(signInChallenges.staffId, member.id))).toBe(0);
  expect(await memberOf(member.id)).toMatchObject({ state: 'deactivated' });
  const params = { staffId: member.id };
  const link = await desk.call(olga, contract.makeStaffLink, { params });
  expect(link.error?.code).toBe('staff.not_active');
  expect((await desk.call(olga, contract.activateStaff, { params })).status).toBe(200);
  expect(await memberOf(member.id)).toMatchObject({ state: 'active' });
  const actions = (await log()).slice(0, 2).map(({ action }) => action);
  expect(actions).toEqual(['staff.activated', 'staff.deactivated']);
});

test('whoever is shut out loses their open pages at once, and their tickets are nobody’s', async () => {
  const member = await desk.addStaff({ name: 'Roman' });
  const { handle } = desk.platform.database;
  await handle.execute(sql`
    insert into tickets (id, client_id, assignee_id, subject, status, priority, priority_place, source,
      due_at)
    values (gen_random_uuid(), ${desk.anna.id}, ${member.id}, 'Drill', 'open', 'normal', 1, 'portal',
      '9999-01-01')`);
  const stream = await openEvents(desk, member);
  await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
  await deactivate(member.id);
  await stream.ended;
  expect(stream.received()).toContain('"session_ended"');
  const assigned = await rows<{ count: number }>(
    handle,
    sql`select count(*)::int as count from tickets where assignee_id = ${member.id}`,
  );
  expect(assigned).toEqual([{ count: 0 }]);
});

test('a new role counts on pages that are open already', async () => {
  const member = await desk.addStaff({ name: 'Zoya' });
  const stream = await openEvents(desk, member);
  await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
  await change(member.id, { role: 'admin' });
  await vi.waitFor(() => expect(stream.received()).toContain('"me"'));
  await change(desk.vera.id, { name: 'Vera L.' });
  await vi.waitFor(() => expect(stream.received()).toContain('"staff"'));
  stream.close();
});

test('a new link is an invitation until there is a password, and the one before is void', async () => {
  const member = await desk.addStaff({});
  const params = { staffId: member.id };
  const first = await desk.call(olga, contract.makeStaffLink, { params });
  const second = await desk.call(olga, contract.makeStaffLink, { params });
  expect(first.body.link).not.toBe(second.body.link);
  await join(member);
  await desk.call(olga, contract.makeStaffLink, { params });
  const purposes = (await log()).slice(0, 3).map(({ changes }) => changes.purpose?.[1]);
  expect(purposes).toEqual(['password_reset', 'invitation', 'invitation']);
  const { handle } = desk.platform.database;
  expect(await handle.$count(staffLinks, eq(staffLinks.staffId, member.id))).toBe(1);
});

test('an admin sees where a colleague is signed in, and signs them out everywhere', async () => {
  const member = await desk.addStaff({});
  const elsewhere = await desk.elsewhere(member);
  const params = { staffId: member.id };
  const { body } = await desk.call(olga, contract.staffSessions, { params });
  expect(body.items).toHaveLength(2);
  expect(body.items[0]).toMatchObject({ browser: 'Firefox, Windows', current: false });
  const ended = await desk.call(olga, contract.endStaffSessions, { params });
  expect(ended.body).toEqual({ ended: 2 });
  expect((await desk.call(elsewhere, me)).error?.code).toBe('session.ended');
});

test('what is sensitive asks for the password again, and who is not there is not found', async () => {
  const careless = await desk.elsewhere(olga);
  const body = { name: 'Nobody' };
  const params = { staffId: crypto.randomUUID() };
  const refused = await desk.call(careless, contract.updateStaff, { params, body });
  expect(refused.error?.code).toBe('session.password_needed');
  for (const endpoint of [
    contract.makeStaffLink,
    contract.deactivateStaff,
    contract.activateStaff,
    contract.staffSessions,
    contract.endStaffSessions,
  ]) {
    expect((await desk.call(olga, endpoint, { params })).error?.code).toBe('request.not_found');
  }
  expect((await desk.call(olga, contract.updateStaff, { params, body })).status).toBe(404);
});

test('agents see who can be given a ticket, and nothing more of their colleagues', async () => {
  const { body } = await desk.call(desk.boris, contract.colleagues);
  const boris = body.items.find(({ id }) => id === desk.boris.id);
  expect(boris).toEqual({ id: desk.boris.id, name: desk.boris.name, role: 'agent', active: true });
  expect((await desk.call(desk.boris, contract.listStaff)).status).toBe(403);
});

test('a token is shown once, works within its scopes, and ends at once when it is revoked', async () => {
  const body = { name: 'Accounting', scopes: ['clients.read', 'tickets.read', 'clients.read'] };
  const made = await desk.call(olga, contract.makeIntegrationToken, { body });
  const { id, token } = made.body;
  expect(token).toMatch(/^otk_[\w-]{43}$/);
  const program = { bearer: () => token };
  const scopes = ['clients.read', 'tickets.read'];
  expect((await desk.call(program, me)).body).toMatchObject({ kind: 'token', id, scopes });
  expect((await desk.call(program, contract.integrationTokens)).status).toBe(403);
  const listed = await desk.call(olga, contract.integrationTokens);
  expect(JSON.stringify(listed.body)).not.toContain(token);
  expect(listed.body.items[0]).toMatchObject({
    id,
    name: 'Accounting',
    createdBy: 'Olga V.',
    scopes,
  });
  expect(listed.body.items[0]?.usedAt).toBeDefined();
  const params = { tokenId: id };
  for (const _twice of [1, 2]) {
    const revoked = await desk.call(olga, contract.revokeIntegrationToken, { params });
    expect(revoked.status).toBe(200);
  }
  expect((await desk.call(program, me)).error?.code).toBe('session.ended');
  const actions = (await log()).slice(0, 2).map(({ action }) => action);
  expect(actions).toEqual(['token.revoked', 'token.made']);
  const nobodys = { tokenId: crypto.randomUUID() };
  const missing = await desk.call(olga, contract.revokeIntegrationToken, { params: nobodys });
  expect(missing.status).toBe(404);
  expect(desk.platform.logged.join('')).not.toContain(token);
});

/** Somebody who has used the invitation. */
async function join(member: DeskStaff, of: Desk = desk): Promise<void> {
  await of.platform.database.handle
    .update(staff)
    .set({ password: 'argon2id$unused' })
    .where(eq(staff.id, member.id));
}

function change(staffId: string, body: object) {
  return desk.call(olga, contract.updateStaff, { params: { staffId }, body });
}

function deactivate(staffId: string) {
  return desk.call(olga, contract.deactivateStaff, { params: { staffId } });
}

async function memberOf(staffId: string) {
  const { body } = await desk.call(olga, contract.listStaff);
  return body.items.find(({ id }) => id === staffId);
}

async function log() {
  return (await desk.call(olga, audit)).body.items;
}

async function newest() {
  return (await log())[0];
}

async function count(): Promise<number> {
  return (await desk.call(olga, audit, { query: { limit: 50 } })).body.items.length;
}
