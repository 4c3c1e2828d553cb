/** Staff learn that a client has paid, or says so: whoever works with that invoice, in their own language. */
import { sql } from 'drizzle-orm';
import { formatMoney } from '../../contract/money.ts';
import type { Language } from '../../contract/person.ts';
import { type ActiveStaff, activeStaff, seesAll } from '../identity/identity.ts';
import {
  enqueueNotices,
  joinRich,
  type NewNotice,
  pageButton,
  personKey,
  rich,
} from '../notifications/notifications.ts';
import { rows, type Tx } from '../platform/database.ts';
import { words } from '../platform/i18n.ts';
import type { ClientDoing } from './doing.ts';
import { dayText } from './invoices.notices.ts';
import type { Invoice } from './invoices.policy.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const say = words({ en, ru });

interface Claimed {
  id: string;
  invoice: Invoice;
  amount: number;
  paidOn: string;
  comment: string;
  files: number;
}

/** "I have paid": to all of the staff who see the invoice and are reached somewhere. */
export async function tellOfClaim(
  tx: Tx,
  { platform, ports, viewer }: ClientDoing,
  claim: Claimed,
): Promise<void> {
  const staff = await staffWhoSee(tx, claim.invoice);
  const lanes = await ports.addresses(tx, staff);
  const notices = staff.flatMap((person): NewNotice[] => {
    const lane = lanes.get(personKey(person));
    if (!lane) return [];
    const { language, id } = person;
    const { appUrl } = platform.config;
    const notice = claimNotice(claim, { client: viewer.name, language, appUrl });
    return [{ ...notice, lane, person: { kind: 'staff', id }, key: `${notice.key}:${id}` }];
  });
  await enqueueNotices(tx, platform, notices);
}

/** The same people as by `visibleTo`. */
async function staffWhoSee(tx: Tx, { ticketId, madeById }: Invoice): Promise<ActiveStaff[]> {
  const staff = await activeStaff(tx);
  const [ticket] = ticketId === null ? [] : await selectAssignee(tx, ticketId);
  const concerns = ({ id }: ActiveStaff) =>
    id === madeById || (ticket && (ticket.assigneeId === null || ticket.assigneeId === id));
  return staff.filter((member) => seesAll(member) || concerns(member));
}

function selectAssignee(tx: Tx, ticketId: string): Promise<{ assigneeId: string | null }[]> {
  return rows(tx, sql`select assignee_id as "assigneeId" from tickets where id = ${ticketId}`);
}

// Put together by hand: what people wrote is never read as a template.
function claimNotice(
  { id, invoice, amount, paidOn, comment, files }: Claimed,
  { client, language, appUrl }: { client: string; language: Language; appUrl: string },
): Omit<NewNotice, 'lane' | 'person'> {
  const title = rich(`${say(language, 'number')} ${invoice.numberText}`, { type: 'bold' });
  const facts = [
    `${say(language, 'staff.claim.client')} ${client}`,
    `${say(language, 'staff.claim.sum')} ${formatMoney(amount, invoice.currency, language)}`,
    `${say(language, 'staff.claim.day')} ${dayText(paidOn, language)}`,
  ];
  const quote = comment && rich(comment, { type: 'blockquote' });
  const body = joinRich(
    [
      say(language, 'staff.claim'),
      facts.join('\n'),
      quote && joinRich([say(language, 'staff.claim.comment'), quote], '\n'),
      files > 0 && say(language, 'staff.claim.files', { count: files }),
    ],
    '\n\n',
  );
  const path = `/admin/invoices/${invoice.number}`;
  const open = pageButton(appUrl, { path, text: say(language, 'button.open') });
  return {
    kind: 'staff.claim',
    rank: 'news',
    topic: 'claims',
    text: joinRich([joinRich(['💰', title], ' '), body], '\n\n'),
    fold: { title, body, language },
    keyboard: open && { inline: [[open]] },
    subject: { kind: 'invoice', id: invoice.id },
    key: `staff.claim:${id}`,
  };
}
