/** What clients are told of their invoices, in their own language. */
import { DateTime } from 'luxon';
import { formatMoney } from '../../contract/money.ts';
import type { Topic } from '../../contract/notices.ts';
import type { Language } from '../../contract/person.ts';
import { readCompany } from '../company/company.ts';
import { languagesOfClients, systemActor } from '../identity/identity.ts';
import {
  cancelNotices,
  enqueueNotices,
  type InlineButton,
  joinRich,
  type Keyboard,
  type Lane,
  type NewNotice,
  pageButton,
  personKey,
  rich,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import { words } from '../platform/i18n.ts';
import type { Platform } from '../platform/platform.ts';
import { readBilling } from './billing.ts';
import type { OwnDoing } from './doing.ts';
import type { Invoice } from './invoices.policy.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';
import { paymentDetails } from './payment-details.ts';
import { purposeOf } from './purpose.ts';

const say = words({ en, ru });

const reminders = ['due_soon', 'due_today', 'overdue'] as const;
export type Reminder = (typeof reminders)[number];

export interface InvoiceNews {
  what: 'issued' | 'voided' | 'paid' | 'claim_rejected' | Reminder;
  /** As it is now: what is still to be paid stands in the notice. */
  invoice: Invoice;
  /** What it tells of: told once, whoever repeats it. */
  key: string;
  /** Why, for `claim_rejected` and `voided`. */
  reason?: string;
}

/** What somebody waits for. The rest, what is void included, keeps the order in which it was said. */
const answers: readonly InvoiceNews['what'][] = ['paid', 'claim_rejected'];
/** There is something to pay: the purpose of the payment is at hand. */
const payable: readonly InvoiceNews['what'][] = ['issued', 'claim_rejected', ...reminders];
/** A reminder that comes days late says what is no longer so. */
const reminderSeconds = 2 * 24 * 3600;

const icons: Record<InvoiceNews['what'], string> = {
  issued: '🧾',
  voided: '🚫',
  paid: '✅',
  due_soon: '⏰',
  due_today: '⏰',
  overdue: '⚠️',
  claim_rejected: '❗',
};

/** Writes the notices to the clients who are reached somewhere, and gives the ids of the invoices that they were told of. */
export async function tellClients(
  tx: Tx,
  { platform, ports }: OwnDoing,
  news: readonly InvoiceNews[],
): Promise<Set<string>> {
  const ids = [...new Set(news.flatMap(({ invoice }) => invoice.clientId ?? []))];
  if (ids.length === 0) return new Set();
  const lanes = await ports.addresses(
    tx,
    ids.map((id) => ({ kind: 'client', id })),
  );
  if (lanes.size === 0) return new Set();
  const spoken = await languagesOfClients(tx, ids);
  const morning = news.some(isOurs) ? await findMorning(tx, platform) : undefined;
  const notices = news.flatMap((piece) => {
    const id = piece.invoice.clientId ?? '';
    const lane = lanes.get(personKey({ kind: 'client', id }));
    if (!lane) return [];
    const language = spoken.get(id) ?? 'ru';
    const notice = invoiceNotice(piece, { lane, language, appUrl: platform.config.appUrl });
    return isOurs(piece) && morning ? [{ ...notice, notBefore: morning }] : [notice];
  });
  for (const { what, invoice } of news) {
    // It says more than the one that still waits, and must not be overtaken by it.
    if (what === 'voided' || what === 'paid') await cancel(tx, invoice, 'issued');
  }
  await enqueueNotices(tx, platform, notices);
  return new Set(notices.flatMap(({ subject }) => subject?.id ?? []));
}

/** Takes back reminders that have not gone out: there is nothing left to remind of, or the client has answered. */
export async function cancelReminders(tx: Tx, invoice: Pick<Invoice, 'id'>): Promise<void> {
  for (const what of reminders) await cancel(tx, invoice, what);
}

export function invoiceNotice(
  news: InvoiceNews,
  { lane, language, appUrl }: { lane: Lane; language: Language; appUrl: string },
): NewNotice {
  const { what, invoice, key } = news;
  const reminder = reminders.some((one) => one === what);
  return {
    lane,
    ...(invoice.clientId && { person: { kind: 'client', id: invoice.clientId } }),
    kind: `invoice.${what}`,
    rank: answers.includes(what) ? 'answer' : 'news',
    topic: topicOf(what),
    ...textOf(news, language),
    // The paper itself, with what it says in short under it.
    ...(what === 'issued' && { file: { source: 'invoice', id: invoice.id, as: 'document' } }),
    keyboard: keyboardOf(news, { language, appUrl }),
    subject: { kind: 'invoice', id: invoice.id },
    key: `invoice.${what}:${key}`,
    ...(reminder && { lifeSeconds: reminderSeconds }),
  };
}

function topicOf(what: InvoiceNews['what']): Topic {
  if (what === 'issued' || what === 'voided') return 'invoices';
  return what === 'paid' || what === 'claim_rejected' ? 'payments' : 'reminders';
}

/** Recurring invoices are made at midnight, when nobody wants to hear of them. */
function isOurs({ what, invoice }: InvoiceNews): boolean {
  const { recurringId, issuedBy } = invoice;
  return what === 'issued' && recurringId !== null && issuedBy === systemActor.name;
}

/** The hour of reminders, if it is still to come today. */
async function findMorning(tx: Tx, platform: Platform): Promise<Date | undefined> {
  const { timeZone } = await readCompany(tx, platform);
  const { reminderHour } = await readBilling(tx);
  const now = DateTime.fromJSDate(platform.clock.now(), { zone: timeZone });
  const morning = now.startOf('day').set({ hour: reminderHour });
  return now < morning ? morning.toJSDate() : undefined;
}

async function cancel(
  tx: Tx,
  { id }: Pick<Invoice, 'id'>,
  what: InvoiceNews['what'],
): Promise<void> {
  const subject = { kind: 'invoice', id };
  await cancelNotices(tx, { subject, kind: `invoice.${what}`, reason: 'needless' });
}

// Put together by hand: what people wrote is never read as a template. The longest reason, 500
// characters, leaves it far below what Telegram takes, also under a file.
function textOf(
  { what, invoice, reason }: InvoiceNews,
  language: Language,
): Pick<NewNotice, 'text' | 'fold'> {
  const { total, paid, currency, dueOn } = invoice;
  const title = rich(`${say(language, 'number')} ${invoice.numberText}`, { type: 'bold' });
  const sum = formatMoney(what === 'paid' ? total : total - paid, currency, language);
  const day = dueOn === null ? '' : dayText(dueOn, language);
  const toPay = payable.includes(what)
    ? say(language, paid > 0 ? 'due' : 'total', { sum })
    : undefined;
  const parts = [
    what === 'issued' ? undefined : say(language, what, { sum, day }),
    reason && `${say(language, 'reason')} ${reason}`,
    toPay,
    what === 'issued' && day ? say(language, 'until', { day }) : undefined,
  ];
  const body = joinRich(parts, '\n\n');
  return {
    text: joinRich([joinRich([icons[what], title], ' '), body], '\n\n'),
    // What comes with a file cannot go out inside of another message.
    ...(what !== 'issued' && { fold: { title, body, language } }),
  };
}

/** `21 ноября 2026`; its own full stop would stand before that of the sentence. */
export function dayText(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`)).replace(/\sг\.$/u, '');
}

function keyboardOf(
  { what, invoice }: InvoiceNews,
  { language, appUrl }: { language: Language; appUrl: string },
): Keyboard | undefined {
  const rows: InlineButton[][] = [];
  const path = `/portal/invoices/${invoice.number}`;
  const open = pageButton(appUrl, { path, text: say(language, 'button.open') });
  if (open) rows.push([open]);
  if (payable.includes(what)) {
    const details = paymentDetails(invoice, language);
    const copy = details ?? purposeOf(invoice, language);
    const text = say(language, details === undefined ? 'button.copy' : 'button.details');
    rows.push([{ text, action: { copy } }]);
  }
  return rows.length > 0 ? { inline: rows } : undefined;
}
