/** A deletion and another write wait for each other: on one connection nobody ever does. Runs where TEST_DATABASE_URL names a server. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addInvoice } from '../../contract/invoices.ts';
import { deleteMyAccount } from '../../contract/personal-data.ts';
import { updateMe } from '../../contract/profile.ts';
import { type Desk, type DeskClient, openDesk } from '../../testing/desk.ts';
import { lockClient } from '../identity/identity.ts';
import { outsideTransaction, rows, type Tx } from '../platform/database.ts';
import { done } from '../tickets/tickets-test.ts';
import { everythingStored } from './personal-data-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

/** The deletion comes first, and `write` waits behind it. */
async function behindDeletion<T>(client: DeskClient, write: () => Promise<T>): Promise<T> {
  const asked = await desk.platform.database.transaction(async (tx) => {
    await lockClient(tx, client.id);
    const body = { name: client.name };
    const deleting = outsideTransaction(() => desk.call(client, deleteMyAccount, { body }));
    await waiting(tx, 1);
    const writing = outsideTransaction(write);
    await waiting(tx, 2);
    return { deleting, writing };
  });
  done(await asked.deleting);
  return asked.writing;
}

/** So many connections to this database wait for somebody's lock. */
function waiting(tx: Tx, many: number): Promise<void> {
  const query = sql`select count(distinct l.pid)::int as count
    from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()`;
  return vi.waitFor(async () => expect(await rows(tx, query)).toEqual([{ count: many }]), 10_000);
}

test('an invoice to somebody who has just gone is refused in words', async () => {
  const client = await desk.addClient({ name: 'Глафира' });
  const answer = await behindDeletion(client, () =>
    desk.call(desk.boris, addInvoice, { body: { clientId: client.id } }),
  );
  expect(answer.error).toMatchObject({ code: 'request.invalid', fields: { clientId: 'unknown' } });
});

test('a change of the name finds nobody, and the log does not tell of them again', async () => {
  const client = await desk.addClient({ name: 'Гликерия' });
  const answer = await behindDeletion(client, () =>
    desk.call(client, updateMe, { body: { name: 'Гликерия Вторая' } }),
  );
  expect(answer.error?.code).toBe('session.ended');
  expect([...(await everythingStored(desk.platform)).values()].join()).not.toContain('Гликерия');
});
