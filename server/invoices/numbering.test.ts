/** A thousand who issue at once, many of whom fail on the way: the numbers have no gap, and none is given twice. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addClient } from '../../contract/clients.ts';
import { issueInvoice } from '../../contract/invoices.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { rows } from '../platform/database.ts';
import { begins, type TestInvoice } from './invoices-test.ts';

const drafts = 200;
const triesEach = 5;

let desk: Desk;
let all: TestInvoice[];
beforeAll(async () => {
  desk = await openDesk();
  // Invoices of one client wait for each other before they come to the numbers: many clients crowd there.
  const clients = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const body = { name: 'Anna', phone: `+79161119${900 + n}` };
      return (await desk.call(desk.olga, addClient, { body })).body;
    }),
  );
  all = await Promise.all(
    Array.from({ length: drafts }, (_, n) =>
      begins(desk, desk.boris, { clientId: clients[n % clients.length]?.id }),
    ),
  );
});
afterAll(() => desk?.close());

const issue = ({ id, version }: TestInvoice) =>
  desk.call(desk.boris, issueInvoice, { params: { invoiceId: id }, body: { version } });

/** In half of the transactions something breaks: when the number has been written, at the audit log, or at the commit itself. */
const breakages = [
  `create function breaks() returns trigger language plpgsql as $$ begin
    if random() < 0.2 then raise exception 'Something broke.' using errcode = 'internal_error'; end if;
    return new;
  end $$`,
  `create trigger breaks after update on invoices for each row
    when (new.number is not null) execute function breaks()`,
  `create trigger breaks before insert on audit_entries for each row
    when (new.action = 'invoice.issued') execute function breaks()`,
  `create constraint trigger breaks_late after update on invoices deferrable initially deferred
    for each row when (new.number is not null) execute function breaks()`,
];
const mended = [
  'drop trigger breaks on invoices',
  'drop trigger breaks_late on invoices',
  'drop trigger breaks on audit_entries',
];

test(`${drafts * triesEach} at once leave no gap and no double`, async () => {
  const { handle } = desk.platform.database;
  for (const statement of breakages) await handle.execute(sql.raw(statement));
  let under = true;
  const tries = Array.from({ length: triesEach }, () => all).flat();
  const answers = Promise.all(tries.map(issue)).finally(() => {
    under = false;
  });
  while (under) await breakOne();
  const said = (await answers).map(({ status, error }) => error?.code ?? String(status));
  const expected = ['200', 'invoice.not_draft', 'server.failed'];
  expect(said).toEqual(expect.arrayContaining(expected));
  expect([...expected, 'server.unavailable']).toEqual(expect.arrayContaining(said));
  // Whose connection was lost after the commit does not know that it is issued.
  const issued = await expectNoGap();
  expect(issued).toBeGreaterThanOrEqual(said.filter((word) => word === '200').length);

  for (const statement of mended) await handle.execute(sql.raw(statement));
  await Promise.all(all.map(issue));
  expect(await expectNoGap()).toBe(drafts);
}, 120_000);

/** On a server, whoever works at this moment is interrupted, and now and then loses the connection. */
async function breakOne(): Promise<void> {
  const { database } = desk.platform;
  if (database.name === 'pglite') return new Promise((resolve) => setImmediate(resolve));
  await database.handle.execute(
    sql`select case when random() < 0.1 then pg_terminate_backend(pid) else pg_cancel_backend(pid) end
      from (select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state = 'active'
        order by random() limit 1) as working`,
  );
}

/** Gives back how many are issued. */
async function expectNoGap(): Promise<number> {
  const { handle } = desk.platform.database;
  const found = await rows<{ number: number }>(
    handle,
    sql`select number from invoices where number is not null order by number`,
  );
  const issued = found.length;
  expect(found.map(({ number }) => number)).toEqual(found.map((_, n) => n + 1));
  const [left] = await rows<{ last: number; entries: number; halves: number }>(
    handle,
    sql`select (select last from invoice_numbers) as last,
      (select count(*)::int from audit_entries where action = 'invoice.issued') as entries,
      (select count(*)::int from invoices where (status = 'draft') <> (number is null
        and number_text is null and issued_on is null and seller is null)) as halves`,
  );
  expect(left).toEqual({ last: issued, entries: issued, halves: 0 });
  return issued;
}
