/** Two clients with one number: what an admin decides, and who both people are when they sign in again. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addClient, listConflicts } from '../../contract/clients.ts';
import { newId } from '../platform/ids.ts';
import { openConflictDesk } from './conflict-test.ts';
import { clients } from './identity.tables.ts';
import { auditEntries } from './staff.tables.ts';

let at: Awaited<ReturnType<typeof openConflictDesk>>;
beforeAll(async () => {
  at = await openConflictDesk();
});
afterAll(() => at?.desk.close());

test('the number has moved: the other has none until they prove another', async () => {
  const { before, now, conflict } = await at.shared();
  await at.decide(conflict.id, 'number_moved');
  expect((await at.read(before.client.id)).phone).toBeUndefined();
  expect(await at.read(now.client.id)).toMatchObject({ phone: conflict.phone, conflict: false });
  expect((await at.me(before.token)).phone).toBeUndefined();

  expect((await at.signIn(now.person)).client.id).toBe(now.client.id);
  const other = at.number();
  const again = await at.signIn(before.person, { phone_number: other });
  expect(again.client).toMatchObject({ id: before.client.id, phone: other });
  expect(await at.read(before.client.id)).toMatchObject({ phone: other, conflict: false });
});

test('two people who share a number keep it, and signing in again asks nobody once more', async () => {
  const { before, now, conflict } = await at.shared();
  await at.decide(conflict.id, 'keep_both');
  for (const { person, client } of [before, now]) {
    expect((await at.signIn(person)).client.id).toBe(client.id);
    expect(await at.read(client.id)).toMatchObject({ phone: conflict.phone, conflict: false });
  }
  expect((await at.conflicts()).filter(({ phone }) => phone === conflict.phone)).toEqual([]);
});

test('of two admins who decide at once, one is told that it is done', async () => {
  const { conflict } = await at.shared();
  const answers = await Promise.all([
    at.decide(conflict.id, 'number_moved', at.olga),
    at.decide(conflict.id, 'same_person', at.oleg),
  ]);
  const refused = answers.filter((answer) => 'error' in answer);
  expect(refused).toMatchObject([{ error: { code: 'conflict.resolved' } }]);
  const kept = await at.desk.platform.database.handle
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, conflict.proved.id));
  expect(kept.filter(({ action }) => action === 'conflict.resolved')).toHaveLength(1);
});

test('a conflict that has ended by itself is neither listed nor decided', async () => {
  const { before, conflict } = await at.shared();
  await at.signIn(before.person, { phone_number: at.number() });
  expect(await at.listed()).not.toContain(conflict.id);
  expect(await at.decide(conflict.id, 'same_person')).toMatchObject({
    error: { code: 'conflict.resolved' },
  });
  expect(await at.statusOf(before.client.id)).toBe(200);
  expect(await at.decide(newId(), 'keep_both')).toMatchObject({
    error: { code: 'request.not_found' },
  });
});

test('of three with one number, a merge leaves what is still to be decided about the two others', async () => {
  const { before, now, conflict } = await at.shared();
  const third = await at.signIn(at.desk.person({ phone: conflict.phone }), {}, 'Third');
  const open = await at.conflictsOf(conflict.phone);
  expect(open).toHaveLength(3);
  await at.decide(conflict.id, 'same_person');
  const left = await at.conflictsOf(conflict.phone);
  expect(left.map(({ proved, other }) => [proved.id, other.id])).toEqual([
    [third.client.id, now.client.id],
  ]);
  await at.decide(left[0]?.id ?? '', 'same_person');
  expect(await at.conflictsOf(conflict.phone)).toEqual([]);
  const [first] = await at.desk.platform.database.handle
    .select()
    .from(clients)
    .where(eq(clients.id, before.client.id));
  expect(first?.mergedIntoId).toBe(third.client.id);
});

test('who proves the number last stands first, and a pair is listed once', async () => {
  const { before, now, conflict } = await at.shared();
  await at.signIn(before.person, { phone_number: at.number() });
  await at.signIn(before.person, { phone_number: conflict.phone });
  expect(await at.conflictsOf(conflict.phone)).toMatchObject([
    { id: conflict.id, proved: { id: before.client.id }, other: { id: now.client.id } },
  ]);
});

test('the list comes page by page, and a conflict shows at both clients', async () => {
  const { before, now } = await at.shared();
  await at.shared();
  for (const { client } of [before, now]) {
    expect(await at.read(client.id)).toMatchObject({ conflict: true });
  }
  const ids: string[] = [];
  let after = '';
  do {
    const page = await at.ask(listConflicts, { query: `?limit=1${after && `&after=${after}`}` });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next ?? '';
  } while (after);
  expect(ids.toSorted()).toEqual((await at.listed()).toSorted());
  expect(ids.length).toBeGreaterThan(1);
});

test('deciding asks for the password again', async () => {
  const { conflict } = await at.shared();
  const careless = await at.admin('Careless', { passwordGiven: false });
  expect(await at.decide(conflict.id, 'keep_both', careless)).toMatchObject({
    error: { code: 'session.password_needed' },
  });
});

test('a client entered by staff with a free number is claimed by whoever proves it', async () => {
  const phone = at.number();
  const made = await at.ask(addClient, { body: { name: 'Of Acme', phone } });
  expect(await at.read(made.id)).toMatchObject({ signedUp: false });
  const { client } = await at.signIn(at.desk.person({ phone }));
  expect(client).toMatchObject({ id: made.id, name: 'Of Acme' });
  expect(await at.read(made.id)).toMatchObject({ signedUp: true });
});
