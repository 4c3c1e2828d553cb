/** What was looked for last, on this browser and by this person alone. */
import { useSyncExternalStore } from 'react';
import { stored } from '../../lib/browser.ts';

const most = 6;

/** The newest first; `remember` puts one in front, `forget` empties the list. */
export function useRecentSearches(staffId: string) {
  const kept = stored(`otklik.searches.${staffId}`);
  const said = useSyncExternalStore(kept.subscribe, kept.get);
  return {
    recent: parsed(said),
    remember: (query: string) => kept.set(JSON.stringify(withNewest(parsed(kept.get()), query))),
    forget: () => kept.set(undefined),
  };
}

/** A search that goes on where an earlier one stopped takes its place. */
export function withNewest(recent: readonly string[], query: string): string[] {
  const others = recent.filter((one) => one !== query && !query.startsWith(one));
  return [query, ...others].slice(0, most);
}

function parsed(said: string | undefined): string[] {
  try {
    const list: unknown = JSON.parse(said ?? '[]');
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
