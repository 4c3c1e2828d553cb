/** Reminders: each once, whatever restarts, other instances or clocks do. */
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { voidInvoice } from '../../contract/invoices.ts';
import { withdrawClaim } from '../../contract/my-invoices.ts';
import { connects } from '../../testing/connects.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { closeLane, reopenLane } from '../notifications/notifications.ts';
import { invoiceReminders } from './invoices.tables.ts';
import {
  changesBilling,
  claims,
  dayOf,
  done,
  dying,
  goesTo,
  hour,
  issues,
  pays,
  staySignedIn,
  type TestInvoice,
  told,
} from './payments-test.ts';
import { sendReminders } from './reminders.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await staySignedIn(desk);
  await connects(desk, desk.anna, 700_000_331);
  await connects(desk, desk.maria, 700_000_332);
});
afterAll(() => desk.close());

beforeEach(async () => {
  await changesBilling(desk, { reminderDays: [-3, 0, 3], reminderHour: 10 });
  await goesTo(desk, 8);
});

function remind(): Promise<void> {
  return desk.platform.jobs.runNow('invoice-reminders');
}

/** The reminders that the client was told, without the icon and the rest. */
async function reminders(invoice: TestInvoice): Promise<string[]> {
  const kinds = (await told(desk, invoice)).map(({ kind }) => kind.replace('invoice.', ''));
  return kinds.filter((kind) => !['issued', 'paid', 'voided'].includes(kind));
}

/** What is written of each: days, and whether it went out. */
async function written({ id }: TestInvoice) {
  const found = await desk.platform.database.handle
    .select()
    .from(invoiceReminders)
    .where(eq(invoiceReminders.invoiceId, id))
    .orderBy(asc(invoiceReminders.days));
  return found.map(({ days, sent }) => (sent ? `${days}` : `(${days})`)).join(' ');
}

/** Every hour of so many days the job runs, as it does. */
async function livesOn(days: number): Promise<void> {
  for (let passed = 0; passed < days * 24; passed += 6) {
    await desk.advance(6 * hour);
    await remind();
  }
}

test('over a month each goes out once, from its hour on, and says how it stands', async () => {
  const invoice = await issues(desk, { total: 150_000, dueOn: await dayOf(desk, 10) });
  await pays(desk, invoice, 50_000);
  const due = await dayOf(desk, 10);
  const seen: string[] = [];
  for (const [day, at] of [
    [6, 12],
    [7, 9],
    [7, 10],
    [9, 23],
    [10, 9],
    [10, 10],
    [13, 9],
    [13, 10],
    [40, 12],
  ] as const) {
    await goesTo(desk, at, shifted(due, day - 10));
    await remind();
    await remind();
    seen.push((await reminders(invoice)).join(' '));
  }
  const all = ['', 'due_soon', 'due_soon due_today', 'due_soon due_today overdue'];
  expect(seen).toEqual([0, 0, 1, 1, 1, 2, 2, 3, 3].map((n) => all[n]));
  expect(await written(invoice)).toBe('-3 0 3');
  const words = (await told(desk, invoice)).map(({ text }) => text);
  expect(words[1]).toMatch(/Напоминаем: оплатить нужно до .+\n\nОсталось оплатить: 1\s000,00\s₽/s);
  expect(words[2]).toMatch(/последний день оплаты/);
  expect(words[3]).toMatch(/Срок оплаты прошёл/);
});

test('after a stop only the newest goes out; what was missed is passed over', async () => {
  const invoice = await issues(desk, { to: desk.maria, dueOn: await dayOf(desk, 5) });
  await goesTo(desk, 12, await dayOf(desk, 9));
  await remind();
  expect(await reminders(invoice)).toEqual(['overdue']);
  expect(await written(invoice)).toBe('(-3) (0) 3');
  expect((await told(desk, invoice)).at(-1)?.text).toMatch(/This was due on .+\nTo pay|was due/s);
});

test('what was missed waits for the hour: nobody is reminded at night', async () => {
  const invoice = await issues(desk, { dueOn: await dayOf(desk, 5) });
  await goesTo(desk, 3, await dayOf(desk, 6));
  await remind();
  expect(await written(invoice)).toBe('');
  await goesTo(desk, 10);
  await remind();
  expect(await reminders(invoice)).toEqual(['overdue']);
});

test('a reminder that is late says what is so on the day it goes out', async () => {
  await changesBilling(desk, { reminderDays: [0] });
  const invoice = await issues(desk, { dueOn: await dayOf(desk, 5) });
  await goesTo(desk, 12, await dayOf(desk, 7));
  await remind();
  expect(await reminders(invoice)).toEqual(['overdue']);
});

test('a clock that goes back, and one that jumps, remind nobody twice', async () => {
  const invoice = await issues(desk, { dueOn: await dayOf(desk, 4) });
  await goesTo(desk, 12, await dayOf(desk, 1));
  await remind();
  expect(await reminders(invoice)).toEqual(['due_soon']);
  await desk.advance(-48 * hour);
  await livesOn(3);
  expect(await reminders(invoice)).toEqual(['due_soon']);
  await desk.advance(40 * 24 * hour);
  await livesOn(2);
  expect(await reminders(invoice)).toEqual(['due_soon', 'overdue']);
  await desk.advance(-41 * 24 * hour);
  await livesOn(3);
  expect(await reminders(invoice)).toEqual(['due_soon', 'overdue']);
  await desk.advance(45 * 24 * hour);
});

