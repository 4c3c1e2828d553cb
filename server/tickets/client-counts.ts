/** What clients have asked, as the list of clients shows it. */
import { and, inArray, sql } from 'drizzle-orm';
import type { DeskViewer } from '../identity/identity.ts';
import type { Db } from '../platform/database.ts';
import { visibleTo } from './tickets.policy.ts';
import { tickets } from './tickets.tables.ts';

/** How many tickets of these clients the viewer sees unsolved, and when the last one was opened; nothing for those without any. */
export async function countTicketsOf(
  db: Db,
  viewer: DeskViewer,
  clientIds: string[],
): Promise<Map<string, { open: number; lastAt: Date }>> {
  if (clientIds.length === 0) return new Map();
  const found = await db
    .select({
      id: tickets.clientId,
      open: sql<number>`(count(*) filter (where ${tickets.resolvedAt} is null
        and ${tickets.closedAt} is null and ${tickets.mergedIntoId} is null))::int`,
      lastAt: sql<Date>`max(${tickets.createdAt})`.mapWith(tickets.createdAt),
    })
    .from(tickets)
    .where(and(inArray(tickets.clientId, clientIds), visibleTo(viewer)))
    .groupBy(tickets.clientId);
  return new Map(found.map(({ id, ...count }) => [id, count]));
}
