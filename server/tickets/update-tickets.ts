/** Changes of a ticket's own fields, one ticket or up to a hundred at once. */
import type { Body, Reply } from '../../contract/endpoint.ts';
import type { updateTicket, updateTickets } from '../../contract/tickets.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { changeStatus } from './answer-ticket.ts';
import { beginChange, type Change, setAssignee, setPriority, setSubject } from './change.ts';
import { requireAssignee, requireTags } from './chosen.ts';
import { type Rules, readRules } from './due-times.ts';
import { auditChange, type DeskDoing, saveChange } from './save-change.ts';
import { assignedNews, tellStaff } from './staff.notices.ts';
import { isTold, type News, tellClients } from './tickets.notices.ts';
import { assertNotMerged, lockTicket, lockTickets } from './tickets.policy.ts';
import * as queries from './tickets.queries.ts';

type Item = Body<typeof updateTickets>['items'][number];
type Wanted = Omit<Item, 'id'> & { subject?: string | undefined };
type Before = Reply<typeof updateTickets>['before'][number];
type Tag = { id: string; name: string };

/** As many as a form may choose. */
const mostTags = 20;

/**
 * Gives back the new version. Throws `request.not_found`, `ticket.merged`, `ticket.changed` (the
 * version is an older one), `staff.not_active`, and `request.invalid` for colleagues and tags that are
 * not there and for a subject without the version that was read.
 */
export async function updateDeskTicket(
  doing: DeskDoing,
  ref: string,
  { version, ...wanted }: Body<typeof updateTicket>,
): Promise<number> {
  const { platform, viewer } = doing;
  if (wanted.subject !== undefined && version === undefined) {
    throw new CodedError('request.invalid', { fields: { version: 'required' } });
  }
  const rules = await readRules(platform.database.handle, platform);
  return platform.database.transaction(async (tx) => {
    const chosen = await choose(tx, [wanted]);
    const ticket = await lockTicket(tx, viewer, ref);
    assertNotMerged(ticket);
    if (version !== undefined && version !== ticket.version) throw new CodedError('ticket.changed');
    const known = await knownOf(tx, [ticket], chosen);
    const change = beginChange(ticket);
    await apply(tx, doing, { change, wanted, known, rules });
    await tell(tx, doing, [change]);
    return change.after.version;
  });
}

/**
 * Changes what the viewer sees and is not merged, and passes the rest over (also a ticket that would
 * get more than 20 tags). Gives back the former values. Throws `request.invalid` and `staff.not_active`.
 */
export async function updateDeskTickets(
  doing: DeskDoing,
  items: Item[],
): Promise<Reply<typeof updateTickets>> {
  const { platform, viewer } = doing;
  const wantedOf = new Map(items.map(({ id, ...wanted }) => [id.toLowerCase(), wanted]));
  if (wantedOf.size < items.length) {
    throw new CodedError('request.invalid', { fields: { items: 'malformed' } });
  }
  const rules = await readRules(platform.database.handle, platform);
  return platform.database.transaction(async (tx) => {
    const chosen = await choose(tx, items);
    const locked = await lockTickets(tx, viewer, [...wantedOf.keys()]);
    const tickets = locked.filter(({ mergedIntoId }) => mergedIntoId === null);
    const known = await knownOf(tx, tickets, chosen);
    const changes: Change[] = [];
    const before: Before[] = [];
    let full = 0;
    for (const ticket of tickets) {
      const wanted = wantedOf.get(ticket.id) ?? {};
      if ((tagsAfter(ticket.id, wanted, known)?.length ?? 0) > mostTags) {
        full += 1;
        continue;
      }
      const change = beginChange(ticket);
      await apply(tx, doing, { change, wanted, known, rules });
      changes.push(change);
      if (change.events.length > 0) before.push(formerValues(change, known));
    }
    await tell(tx, doing, changes);
    return { before, passedOver: items.length - tickets.length + full };
  });
}

interface Known {
  /** Colleagues' names by id: former and new ones. */
  staff: Map<string, string>;
  /** Names of the tags that are named by the request. */
  tags: Map<string, string>;
  tagsOf: Map<string, Tag[]>;
}

/** Colleagues are locked before tickets, as they are where one of them is shut out. */
async function choose(tx: Tx, wanted: readonly Wanted[]): Promise<Pick<Known, 'staff' | 'tags'>> {
  const staff = new Map<string, string>();
  const ids = wanted.flatMap(({ assigneeId }) => (assigneeId ? [assigneeId.toLowerCase()] : []));
  for (const id of new Set(ids)) staff.set(id, await requireAssignee(tx, id));
  const tagIds = wanted.flatMap(({ tagIds = [], addTagIds = [] }) => [...tagIds, ...addTagIds]);
  return { staff, tags: await requireTags(tx, tagIds) };
}

