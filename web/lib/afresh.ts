/** Asks again for what has changed, also where the first answer, perhaps from before the change, is still on its way. */
import type { InvalidateQueryFilters, Query, QueryClient } from '@tanstack/react-query';

/** What is asked once more as soon as its first answer has come, and as what. */
const doubtful = new WeakMap<Query, InvalidateQueryFilters>();

/**
 * Asks again for all that match. `invalidateQueries` alone takes a first answer that is on its way for
 * the newest, though the server may have made it before the change (TanStack Query: `cancelRefetch`
 * needs data): here it is shown, and asked for once more.
 */
export function askAfresh(client: QueryClient, filters: InvalidateQueryFilters): void {
  const loading = client.getQueryCache().findAll(filters).filter(isFirst);
  void client.invalidateQueries(filters);
  for (const query of loading) {
    const known = doubtful.has(query);
    doubtful.set(query, filters);
    if (!known) void onceMore(client, query);
  }
}

function isFirst({ state }: Query): boolean {
  return state.data === undefined && state.fetchStatus !== 'idle';
}

async function onceMore(client: QueryClient, query: Query): Promise<void> {
  // Joins what is under way.
  await query.fetch().catch(() => undefined);
  const filters = doubtful.get(query);
  doubtful.delete(query);
  void client.invalidateQueries({ ...filters, queryKey: query.queryKey, exact: true });
}
