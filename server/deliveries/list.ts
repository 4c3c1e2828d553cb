/** A page of the ledger, and how much of it needs somebody. */
import type { z } from 'zod';
import type * as contract from '../../contract/deliveries.ts';
import type { GivenReply } from '../../contract/endpoint.ts';
import type { Person, Subject } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import { countOf, selectDeliveries, selectHold } from './deliveries.queries.ts';
import { namesFor } from './names.ts';
import { placeOfRow } from './place.ts';
import type { DeliveriesPorts } from './ports.ts';
import { explain } from './reason.ts';
import { type Found, findFor } from './search.ts';
import { mentionsOf, shownRow } from './show.ts';

type Query = z.output<typeof contract.listDeliveries.query>;

export async function listDeliveries(
  db: Db,
  ports: DeliveriesPorts,
  { tab, area, limit, after, search, ...of }: Query,
): Promise<GivenReply<typeof contract.listDeliveries>> {
  const before = readCursor(placeOfRow, after);
  const searched = search === undefined ? { tooBroad: false } : await findFor(db, ports, search);
  const narrowed = narrow(of, searched);
  if (!narrowed) return { items: [], tooBroad: searched.tooBroad };
  const found = await selectDeliveries(db, { tab, area, ...narrowed }, { before, most: limit + 1 });
  const { items, ...rest } = pageOf(found, limit, ({ notice }) => notice.seq);
  const names = await namesFor(db, items.map(mentionsOf));
  const hold = await selectHold(db);
  return {
    items: items.map((one) => shownRow(one, { names, hold })),
    ...rest,
    tooBroad: searched.tooBroad,
  };
}

export async function countDeliveries(db: Db): Promise<GivenReply<typeof contract.deliveryCounts>> {
  const hold = await selectHold(db);
  return {
    waiting: await countOf(db, 'waiting'),
    unreachable: await countOf(db, 'unreachable'),
    problems: await countOf(db, 'problems'),
    ...(hold && {
      held: { until: hold.until.toISOString(), why: explain(hold.reason) ?? { code: 'unknown' } },
    }),
  };
}

type Of = Pick<Query, 'clientId' | 'staffId' | 'ticketId' | 'invoiceId'>;

/** Both the filters and what was searched must fit; nothing when they cannot. */
function narrow(
  { clientId, staffId, ticketId, invoiceId }: Of,
  searched: Found,
): { people?: Person[]; subject?: Subject } | undefined {
  const chosen = [
    ...(clientId ? [{ kind: 'client' as const, id: clientId }] : []),
    ...(staffId ? [{ kind: 'staff' as const, id: staffId }] : []),
  ];
  const subjects = [
    ...(ticketId ? [{ kind: 'ticket', id: ticketId }] : []),
    ...(invoiceId ? [{ kind: 'invoice', id: invoiceId }] : []),
    ...(searched.subject ? [searched.subject] : []),
  ];
  const [subject] = subjects;
  if (chosen.length > 1 || subjects.some(({ id }) => id !== subject?.id)) return undefined;
  const people = both(chosen.length > 0 ? chosen : undefined, searched.people);
  return { ...(people && { people }), ...(subject && { subject }) };
}

function both(one: Person[] | undefined, other: Person[] | undefined): Person[] | undefined {
  if (!one || !other) return one ?? other;
  return one.filter(({ kind, id }) => other.some((same) => same.kind === kind && same.id === id));
}
