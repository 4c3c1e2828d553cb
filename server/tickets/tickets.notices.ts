/** What clients are told of their tickets, in their own language. Nothing of notes, assignments, priorities or tags. */
import type { Language } from '../../contract/person.ts';
import type { Status } from '../../contract/ticket-shapes.ts';
import { languagesOfClients } from '../identity/identity.ts';
import {
  enqueueNotices,
  type Keyboard,
  type Lane,
  type NewNotice,
  pageButton,
  personKey,
  type RichText,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import { words } from '../platform/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';
import type { Doing } from './save-change.ts';
import type { Ticket } from './tickets.policy.ts';

const say = words({ en, ru });

// Telegram takes 4,096 characters; UTF-16 units are never fewer.
const longestText = 4096;

type About = Pick<Ticket, 'id' | 'number' | 'subject' | 'clientId'>;

export interface Said {
  /** Who says it. */
  name: string;
  text: string;
  files: number;
}

/** One piece of news. `key` is what it tells of: told once, whoever repeats it. */
export interface News {
  ticket: About;
  what: 'received' | 'opened' | 'answer' | 'status';
  key: string;
  said?: Said;
  /** The status that it has now, where the client is to know. */
  status?: Status;
}

type ToldStatus = 'waiting' | 'resolved' | 'closed';

/** Whether a client is told of a ticket's new status: what they have to do, and that it is over. */
export function isTold(status: Status | undefined): status is ToldStatus {
  return status === 'waiting' || status === 'resolved' || status === 'closed';
}

/** Writes the notices to those who are reached somewhere. `languages` where they are known already. */
export async function tellClients(
  tx: Tx,
  { platform, ports }: Pick<Doing, 'platform' | 'ports'>,
  news: readonly News[],
  languages?: Map<string, Language>,
): Promise<void> {
  if (news.length === 0) return;
  const ids = [...new Set(news.map(({ ticket }) => ticket.clientId))];
  const lanes = await ports.addresses(
    tx,
    ids.map((id) => ({ kind: 'client', id })),
  );
  if (lanes.size === 0) return;
  const spoken = languages ?? (await languagesOfClients(tx, ids));
  const notices = news.flatMap((piece) => {
    const { clientId } = piece.ticket;
    const lane = lanes.get(personKey({ kind: 'client', id: clientId }));
    const language = spoken.get(clientId) ?? 'ru';
    return lane ? [ticketNotice(piece, { lane, language, appUrl: platform.config.appUrl })] : [];
  });
  await enqueueNotices(tx, platform, notices);
}

export function ticketNotice(
  { ticket, what, key, said, status }: News,
  { lane, language, appUrl }: { lane: Lane; language: Language; appUrl: string },
): NewNotice {
  return {
    lane,
    person: { kind: 'client', id: ticket.clientId },
    kind: `ticket.${what}`,
    // All of them: what is said of one ticket must not overtake each other.
    rank: 'answer',
    text: textOf({ ticket, what, said, status }, language),
    keyboard: keyboardOf(ticket, { language, appUrl }),
    subject: { kind: 'ticket', id: ticket.id },
    key: `ticket.${what}:${key}`,
  };
}

const icons = { received: '🆕', opened: '🆕', answer: '💬', status: 'ℹ️' } as const;

// Put together by hand: what people wrote is never read as a template.
function textOf(
  { ticket, what, said, status }: Pick<News, 'ticket' | 'what' | 'said' | 'status'>,
  language: Language,
): RichText {
  const icon = `${icons[what]} `;
  const title = `${say(language, 'number', { number: ticket.number })} · ${ticket.subject}`;
  const ours = what === 'received' || what === 'opened' ? [say(language, what)] : [];
  const statusLine = isTold(status) ? say(language, `status.${status}`) : undefined;
  const files = said?.files ? say(language, 'files', { count: said.files }) : undefined;
  const around = [`${icon}${title}`, ...ours, said && `${said.name}:`, files, statusLine];
  // Each part stands on its own, an empty line between them.
  const taken = around.filter(Boolean).join('\n\n').length + 2;
  const text = said && cutTo(said.text, longestText - taken);
  const parts = [
    `${icon}${title}`,
    ...ours,
    said && `${said.name}:\n${text}`,
    files,
    statusLine,
  ].filter(Boolean);
  return {
    text: parts.join('\n\n'),
    entities: [{ type: 'bold', offset: icon.length, length: title.length }],
  };
}

/** At most so many UTF-16 units, never half of a character. */
export function cutTo(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const whole = /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
  return `${whole.trimEnd()}…`;
}

function keyboardOf(
  ticket: About,
  { language, appUrl }: { language: Language; appUrl: string },
): Keyboard | undefined {
  const path = `/portal/tickets/${ticket.number}`;
  const open = pageButton(appUrl, { path, text: say(language, 'button.open') });
  return open && { inline: [[open]] };
}
