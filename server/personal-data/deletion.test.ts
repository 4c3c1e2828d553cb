/** Staff delete a client on request; and whatever happens at the same moment, nothing is left half. */
import { existsSync, utimesSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import { readClient } from '../../contract/clients.ts';
import { openMyTicket } from '../../contract/my-tickets.ts';
import { deleteClient, deleteMyAccount } from '../../contract/personal-data.ts';
import { readTicket } from '../../contract/tickets.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { kept } from '../files/files-test.ts';
import { pathOf } from '../files/folder.ts';
import { issues, stored } from '../invoices/payments-test.ts';
import { answers, day, done, opens, writes } from '../tickets/tickets-test.ts';
import { goingOrder, knowPerson } from './slices.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

function deletes(client: DeskClient, name = client.name) {
  const params = { clientId: client.id };
  return desk.call(desk.olga, deleteClient, { params, body: { name } });
}

test('an admin who has given the password deletes a client; an agent cannot, nor with a wrong name', async () => {
  const { olga, boris } = desk;
  const client = await desk.addClient({ name: 'Ёлкин  Пётр' });
  const ticket = await opens(desk, client);
  const params = { clientId: client.id };
  const body = { name: client.name };
  expect((await desk.call(boris, deleteClient, { params, body })).status).toBe(403);
  expect((await deletes(client)).error?.code).toBe('session.password_needed');
  await desk.confirm(olga);
  expect((await deletes(client, 'Елкин Петр')).error?.code).toBe('account.name_differs');
  expect((await deletes(client, 'Пётр')).error?.code).toBe('account.name_differs');
  expect((await desk.call(olga, readClient, { params })).status).toBe(200);
  done(await deletes(client, ' ёлкин пётр'));
  expect((await desk.call(olga, readClient, { params })).status).toBe(404);
  expect((await deletes(client)).status).toBe(404);
  const gone = await desk.call(olga, readTicket, { params: { ticketId: ticket.id } });
  expect(gone.status).toBe(404);
  const { items } = done(await desk.call(olga, audit, { query: { action: 'client.deleted' } }));
  expect(items[0]).toMatchObject({
    actor: { kind: 'staff', name: olga.name },
    subject: { id: client.id, label: '—' },
  });
});

test('the others keep theirs: a namesake’s tickets, files, invoices and log', async () => {
  const [leaves, stays] = [
    await desk.addClient({ name: 'Тёзка' }),
    await desk.addClient({ name: 'Тёзка' }),
  ];
  const ticket = await opens(desk, stays);
  const file = await kept(desk, stays, { bytes: 'Мой файл' });
  const invoice = await issues(desk, { to: stays });
  for (const client of [leaves, stays]) await opens(desk, client);
  const before = done(await desk.call(desk.olga, audit, { query: { subjectId: invoice.id } }));
  done(await deletes(leaves));
  await writes(desk, stays, ticket);
  expect((await stored(desk, invoice)).invoice).toMatchObject({ clientId: stays.id });
  expect(existsSync(pathOf(desk.platform.filesDir, file.id))).toBe(true);
  const after = done(await desk.call(desk.olga, audit, { query: { subjectId: invoice.id } }));
  expect(after).toEqual(before);
});

test('a process that dies right after the commit leaves bytes that the sweep removes', async () => {
  const { platform } = desk;
  const client = await desk.addClient({ name: 'Crash' });
  const file = await kept(desk, client, { bytes: 'Bytes that stay for a while' });
  await opens(desk, client, { fileIds: [file.id] });
  await platform.database.transaction(async (tx) => {
    const person = await knowPerson(tx, client.id);
    for (const slice of goingOrder) await slice.erase(tx, platform, person);
  });
  const path = pathOf(platform.filesDir, file.id);
  expect(existsSync(path)).toBe(true);
  const old = new Date(platform.clock.now().getTime() - 2 * day);
  utimesSync(path, old, old);
  await platform.jobs.runNow('sweep-files');
  expect(existsSync(path)).toBe(false);
});

test('whoever writes at the same moment comes before or after, and leaves nothing behind', async () => {
  for (let round = 0; round < 3; round++) {
    const client = await desk.addClient({ name: 'Hasty' });
    const ticket = await opens(desk, client);
    const body = { subject: 'Ещё одно', text: 'И ещё' };
    const results = await Promise.all([
      desk.call(client, openMyTicket, { body }),
      answers(desk, desk.boris, ticket).catch(() => undefined),
      desk.call(client, deleteMyAccount, { body: { name: 'hasty' } }),
      desk.call(client, openMyTicket, { body }),
      deletes(client),
    ]);
    const statuses = results.flatMap((one) => (one && 'status' in one ? [one.status] : []));
    expect(statuses.every((status) => status < 500)).toBe(true);
    expect([results[2], results[4]].map((one) => one && 'status' in one && one.status)).toContain(
      200,
    );
    expect((await knowPerson(desk.platform.database.handle, client.id)).subjects).toEqual([]);
  }
});
