/** What staff are told of tickets, in their own language: whoever has the ticket, or all who see it. Nobody hears of what they did themselves. */
import type { Topic } from '../../contract/notices.ts';
import type { Language } from '../../contract/person.ts';
import { type ActiveStaff, activeStaff, type Viewer } from '../identity/identity.ts';
import {
  enqueueNotices,
  type NewNotice,
  pageButton,
  pageUrl,
  personKey,
  type Rank,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Change } from './change.ts';
import type { Doing } from './save-change.ts';
import { filesLine, restLine, say, textOf, titleOf } from './ticket-text.ts';
import type { About } from './tickets.notices.ts';
import { isSeenBy, type Ticket } from './tickets.policy.ts';
import { selectClientNames } from './tickets.queries.ts';

/** One piece of news. `key` is what it tells of: told once to each, whoever repeats it. */
export interface StaffNews {
  ticket: About & Pick<Ticket, 'assigneeId'>;
  what: 'new_ticket' | 'client_message' | 'assigned' | 'note' | 'overdue';
  key: string;
  /** Who has done it; nobody where a target has passed. */
  by?: Pick<Viewer, 'kind' | 'id' | 'name'>;
  said?: { text: string; files: number };
  /** The targets that are missed. */
  late?: readonly ('first_answer' | 'solution')[];
}

/** These concern the assignee alone. */
const personal: readonly StaffNews['what'][] = ['assigned', 'note'];

const kinds: Record<StaffNews['what'], { icon: string; topic: Topic; rank: Rank }> = {
  new_ticket: { icon: '🆕', topic: 'new_tickets', rank: 'answer' },
  client_message: { icon: '💬', topic: 'client_messages', rank: 'answer' },
  assigned: { icon: '👤', topic: 'assigned', rank: 'news' },
  note: { icon: '📝', topic: 'notes', rank: 'answer' },
  overdue: { icon: '⏰', topic: 'overdue', rank: 'news' },
};

/** Writes the notices to those whom the news is for and who are reached somewhere. */
export async function tellStaff(
  tx: Tx,
  { platform, ports }: Pick<Doing, 'platform' | 'ports'>,
  news: readonly StaffNews[],
): Promise<void> {
  if (news.length === 0) return;
  const staff = await activeStaff(tx);
  const told = news.map((piece) => ({ piece, people: listenersOf(piece, staff) }));
  const people = new Map(told.flatMap((one) => one.people.map((person) => [person.id, person])));
  if (people.size === 0) return;
  const lanes = await ports.addresses(tx, [...people.values()]);
  if (lanes.size === 0) return;
  const names = await selectClientNames(tx, [...new Set(news.map((one) => one.ticket.clientId))]);
  const { appUrl } = platform.config;
  const notices = told.flatMap(({ piece, people }) => {
    const client = names.get(piece.ticket.clientId) ?? '';
    const inLanguage = new Map<Language, ReturnType<typeof staffNotice>>();
    return people.flatMap((person): NewNotice[] => {
      const lane = lanes.get(personKey(person));
      if (!lane) return [];
      const { language, id } = person;
      const notice = inLanguage.get(language) ?? staffNotice(piece, { client, language, appUrl });
      inLanguage.set(language, notice);
      return [{ ...notice, lane, person: { kind: 'staff', id }, key: `${notice.key}:${id}` }];
    });
  });
  await enqueueNotices(tx, platform, notices);
}

/** Who has been given these tickets by somebody else. */
export function assignedNews(changes: readonly Change[], by: Viewer): StaffNews[] {
  return changes.flatMap(({ before, after }) =>
    after.assigneeId !== null && after.assigneeId !== before.assigneeId
      ? [{ ticket: after, what: 'assigned' as const, key: `${after.id}:${after.version}`, by }]
      : [],
  );
}

/** Whom of the staff a piece of news is for: whoever has the ticket, or else all who see it; not who has done it. */
export function listenersOf(
  { ticket, what, by }: Pick<StaffNews, 'ticket' | 'what' | 'by'>,
  staff: readonly ActiveStaff[],
): ActiveStaff[] {
  const assignee = staff.find(({ id }) => id === ticket.assigneeId);
  const concerned =
    assignee || personal.includes(what)
      ? [assignee]
      : staff.filter((member) => isSeenBy(ticket, member));
  return concerned.flatMap((member) => (member && member.id !== by?.id ? [member] : []));
}

function staffNotice(
  news: StaffNews,
  { client, language, appUrl }: { client: string; language: Language; appUrl: string },
): Omit<NewNotice, 'lane' | 'person'> {
  const { ticket, what, key, by, said } = news;
  const { icon, topic, rank } = kinds[what];
  const path = `/admin/tickets/${ticket.number}`;
  const open = pageButton(appUrl, { path, text: say(language, 'button.open') });
  const speaker = what === 'note' ? `${say(language, 'staff.note')} · ${by?.name ?? ''}` : client;
  return {
    kind: `staff.${what}`,
    rank,
    topic,
    ...((what === 'overdue' || ticket.priority === 'urgent') && { urgent: true }),
    ...textOf({
      icon,
      title: titleOf(ticket, language),
      before: linesOf(news, { client, language }),
      said: said && { by: speaker, text: said.text, files: filesLine(said.files, language) },
      after: [
        what === 'note' && say(language, 'staff.note_answer'),
        ticket.priority === 'urgent' && say(language, 'staff.urgent'),
      ],
      rest: restLine(pageUrl(appUrl, path), language),
      language,
    }),
    keyboard: open && { inline: [[open]] },
    subject: { kind: 'ticket', id: ticket.id },
    key: `staff.${what}:${key}`,
    // A note goes out alone: a reply to it is a note too, and a reply to anything else the client reads.
    ...(what === 'note' && { fold: undefined }),
  };
}

/** What has happened, in words of ours; who says something stands above their words. */
function linesOf(
  { what, by, said, late = [] }: StaffNews,
  { client, language }: { client: string; language: Language },
): string[] {
  const whose = `${say(language, 'staff.client')} ${client}`;
  switch (what) {
    case 'new_ticket':
      return [say(language, 'staff.new_ticket')];
    case 'client_message':
      return said ? [] : [say(language, 'staff.reopened'), whose];
    case 'assigned': {
      const giver = by && `${say(language, 'staff.assigned_by')} ${by.name}`;
      return [say(language, 'staff.assigned'), [whose, giver].filter(Boolean).join('\n')];
    }
    case 'note':
      return [];
    case 'overdue':
      return [late.map((one) => say(language, `staff.overdue.${one}`)).join('\n'), whose];
  }
}
