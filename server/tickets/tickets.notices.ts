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
  pageUrl,
  personKey,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Doing } from './save-change.ts';
import { filesLine, restLine, say, textOf, titleOf } from './ticket-text.ts';
import type { Ticket } from './tickets.policy.ts';

export type About = Pick<Ticket, 'id' | 'number' | 'subject' | 'clientId' | 'priority'>;

interface Said {
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

const icons = { received: '🆕', opened: '🆕', answer: '💬', status: 'ℹ️' } as const;

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
    topic: what === 'answer' ? 'answers' : 'tickets',
    ...(ticket.priority === 'urgent' && { urgent: true }),
    ...textOf({
      icon: icons[what],
      title: titleOf(ticket, language),
      before: [(what === 'received' || what === 'opened') && say(language, what)],
      said: said && { by: said.name, text: said.text, files: filesLine(said.files, language) },
      after: [isTold(status) && say(language, `status.${status}`)],
      rest: restLine(pageUrl(appUrl, pathOf(ticket)), language),
      language,
    }),
    keyboard: keyboardOf(ticket, { language, appUrl }),
    subject: { kind: 'ticket', id: ticket.id },
    key: `ticket.${what}:${key}`,
  };
}

function keyboardOf(
  ticket: About,
  { language, appUrl }: { language: Language; appUrl: string },
): Keyboard | undefined {
  const open = pageButton(appUrl, { path: pathOf(ticket), text: say(language, 'button.open') });
  return open && { inline: [[open]] };
}

function pathOf({ number }: About): string {
  return `/portal/tickets/${number}`;
}
