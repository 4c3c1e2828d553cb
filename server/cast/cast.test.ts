import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billingSettings } from '../../contract/billing.ts';
import { totalsOf } from '../../contract/money.ts';
import { me } from '../../contract/session.ts';
import { sandboxStaff, staffSignIn } from '../../contract/staff-session.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { clients } from '../identity/identity.tables.ts';
import { hashPassword } from '../identity/identity.ts';
import { assertUncommon } from '../identity/password.policy.ts';
import { staff } from '../identity/staff.tables.ts';
import { invoiceItems, invoices } from '../invoices/invoices.tables.ts';
import { seedCast } from '../sandbox/sandbox.ts';
import { tickets } from '../tickets/tickets.tables.ts';
import { seedDesk } from './cast.ts';
import { invented } from './invoice-history.ts';
import { staffCast } from './people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await seedDesk(app.platform, { history: true });
});
afterAll(() => app.close());

test('a newcomer is told how to enter as each of the staff, and can', async () => {
  const told = await app.inject({ method: sandboxStaff.method, url: sandboxStaff.path });
  expect(told.statusCode).toBe(200);
  const { items } = sandboxStaff.reply.parse(told.json());
  expect(items.map(({ role }) => role)).toEqual(['admin', 'agent', 'agent']);
  for (const { email, password, name } of items) {
    const body = { email, password };
    const { method, path: url } = staffSignIn;
    const entered = await app.inject({ method, url, payload: body });
    const authorization = `Bearer ${entered.json().token}`;
    const seen = await app.inject({ method: 'GET', url: me.path, headers: { authorization } });
    expect(seen.json()).toMatchObject({ kind: 'staff', name, email });
  }
});

test('their passwords keep to the rules', async () => {
  for (const { password, name, email } of staffCast) {
    expect(password.length).toBeGreaterThanOrEqual(12);
    await assertUncommon(password, { name, email, field: 'password' });
  }
});

test('the clients have the numbers of the sandbox’s phones', async () => {
  seedCast(app.sandbox);
  const numbers = app.sandbox.phones().map(({ phoneNumber }) => phoneNumber.replace(/^\+?/, '+'));
  const stored = await app.platform.database.handle.select().from(clients);
  expect(stored.map(({ phone }) => phone).sort()).toEqual(numbers.sort());
  expect(stored.every(({ phoneProvedAt }) => phoneProvedAt === null)).toBe(true);
});

test('nobody is added where there is anybody, nor twice by two that begin together', async () => {
  await Promise.all([
    seedDesk(app.platform, { history: true }),
    seedDesk(app.platform, { history: true }),
  ]);
  const { handle } = app.platform.database;
  expect(await handle.$count(staff)).toBe(3);
  expect(await handle.$count(clients)).toBe(3);
  expect(await handle.$count(tickets)).toBe(88);
});

test('whoever is not on this machine finds nothing', async () => {
  const { method, path: url } = sandboxStaff;
  for (const headers of [
    { host: 'help.example.com' },
    { 'x-forwarded-for': '203.0.113.7' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    expect((await app.inject({ method, url, headers })).statusCode).not.toBe(200);
  }
  const remote = await app.inject({ method, url, remoteAddress: '203.0.113.7' });
  expect(remote.statusCode).toBe(404);
});

test('a password that somebody has changed is not shown, nor whoever is shut out', async () => {
  const { handle } = app.platform.database;
  const [, boris, vera] = staffCast;
  const password = await hashPassword('a lantern over the harbour');
  await handle.update(staff).set({ password }).where(eq(staff.email, boris.email));
  await handle.update(staff).set({ deactivatedAt: new Date() }).where(eq(staff.email, vera.email));
  const told = await app.inject({ method: sandboxStaff.method, url: sandboxStaff.path });
  const { items } = sandboxStaff.reply.parse(told.json());
  expect(items.map(({ email }) => email)).toEqual([staffCast[0].email]);
});

test('the invented invoices add up, are numbered without a gap, and keep to the settings’ checks', async () => {
  expect(billingSettings.parse(invented)).toEqual(invented);
  const { handle } = app.platform.database;
  const all = await handle.select().from(invoices);
  const numbers = all.flatMap(({ number }) => number ?? []).sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: 24 }, (_, place) => place + 1));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['draft', 'issued', 'paid']));
  for (const { id, taxMode, net, tax, total, paid, status } of all) {
    const lines = await handle.select().from(invoiceItems).where(eq(invoiceItems.invoiceId, id));
    expect({ net, tax, total }).toEqual(
      (({ taxes: _, ...sums }) => sums)(totalsOf(lines, taxMode)),
    );
    expect(paid).toBe(status === 'paid' ? total : 0);
  }
});
