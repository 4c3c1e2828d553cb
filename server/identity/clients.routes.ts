/** Clients as staff see them, and what is to be decided about two with one number. */
import * as contract from '../../contract/clients.ts';
import type { GivenReply } from '../../contract/endpoint.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { idPlace, pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { addClientByHand, changeClient } from './client-records.ts';
import { searchQuery } from './client-search.ts';
import * as queries from './clients.queries.ts';
import { hasConflict, selectConflicts } from './conflicts.queries.ts';
import { resolveConflict } from './conflicts.ts';
import type { IdentityPorts, TicketCount } from './ports.ts';
import { type DeskViewer, deskOf, originOf, staffOf } from './viewer.ts';

export function registerClientsRoutes(http: Http, platform: Platform, ports: IdentityPorts): void {
  const { handle } = platform.database;

  route(http, contract.listClients, async ({ request, query }) => {
    const { search = '', limit, after: given } = query;
    const after = readCursor(idPlace, given);
    const asked = { search: searchQuery(search), after, most: limit + 1 };
    const found = await queries.selectClientRows(handle, asked);
    const { items, ...rest } = pageOf(found, limit, ({ id }) => id);
    return { items: await withCounts(deskOf(request), items), ...rest };
  });

  route(http, contract.addClient, async ({ request, body }) =>
    addClientByHand(platform, { viewer: deskOf(request), origin: originOf(request) }, body),
  );

  route(http, contract.readClient, async ({ request, params: { clientId } }) => {
    const record = await queries.selectRecord(handle, clientId);
    if (!record) throw new CodedError('request.not_found');
    const [row] = await withCounts(deskOf(request), [record]);
    if (!row) throw new CodedError('request.not_found');
    const { language, timeZone, note, version } = record;
    return {
      ...row,
      language,
      ...(timeZone !== null && { timeZone }),
      note,
      version,
      conflict: await hasConflict(handle, clientId),
    };
  });

  route(http, contract.updateClient, async ({ request, params, body }) => {
    const by = { viewer: deskOf(request), origin: originOf(request) };
    return { version: await changeClient(platform, by, params.clientId, body) };
  });

  route(http, contract.listConflicts, async ({ request, query: { limit, after: given } }) => {
    const after = readCursor(idPlace, given);
    const found = await selectConflicts(handle, { after, most: limit + 1 });
    const { items, ...rest } = pageOf(found, limit, ({ id }) => id);
    const ids = items.flatMap(({ clientId, otherClientId }) => [clientId, otherClientId]);
    const rows = await queries.selectClientRowsOf(handle, [...new Set(ids)]);
    const people = await withCounts(deskOf(request), rows);
    const rowOf = new Map(people.map((row) => [row.id, row]));
    const shown = items.flatMap(({ id, phone, createdAt, clientId, otherClientId }) => {
      const [proved, other] = [rowOf.get(clientId), rowOf.get(otherClientId)];
      return proved && other
        ? [{ id, phone, createdAt: createdAt.toISOString(), proved, other }]
        : [];
    });
    return { items: shown, ...rest };
  });

  route(http, contract.resolveConflict, async ({ request, params, body }) => {
    const by = { viewer: staffOf(request), origin: originOf(request) };
    const given = { id: params.conflictId, decision: body.decision };
    await resolveConflict(platform, ports, by, given);
    return { done: true as const };
  });

  async function withCounts(viewer: DeskViewer, found: queries.ClientRow[]): Promise<Row[]> {
    const ids = found.map(({ id }) => id);
    const counts = await ports.ticketCounts(handle, viewer, ids);
    return found.map((row) => shownRow(row, counts.get(row.id)));
  }
}

type Row = GivenReply<typeof contract.listClients>['items'][number];

function shownRow(row: queries.ClientRow, count: TicketCount | undefined): Row {
  const { id, name, phone, email, signedUp, createdAt } = row;
  return {
    id,
    name,
    ...(phone !== null && { phone }),
    ...(email !== null && { email }),
    signedUp,
    openTickets: count?.open ?? 0,
    ...(count?.lastAt && { lastTicketAt: count.lastAt.toISOString() }),
    createdAt: createdAt.toISOString(),
  };
}