test('nothing goes out for what is paid or void, nor again for what was just issued', async () => {
  const paid = await issues(desk, { total: 500, dueOn: await dayOf(desk, 4) });
  const gone = await issues(desk, { dueOn: await dayOf(desk, 4) });
  const fresh = await issues(desk, { dueOn: await dayOf(desk) });
  const draft = await issues(desk, { dueOn: await dayOf(desk, 4) });
  await pays(desk, paid, 500);
  const params = { invoiceId: gone.id };
  done(await desk.call(desk.boris, voidInvoice, { params, body: { reason: 'Ошибка' } }));
  await livesOn(2);
  expect(await reminders(fresh)).toEqual([]);
  expect(await written(fresh)).toBe('(-3) (0)');
  expect(await reminders(draft)).toEqual(['due_soon']);
  await livesOn(6);
  expect(await reminders(paid)).toEqual([]);
  expect(await reminders(gone)).toEqual([]);
  expect(await reminders(fresh)).toEqual(['overdue']);
});

test('while "I have paid" waits nobody is reminded', async () => {
  const invoice = await issues(desk, { dueOn: await dayOf(desk, 4) });
  const heard = await issues(desk, { to: desk.maria, dueOn: await dayOf(desk, 4) });
  const { id: claimId } = await claims(desk, desk.anna, invoice);
  await livesOn(5);
  expect(await reminders(invoice)).toEqual([]);
  expect(await reminders(heard)).toEqual(['due_soon', 'due_today']);
  const params = { invoiceId: invoice.id, claimId };
  done(await desk.call(desk.anna, withdrawClaim, { params }));
  await goesTo(desk, 12);
  await remind();
  expect(await reminders(invoice)).toHaveLength(1);
  expect(await written(invoice)).toMatch(/^\(-3\) /);
});

test('a reminder that has not gone out is taken back when the client says "I have paid", or has', async () => {
  const lane = { channel: 'telegram' as const, address: '700000332' };
  await desk.platform.database.transaction((tx) => closeLane(tx, lane, 'blocked'));
  const dueOn = await dayOf(desk, 4);
  const [said, paid, open] = await Promise.all(
    [1, 2, 3].map(() => issues(desk, { to: desk.maria, dueOn, total: 500 })),
  );
  if (!said || !paid || !open) throw new Error('Three were issued.');
  await goesTo(desk, 12, await dayOf(desk, 1));
  await remind();
  await claims(desk, desk.maria, said);
  await pays(desk, paid, 500);
  const states = async (invoice: TestInvoice) =>
    (await told(desk, invoice)).flatMap(({ kind, state }) =>
      kind === 'invoice.due_soon' ? [state] : [],
    );
  expect(await states(said)).toEqual(['cancelled']);
  expect(await states(paid)).toEqual(['cancelled']);
  expect(await states(open)).not.toContain('cancelled');
  await desk.platform.database.transaction((tx) => reopenLane(tx, desk.platform, lane));
});

test('days that are added later remind of nothing that a later one has told already', async () => {
  const invoice = await issues(desk, { dueOn: await dayOf(desk, 4) });
  await goesTo(desk, 12, await dayOf(desk, 4));
  await remind();
  expect(await written(invoice)).toBe('(-3) 0');
  await changesBilling(desk, { reminderDays: [-3, -1, 0, 5] });
  await remind();
  expect(await written(invoice)).toBe('(-3) (-1) 0');
  await changesBilling(desk, { reminderDays: [] });
  await desk.advance(10 * 24 * hour);
  await remind();
  expect(await reminders(invoice)).toEqual(['due_today']);
});

test('who is reached nowhere was not reminded, and the desk can see it', async () => {
  const invoice = await issues(desk, { to: desk.dmitry, dueOn: await dayOf(desk, 4) });
  await livesOn(2);
  expect(await written(invoice)).toBe('(-3)');
});

test('five runs at once remind each of more than a hundred invoices once', async () => {
  const dueOn = await dayOf(desk, 4);
  const issued: TestInvoice[] = [];
  for (let n = 0; n < 3; n++) {
    issued.push(...(await Promise.all(Array.from({ length: 40 }, () => issues(desk, { dueOn })))));
  }
  await goesTo(desk, 12, await dayOf(desk, 1));
  await Promise.all(Array.from({ length: 5 }, remind));
  await remind();
  for (const invoice of issued) expect(await reminders(invoice)).toEqual(['due_soon']);
});

test('a process that ends in the middle has reminded nobody, and the next one does', async () => {
  const invoice = await issues(desk, { dueOn: await dayOf(desk, 4) });
  await goesTo(desk, 12, await dayOf(desk, 1));
  await expect(sendReminders(dying(desk))).rejects.toThrow('The process ends here.');
  expect(await written(invoice)).toBe('');
  await remind();
  expect(await reminders(invoice)).toEqual(['due_soon']);
  expect(await written(invoice)).toBe('-3');
});

function shifted(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
