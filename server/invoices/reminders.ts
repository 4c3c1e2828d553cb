/** Reminders of what is to be paid: each once, whatever restarts, other instances or clocks do. */
import { DateTime } from 'luxon';
import { readCompany } from '../company/company.ts';
import { readDatabaseTime, type Tx } from '../platform/database.ts';
import { readBilling } from './billing.ts';
import { addDays } from './calendar.ts';
import type { OwnDoing } from './doing.ts';
import { type Reminder, tellClients } from './invoices.notices.ts';
import type { Invoice } from './invoices.policy.ts';
import { tellOf } from './record-change.ts';
import * as queries from './reminders.queries.ts';

/** So many invoices share a transaction. */
const batch = 100;

interface Due {
  /** The company's present day. */
  today: string;
  /** Days from the due day, as the settings name them. */
  days: readonly number[];
}

/**
 * Reminds of every unpaid invoice whose day has come. What counts is what is written: a row for each
 * invoice and day, in the transaction of its notice, so neither a second instance nor a clock that goes
 * back reminds twice. A client's "I have paid" holds reminders back until staff have decided.
 */
export async function sendReminders(doing: OwnDoing): Promise<void> {
  const { platform } = doing;
  const db = platform.database.handle;
  const { timeZone } = await readCompany(db, platform);
  const { reminderDays, reminderHour } = await readBilling(db);
  if (reminderDays.length === 0) return;
  const now = DateTime.fromJSDate(await readDatabaseTime(db), { zone: timeZone });
  // What was missed waits for the hour too: nobody is reminded at night because a server has started.
  if (now.hour < reminderHour) return;
  const due = { today: now.toFormat('yyyy-MM-dd'), days: reminderDays };
  for (;;) {
    const reminded = await platform.database.transaction((tx) => remindSome(tx, doing, due));
    if (reminded < batch) return;
  }
}

/** Another instance may be at some of them at this moment: those are passed by. */
async function remindSome(tx: Tx, doing: OwnDoing, due: Due): Promise<number> {
  const found = await queries.lockToRemind(tx, { ...due, limit: batch });
  const known = await queries.selectReminded(
    tx,
    found.map(({ id }) => id),
  );
  const decided = found.flatMap((invoice) => decideOn(invoice, known.get(invoice.id) ?? [], due));
  const fresh = await queries.insertReminders(
    tx,
    decided.map(({ invoice: _, ...row }) => row),
    due.today,
  );
  const sending = decided.filter((one) => one.sent && fresh.has(queries.reminderKey(one)));
  const told = await tellClients(
    tx,
    doing,
    sending.map(({ invoice, ...one }) => ({
      what: kindOf(invoice, due.today),
      invoice,
      key: queries.reminderKey(one),
    })),
  );
  // Who is reached nowhere has not been reminded; the desk is to see that.
  const untold = sending.filter(({ invoiceId }) => !told.has(invoiceId));
  await queries.updateUnsent(tx, untold);
  for (const { invoice } of sending) tellOf(tx, doing.platform, invoice);
  return found.length;
}

/**
 * The newest day goes out; older ones that were missed are passed over. Nothing goes out for days up to
 * that of the issue, since the invoice itself has just come, nor when a later reminder has gone before
 * (the settings may have got new days).
 */
function decideOn(
  invoice: Invoice,
  known: readonly number[],
  due: Due,
): (queries.NewReminder & { invoice: Invoice })[] {
  const { id: invoiceId, dueOn, issuedOn } = invoice;
  if (dueOn === null) return [];
  const come = due.days.filter((days) => addDays(dueOn, days) <= due.today);
  const newest = Math.max(...come);
  const sends =
    known.every((days) => days < newest) && addDays(dueOn, newest) > (issuedOn ?? dueOn);
  return come
    .filter((days) => !known.includes(days))
    .map((days) => ({ invoice, invoiceId, days, sent: sends && days === newest }));
}

/** By the day on which it goes out, which may be later than the one it was meant for. */
function kindOf({ dueOn }: Invoice, today: string): Reminder {
  if (today === dueOn) return 'due_today';
  return dueOn !== null && today < dueOn ? 'due_soon' : 'overdue';
}
