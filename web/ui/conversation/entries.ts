/** The conversation of a ticket, the newest page first and older ones as they are asked for. */
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { Entry, entriesReply } from '../../../contract/ticket-shapes.ts';

type Page = z.output<typeof entriesReply>;

export interface Entries {
  /** The oldest first; undefined until the first page is there. */
  entries: readonly Entry[] | undefined;
  error: unknown;
  again(): void;
  /** Set where something older exists. */
  earlier: { load(): void; loading: boolean; failed: boolean } | undefined;
}

/** Asks by `ask(before)`; to be asked again, invalidate the key. */
export function useEntries(
  queryKey: QueryKey,
  ask: (before: number | undefined, signal: AbortSignal) => Promise<Page>,
): Entries {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.earlier,
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => pages && inOrder(pages), [pages]);
  return {
    entries,
    error: entries ? undefined : query.error,
    again: () => void query.refetch(),
    earlier: query.hasNextPage
      ? {
          load: () => void query.fetchNextPage(),
          loading: query.isFetchingNextPage,
          failed: query.isFetchNextPageError,
        }
      : undefined,
  };
}

/** Pages may overlap while something new comes in: each entry once, by its place. */
export function inOrder(pages: readonly Page[]): Entry[] {
  const byId = new Map<string, Entry>();
  for (const page of pages) for (const entry of page.items) byId.set(entry.id, entry);
  return [...byId.values()].sort((a, b) => a.position - b.position);
}
