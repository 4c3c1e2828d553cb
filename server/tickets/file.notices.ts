/** The files of what the company says to a client: each comes after the words, as a message of its own. */
import type { FileShape } from '../../contract/files.ts';
import type { Topic } from '../../contract/notices.ts';
import type { Language } from '../../contract/person.ts';
import { filesOf } from '../files/files.ts';
import { languagesOfClients } from '../identity/identity.ts';
import {
  enqueueNotices,
  type Lane,
  type NewNotice,
  personKey,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Doing } from './save-change.ts';
import { say } from './ticket-text.ts';
import type { About } from './tickets.notices.ts';

/** What the files belong to: an answer, or the first message of a ticket that staff have opened. */
interface Carrier {
  ticket: About;
  entryId: string;
  topic: Topic & ('answers' | 'tickets');
}

// Telegram takes pictures of up to 10 MB; a larger one comes as a document.
const largestPhoto = 10_000_000;
const photos = ['image/jpeg', 'image/png', 'image/webp'];

/** Writes a notice for each file of a message, in their order, where its client is reached somewhere. */
export async function sendFiles(
  tx: Tx,
  { platform, ports }: Pick<Doing, 'platform' | 'ports'>,
  { ticket, entryId, topic }: Carrier,
): Promise<void> {
  const person = { kind: 'client' as const, id: ticket.clientId };
  const lane = (await ports.addresses(tx, [person])).get(personKey(person));
  if (!lane) return;
  const language = (await languagesOfClients(tx, [person.id])).get(person.id) ?? 'ru';
  const files = (await filesOf(tx, [entryId])).get(entryId) ?? [];
  const notices = files.map((file) => fileNotice(file, { ticket, topic, lane, language }));
  await enqueueNotices(tx, platform, notices);
}

function fileNotice(
  { id, name, size, mediaType }: FileShape,
  { ticket, topic, lane, language }: Omit<Carrier, 'entryId'> & { lane: Lane; language: Language },
): NewNotice {
  const photo = photos.includes(mediaType) && size <= largestPhoto;
  return {
    lane,
    person: { kind: 'client', id: ticket.clientId },
    kind: 'ticket.file',
    rank: 'answer',
    topic,
    ...(ticket.priority === 'urgent' && { urgent: true }),
    // The words before it have made the sound.
    silent: true,
    text: { text: `${say(language, 'number', { number: ticket.number })} · ${name}` },
    file: { source: 'file', id, as: photo ? 'photo' : 'document' },
    subject: { kind: 'ticket', id: ticket.id },
    key: `ticket.file:${id}`,
  };
}
