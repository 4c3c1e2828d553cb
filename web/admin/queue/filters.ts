/** What the queue shows, as it stands in the address: so a view can be bookmarked, sent on and come back to. */
import type { z } from 'zod';
import { queue } from '../../../contract/tickets.ts';

export type Filters = Omit<z.input<typeof queue.query>, 'after' | 'limit'>;

const names = [
  'status',
  'assignee',
  'unanswered',
  'overdue',
  'priority',
  'tagId',
  'clientId',
  'sort',
] as const satisfies (keyof Filters)[];

/** The views that people look at most; the others are a status each. */
export const views = {
  unsolved: {},
  mine: { assignee: 'me' },
  unassigned: { assignee: 'none' },
  unanswered: { unanswered: 'true' },
  overdue: { overdue: 'true' },
  waiting: { status: 'waiting' },
  resolved: { status: 'resolved' },
  closed: { status: 'closed' },
  all: { status: 'all' },
} as const satisfies Record<string, Filters>;

export type ViewName = keyof typeof views;

/** The filters in an address; what makes no sense there is passed over. */
export function readFilters(search: URLSearchParams): Filters {
  const given = names.flatMap((name) => {
    const value = search.get(name);
    return value !== null && queue.query.safeParse({ [name]: value }).success
      ? [[name, value] as const]
      : [];
  });
  return tidy(Object.fromEntries(given) as Filters);
}

/** The part of an address behind the path; empty when nothing is narrowed. */
export function writeFilters(filters: Filters): string {
  const search = new URLSearchParams();
  const kept: Filters = tidy(filters);
  for (const name of names) {
    const value = kept[name];
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}

/** The view that these filters show, if it is one of those with a name. */
export function viewOf(filters: Filters): ViewName | undefined {
  const here = writeFilters(viewPart(filters));
  return (Object.keys(views) as ViewName[]).find((name) => writeFilters(views[name]) === here);
}

/** Another view, by the same order and narrowed as before. */
export function withView(filters: Filters, view: ViewName): Filters {
  const { priority, tagId, clientId, sort } = filters;
  return tidy({ ...views[view], priority, tagId, clientId, sort });
}

/** Whether more is narrowed than the view itself. */
export function isNarrowed(filters: Filters): boolean {
  return Boolean(filters.priority || filters.tagId || filters.clientId) || !viewOf(filters);
}

function viewPart({ status, assignee, unanswered, overdue }: Filters): Filters {
  return { status, assignee, unanswered, overdue };
}

// What is the server's own choice needs no place in the address.
function tidy(filters: Filters): Filters {
  return Object.fromEntries(
    Object.entries(filters).filter(
      ([name, value]) =>
        value !== undefined &&
        !(name === 'status' && value === 'unsolved') &&
        !(name === 'sort' && value === 'due') &&
        !(['unanswered', 'overdue'].includes(name) && ['false', '0'].includes(String(value))),
    ),
  );
}
