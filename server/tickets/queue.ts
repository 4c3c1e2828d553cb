/** The queue: what waits for the desk, by filters that narrow each other. */
import { z } from 'zod';
import type { GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import type { queue, queueCounts } from '../../contract/tickets.ts';
import type { DeskViewer } from '../identity/identity.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { exactMoment } from '../platform/sql-times.ts';
import { countQueue, type QueueOrder, selectQueue } from './queue.queries.ts';
import { visibleTo } from './tickets.policy.ts';

type Asked = ParsedRequest<typeof queue>['query'];

const placeShape = z.object({
  order: z.string(),
  at: exactMoment,
  id: z.uuid(),
  priority: z.number().int().min(0).max(3),
});

const mostCounted = 1000;

/** One page of the tickets that the viewer sees. Throws `request.invalid` for a place of another order. */
export async function readQueue(
  { database }: Platform,
  viewer: DeskViewer,
  asked: Asked,
): Promise<GivenReply<typeof queue>> {
  const { limit } = asked;
  const order = orderOf(asked);
  const after = readCursor(placeShape.extend({ order: z.literal(order) }), asked.after);
  const filter = { ...asked, visible: visibleTo(viewer), assigneeId: assigneeOf(viewer, asked) };
  const found = await selectQueue(database.handle, filter, { order, after, limit: limit + 1 });
  const { items, next } = pageOf(found, limit, ({ row, place, priorityPlace }) => ({
    order,
    at: place,
    id: row.id,
    priority: priorityPlace,
  }));
  return { items: items.map(({ row }) => row), ...(next !== undefined && { next }) };
}

/** How many unsolved tickets the viewer sees, by what people look at; each counted up to 1,000. */
export function readQueueCounts(
  { database }: Platform,
  viewer: DeskViewer,
): Promise<GivenReply<typeof queueCounts>> {
  const unsolved = { visible: visibleTo(viewer), status: 'unsolved' as const };
  const filters = {
    unsolved,
    mine: { ...unsolved, assigneeId: viewer.id },
    unassigned: { ...unsolved, assigneeId: null },
    unanswered: { ...unsolved, unanswered: true },
    overdue: { ...unsolved, overdue: true },
  };
  return countQueue(database.handle, filters, mostCounted);
}

/** Where solved tickets are shown too, nothing runs out: the last changed stand first. */
function orderOf({ sort, status }: Asked): QueueOrder {
  const solvedToo = status === 'all' || status === 'resolved' || status === 'closed';
  if (!solvedToo) return sort;
  if (sort === 'due') return 'updated';
  return sort === 'priority' ? 'priority_updated' : sort;
}

function assigneeOf(viewer: DeskViewer, { assignee }: Asked): string | null | undefined {
  if (assignee === 'none') return null;
  return assignee === 'me' ? viewer.id : assignee;
}
