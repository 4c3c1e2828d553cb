/** Conversations as they are read: whole for the desk, without what is the desk's own for clients. */
import { sql } from 'drizzle-orm';
import type { Entry } from '../../contract/ticket-shapes.ts';
import { readCompany } from '../company/company.ts';
import { filesOf } from '../files/files.ts';
import {
  type ClientViewer,
  type DeskViewer,
  personTopic,
  systemActor,
  type Viewer,
} from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { type FoundEntry, hasEntriesBefore, selectEntries, updateSeen } from './entries.queries.ts';
import { requireTicket } from './tickets.policy.ts';

interface Asked {
  /** The ticket's id or number. */
  ref: string;
  before?: number | undefined;
}

interface Page {
  items: Entry[];
  earlier?: number;
}

/** What has happened to a ticket and is no matter of the desk alone. */
const readable = {
  desk: sql`true`,
  client: sql`(kind = 'message' or (kind = 'event'
    and event->>'what' in ('opened', 'status', 'merged_here', 'merged_away', 'rated')))`,
};

/** One page for somebody of the desk, the newest first. Throws `request.not_found`. */
export async function readDeskEntries(
  platform: Platform,
  viewer: DeskViewer,
  { ref, before }: Asked,
): Promise<Page> {
  const { id } = await requireTicket(platform.database.handle, viewer, ref);
  return readPage(platform, viewer, { ticketId: id, before });
}

/** One page for the client; whoever reads the newest has seen the company's answers. Throws `request.not_found`. */
export async function readClientEntries(
  platform: Platform,
  viewer: ClientViewer,
  { ref, before }: Asked,
): Promise<Page> {
  const ticket = await requireTicket(platform.database.handle, viewer, ref);
  const page = await readPage(platform, viewer, { ticketId: ticket.id, before });
  const newest = page.items.at(-1)?.position;
  if (before === undefined && newest !== undefined && ticket.clientSeen < ticket.lastAnswer) {
    await noteSeen(platform, viewer, { ticketId: ticket.id, position: newest });
  }
  return page;
}

async function readPage(
  platform: Platform,
  viewer: Viewer,
  asked: { ticketId: string; before: number | undefined },
): Promise<Page> {
  const { handle } = platform.database;
  const own = { ...asked, readable: viewer.kind === 'client' ? readable.client : readable.desk };
  const found = await selectEntries(handle, own);
  const [oldest] = found;
  if (!oldest) return { items: [] };
  const files = await filesOf(
    handle,
    found.filter(({ kind }) => kind !== 'event').map(({ id }) => id),
  );
  const company = (await readCompany(handle, platform)).name;
  const items = found.map((entry) => {
    const carried = files.get(entry.id);
    const author = { ...authorOf(entry, viewer), name: nameOf(entry, viewer, company) };
    return { ...shapeOf(entry), author, ...(carried && { files: carried }) };
  });
  const position = Number(oldest.position);
  const older = await hasEntriesBefore(handle, { ...own, position });
  return { items, ...(older && { earlier: position }) };
}

async function noteSeen(
  platform: Platform,
  { id }: ClientViewer,
  seen: { ticketId: string; position: number },
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    if (!(await updateSeen(tx, seen))) return;
    platform.live.publish(tx, personTopic({ kind: 'client', id }), `ticket:${seen.ticketId}`);
  });
}

function shapeOf(found: FoundEntry): Omit<Entry, 'author'> {
  return {
    id: found.id,
    position: Number(found.position),
    kind: found.kind,
    at: found.at,
    ...(found.text !== null && { text: found.text }),
    ...(found.event !== null && { event: JSON.parse(found.event) as Entry['event'] }),
    ...(found.from_ticket !== null && { fromTicket: found.from_ticket }),
    ...(found.source !== null && { source: found.source }),
    ...(found.edited_at !== null && { editedAt: found.edited_at }),
  };
}

/** Clients need no ids of the company's people and programs. */
function authorOf(
  { author_kind: kind, author_id }: FoundEntry,
  viewer: Viewer,
): Omit<Entry['author'], 'name'> {
  const shown = viewer.kind !== 'client' || kind === 'client';
  return { kind, ...(shown && author_id !== null && { id: author_id }) };
}

/** To a client a program speaks as the company, whatever it is called inside. */
function nameOf({ author_kind, author_name }: FoundEntry, viewer: Viewer, company: string): string {
  const known = author_name ?? systemActor.name;
  if (viewer.kind !== 'client' || author_kind === 'client') return known;
  return author_kind === 'staff' ? (author_name ?? company) : company;
}
