/** Writes a change of a ticket: the ticket, what the conversation tells, the search, and who hears of it. */
import {
  type ClientViewer,
  type DeskViewer,
  type Origin,
  personTopic,
  recordAudit,
  tellDesk,
  type Viewer,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import type { Change, TicketEvent } from './change.ts';
import { dueTimesOf, type Rules } from './due-times.ts';
import type { Ticket } from './tickets.policy.ts';
import * as queries from './tickets.queries.ts';
import type { TicketsPorts } from './tickets.ts';

export type Source = NonNullable<Ticket['source']>;

/** Who does something, from where, and what it may cause elsewhere. */
export interface Doing<V extends Viewer = Viewer> {
  platform: Platform;
  ports: TicketsPorts;
  viewer: V;
  origin?: Origin;
  /** By which way it comes; by the viewer's usual one when nothing is said. */
  source?: Source;
}

export type DeskDoing = Doing<DeskViewer>;
export type ClientDoing = Doing<ClientViewer>;

export function sourceOf({ viewer, source }: Doing): Source {
  return source ?? ({ client: 'portal', staff: 'desk', token: 'api' } as const)[viewer.kind];
}

/** What somebody says with the change. */
export interface Words {
  id: string;
  kind: 'message' | 'note';
  text: string;
}

// What a client may see of a ticket; of anything else not even the time of the change is shown.
const publicEvents = new Set(['status', 'subject', 'merged_here', 'merged_away', 'rated']);
// These are the ticket's own fields: its version grows.
const ownEvents = new Set(['status', 'priority', 'assigned', 'tags', 'subject', 'merged_away']);

/** Writes the change with its words; gives the positions of what was written by id. Nothing is written when nothing has changed. */
export async function saveChange(
  tx: Tx,
  doing: Doing,
  change: Change,
  { rules, words }: { rules: Rules; words?: Words },
): Promise<Map<string, number>> {
  const { before, after, events } = change;
  if (!words && events.length === 0) return new Map();
  const positions = await queries.insertEntries(tx, entriesOf(doing, change, words));
  if (words) await queries.appendWords(tx, after.id, words.text);
  if (after.subject !== before.subject) {
    await queries.replaceSubjectWords(tx, after.id, after.subject);
  }
  if (words?.kind === 'message') {
    const position = positions.get(words.id) ?? 0;
    if (doing.viewer.kind === 'client') after.clientSeen = position;
    else after.lastAnswer = position;
  }
  const shown = words?.kind === 'message' || events.some(({ what }) => publicEvents.has(what));
  Object.assign(after, dueTimesOf(after, rules));
  if (shown) after.clientUpdatedAt = after.now;
  if (events.some(({ what }) => ownEvents.has(what))) after.version = before.version + 1;
  // The time always: two changes may fall into one millisecond.
  await queries.updateTicket(tx, after.id, { ...differences(before, after), updatedAt: after.now });
  tell(tx, doing.platform, change, { shown });
  return positions;
}

/** The audit log's line for a change by the desk. */
export async function auditChange(
  tx: Tx,
  { viewer, origin }: DeskDoing,
  action: 'ticket.changed' | 'ticket.answered' | 'ticket.note_added' | 'ticket.merged',
  { after, events }: Change,
): Promise<void> {
  const changes = Object.fromEntries(events.map(({ what, from, to }) => [what, [from, to]]));
  await recordAudit(
    tx,
    { actor: viewer, origin },
    { action, subject: auditSubject(after), changes: changes as Record<string, [string, string]> },
  );
}

export function auditSubject({ id, number, subject }: Pick<Ticket, 'id' | 'number' | 'subject'>) {
  return { kind: 'ticket', id, label: `#${number} ${subject}` };
}

function entriesOf(doing: Doing, { after, events }: Change, words?: Words): queries.NewEntry[] {
  const { viewer } = doing;
  const common = { ticketId: after.id, authorKind: viewer.kind, authorId: viewer.id };
  const said = words && { ...common, ...words, source: sourceOf(doing) };
  const told = events.map((event: TicketEvent) => ({
    ...common,
    id: newId(),
    kind: 'event' as const,
    event,
  }));
  return said ? [said, ...told] : told;
}

/** Tells open pages. Who may not see the ticket any more must hear that their lists have changed, without its id. */
function tell(
  tx: Tx,
  platform: Platform,
  { before, after }: Change,
  { shown }: { shown: boolean },
): void {
  tellDesk(tx, platform, `ticket:${after.id}`);
  if (before.assigneeId !== after.assigneeId) {
    if (before.assigneeId === null) tellDesk(tx, platform, 'ticket');
    else {
      const former = personTopic({ kind: 'staff', id: before.assigneeId });
      platform.live.publish(tx, former, 'ticket');
    }
  }
  if (shown) {
    const client = personTopic({ kind: 'client', id: after.clientId });
    platform.live.publish(tx, client, `ticket:${after.id}`);
  }
}

function differences(before: Ticket & { now: Date }, after: Ticket & { now: Date }) {
  const { now: _, ...columns } = after;
  const changed = Object.entries(columns).filter(([name, value]) => {
    const was = before[name as keyof Ticket];
    return value instanceof Date && was instanceof Date
      ? value.getTime() !== was.getTime()
      : value !== was;
  });
  return Object.fromEntries(changed) as Partial<Ticket>;
}
