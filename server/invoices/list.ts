/** The lists of the desk: drafts first, then the newest number; by filters that narrow each other. */
import { z } from 'zod';
import type { GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import type {
  invoiceCounts as countsEndpoint,
  listInvoices as listEndpoint,
  invoiceSums as sumsEndpoint,
} from '../../contract/invoices.ts';
import { may } from '../../contract/permissions.ts';
import { clientQuery, type DeskViewer } from '../identity/identity.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { exactMoment } from '../platform/sql-times.ts';
import { today } from './calendar.ts';
import { rowOf } from './invoice-row.ts';
import { visibleTo } from './invoices.policy.ts';
import * as queries from './list.queries.ts';

type Asked = ParsedRequest<typeof sumsEndpoint>['query'];

/** A draft is placed by when it was begun, everything else by its number. */
const placeShape = z.union([
  z.strictObject({ at: exactMoment, id: z.uuid() }),
  z.strictObject({ number: z.number().int().min(1).max(2_147_483_647) }),
]);

const mostCounted = 1000;

/** One page of what the viewer sees. Throws `request.invalid` for a place that is none. */
export async function listInvoices(
  platform: Platform,
  viewer: DeskViewer,
  asked: ParsedRequest<typeof listEndpoint>['query'],
): Promise<GivenReply<typeof listEndpoint>> {
  const { limit } = asked;
  const after = readCursor(placeShape, asked.after);
  const filter = await filterOf(platform, viewer, asked);
  const db = platform.database.handle;
  const found = await queries.selectRows(db, filter, { after, limit: limit + 1 });
  const { items, next } = pageOf(found, limit, placeOf);
  return { items: items.map(deskRowOf), ...(next !== undefined && { next }) };

  function deskRowOf(row: queries.ListRow) {
    return { ...rowOf(row, filter.today), client: clientOf(row), claimed: row.claimed };
  }
}

/** What all that the list shows comes to. */
export async function sumInvoices(
  platform: Platform,
  viewer: DeskViewer,
  asked: Asked,
): Promise<GivenReply<typeof sumsEndpoint>> {
  const filter = await filterOf(platform, viewer, asked);
  return { sums: await queries.selectSums(platform.database.handle, filter) };
}

/** Of those that the viewer sees; each counted up to 1,000. */
export async function countInvoices(
  platform: Platform,
  viewer: DeskViewer,
): Promise<GivenReply<typeof countsEndpoint>> {
  const filter = await filterOf(platform, viewer, { state: 'all' });
  const states = ['draft', 'unpaid', 'overdue', 'claimed'] as const;
  return queries.countStates(platform.database.handle, filter, { states, most: mostCounted });
}

/** The filter as the queries take it: with what the viewer sees, and the company's day. */
export async function filterOf(
  platform: Platform,
  viewer: DeskViewer,
  asked: Asked,
): Promise<queries.Filter> {
  return {
    ...asked,
    people: peopleIn(viewer, asked.search),
    visible: visibleTo(viewer),
    today: await today(platform.database.handle, platform),
  };
}

/** A program without the scope of clients learns of them only by their invoices; few digits are no phone. */
function peopleIn(viewer: DeskViewer, search: string | undefined): string | undefined {
  if (!search || !may(viewer, 'clients.read')) return undefined;
  const isWords = /\p{L}/u.test(search);
  return isWords || search.replace(/\D/g, '').length >= 4 ? clientQuery(search) : undefined;
}

/** Where the page after this row begins. */
export function placeOf({ number, place, id }: queries.ListRow): queries.Place {
  return number === null ? { at: place, id } : { number };
}

/** Nobody, by the name that the paper says, once the person is gone: then there is no id. */
export function clientOf(row: Pick<queries.ListRow, 'clientId' | 'clientName' | 'buyer'>) {
  return { id: row.clientId ?? '', name: row.clientName ?? row.buyer?.name ?? '' };
}
