/** The files that come with words: each follows them as a message of its own, to whomever the words were told. */
import type { FileShape } from '../../contract/files.ts';
import type { Topic } from '../../contract/notices.ts';
import type { Language } from '../../contract/person.ts';
import { filesOf } from '../files/files.ts';
import { activeStaff, languagesOfClients } from '../identity/identity.ts';
import {
  enqueueNotices,
  type NewNotice,
  type Person,
  personKey,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Doing } from './save-change.ts';
import { listenersOf, type StaffNews } from './staff.notices.ts';
import { say } from './ticket-text.ts';
import type { About } from './tickets.notices.ts';

interface Carrier {
  ticket: About;
  /** The message that the files belong to. */
  entryId: string;
  topic: Topic;
}

type Shown = Pick<StaffNews, 'ticket' | 'by'> & { what: keyof typeof topics };

type Listener = Person & { language: Language };

const topics = { new_ticket: 'new_tickets', client_message: 'client_messages' } as const;

// Telegram takes pictures of up to 10 MB; a larger one comes as a document.
const largestPhoto = 10_000_000;
const photos = ['image/jpeg', 'image/png', 'image/webp'];

/** What the company sends to a client: with an answer, or with the first message of a ticket that staff open. */
export async function sendFiles(
  tx: Tx,
  doing: Pick<Doing, 'platform' | 'ports'>,
  carrier: Carrier & { topic: 'answers' | 'tickets' },
): Promise<void> {
  const { clientId } = carrier.ticket;
  const language = (await languagesOfClients(tx, [clientId])).get(clientId) ?? 'ru';
  await enqueueFiles(tx, doing, { ...carrier, to: [{ kind: 'client', id: clientId, language }] });
}

/** What a client sends, to those of the staff who hear of the message itself. */
export async function showFiles(
  tx: Tx,
  doing: Pick<Doing, 'platform' | 'ports'>,
  { entryId, ...news }: { entryId: string } & Shown,
): Promise<void> {
  const listeners = listenersOf(news, await activeStaff(tx));
  const to = listeners.map(({ id, language }) => ({ kind: 'staff' as const, id, language }));
  await enqueueFiles(tx, doing, { ticket: news.ticket, entryId, topic: topics[news.what], to });
}

/** A notice for each file, in their order, to everybody who is reached somewhere. */
async function enqueueFiles(
  tx: Tx,
  { platform, ports }: Pick<Doing, 'platform' | 'ports'>,
  { ticket, entryId, topic, to }: Carrier & { to: Listener[] },
): Promise<void> {
  const lanes = await ports.addresses(tx, to);
  if (lanes.size === 0) return;
  const files = (await filesOf(tx, [entryId])).get(entryId) ?? [];
  const notices = to.flatMap((person) => {
    const lane = lanes.get(personKey(person));
    if (!lane) return [];
    return files.map((file) => ({ lane, ...fileNotice(file, { ticket, topic, person }) }));
  });
  await enqueueNotices(tx, platform, notices);
}

function fileNotice(
  { id, name, size, mediaType }: FileShape,
  { ticket, topic, person }: { ticket: About; topic: Topic; person: Listener },
): Omit<NewNotice, 'lane'> {
  const photo = photos.includes(mediaType) && size <= largestPhoto;
  const isStaff = person.kind === 'staff';
  return {
    person: { kind: person.kind, id: person.id },
    kind: isStaff ? 'staff.file' : 'ticket.file',
    // To staff there may be many of each: what people say goes before.
    rank: isStaff ? 'news' : 'answer',
    topic,
    ...(ticket.priority === 'urgent' && { urgent: true }),
    // The words before it have made the sound.
    silent: true,
    text: { text: `${say(person.language, 'number', { number: ticket.number })} · ${name}` },
    file: { source: 'file', id, as: photo ? 'photo' : 'document' },
    subject: { kind: 'ticket', id: ticket.id },
    key: isStaff ? `staff.file:${id}:${person.id}` : `ticket.file:${id}`,
  };
}