async function knownOf(
  tx: Tx,
  tickets: { id: string; assigneeId: string | null }[],
  { staff, tags }: Pick<Known, 'staff' | 'tags'>,
): Promise<Known> {
  const former = tickets.flatMap(({ assigneeId }) => (assigneeId ? [assigneeId] : []));
  const names = await queries.selectStaffNames(tx, [...new Set(former)]);
  const tagsOf = await queries.selectTagsOf(
    tx,
    tickets.map(({ id }) => id),
  );
  return { staff: new Map([...names, ...staff]), tags, tagsOf };
}

async function apply(
  tx: Tx,
  doing: DeskDoing,
  given: { change: Change; wanted: Wanted; known: Known; rules: Rules },
): Promise<void> {
  const { change, wanted, known, rules } = given;
  const { after } = change;
  if (wanted.subject !== undefined) setSubject(change, wanted.subject);
  if (wanted.status) await changeStatus(tx, change, wanted.status, { by: doing.viewer, rules });
  if (wanted.priority) setPriority(change, wanted.priority);
  if (wanted.assigneeId !== undefined) {
    const id = wanted.assigneeId?.toLowerCase() ?? null;
    const nameOf = (whose: string | null) =>
      whose === null ? null : (known.staff.get(whose) ?? '');
    setAssignee(change, id, { from: nameOf(after.assigneeId), to: nameOf(id) });
  }
  const tags = tagsAfter(after.id, wanted, known);
  if (tags) await setTags(tx, change, { was: known.tagsOf.get(after.id) ?? [], tags });
  if (change.events.length === 0) return;
  await saveChange(tx, doing, change, { rules });
  await auditChange(tx, doing, 'ticket.changed', change);
}

/** The tags that a ticket will have; nothing when they stay as they are. */
function tagsAfter(ticketId: string, wanted: Wanted, known: Known): Tag[] | undefined {
  const { tagIds, addTagIds = [], removeTagIds = [] } = wanted;
  if (!tagIds && addTagIds.length === 0 && removeTagIds.length === 0) return undefined;
  const was = known.tagsOf.get(ticketId) ?? [];
  const named = (ids: readonly string[]) =>
    ids.map((given) => {
      const id = given.toLowerCase();
      return { id, name: known.tags.get(id) ?? '' };
    });
  const removed = new Set(removeTagIds.map((id) => id.toLowerCase()));
  const all = [...(tagIds ? named(tagIds) : was), ...named(addTagIds)];
  const tags = new Map(all.filter(({ id }) => !removed.has(id)).map((tag) => [tag.id, tag]));
  const same = tags.size === was.length && was.every(({ id }) => tags.has(id));
  return same ? undefined : [...tags.values()];
}

async function setTags(
  tx: Tx,
  { after, events }: Change,
  { was, tags }: { was: Tag[]; tags: Tag[] },
): Promise<void> {
  events.push({ what: 'tags', from: namesOf(was), to: namesOf(tags) });
  await queries.replaceTags(
    tx,
    after.id,
    tags.map(({ id }) => id),
  );
}

function namesOf(tags: Tag[]): string | null {
  const names = tags.map(({ name }) => name).sort((one, other) => one.localeCompare(other));
  return names.join(', ') || null;
}

function formerValues({ before, events }: Change, { tagsOf }: Known): Before {
  const { id, status, priority, assigneeId } = before;
  const changed = new Set(events.map(({ what }) => what));
  return {
    id,
    ...(changed.has('status') && { status }),
    ...(changed.has('priority') && { priority }),
    ...(changed.has('assigned') && { assigneeId }),
    ...(changed.has('tags') && { tagIds: (tagsOf.get(id) ?? []).map((tag) => tag.id) }),
  };
}

async function tell(tx: Tx, doing: DeskDoing, changes: readonly Change[]): Promise<void> {
  await tellClients(tx, doing, statusNews(changes));
  await tellStaff(tx, doing, assignedNews(changes, doing.viewer));
}

function statusNews(changes: readonly Change[]): News[] {
  return changes.flatMap(({ before, after }) =>
    after.status !== before.status && isTold(after.status)
      ? [
          {
            ticket: after,
            what: 'status' as const,
            status: after.status,
            key: `${after.id}:${after.version}`,
          },
        ]
      : [],
  );
}
