/** What has been sent, how far it has come, and whom the next message would reach. */
import { z } from 'zod';
import type * as contract from '../../contract/custom-messages.ts';
import type { GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import type { FileShape } from '../../contract/files.ts';
import { filesOf } from '../files/files.ts';
import { requireClient } from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import { pageOf, readCursor, writeCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { exactMoment } from '../platform/sql-times.ts';
import { type AudienceClient, type Reach, selectAudience } from './audience.ts';
import * as queries from './custom-messages.queries.ts';
import type { Doing } from './ports.ts';
import { countOutcomes } from './receipts.ts';

const place = z.strictObject({ at: exactMoment, id: z.uuid() });
const namePlace = z.strictObject({ name: z.string().max(200), id: z.uuid() });
/** Names of each kind in a preview. */
const namesInPage = 50;

type Asked<E extends { query?: z.ZodType }> = E['query'] extends z.ZodType
  ? z.output<E['query']>
  : never;

/** Whom a message would reach, counted, and some of each by name. */
export async function previewAudience(
  { platform, ports }: Pick<Doing, 'platform' | 'ports'>,
  { filter, of, after: given }: ParsedRequest<typeof contract.previewCustomMessage>['body'],
): Promise<GivenReply<typeof contract.previewCustomMessage>> {
  const after = readCursor(z.uuid(), given);
  const { addresses } = ports;
  const audience = await selectAudience(platform.database.handle, platform, { filter, addresses });
  const groups = { reachable: [], not_connected: [], blocked: [] } as Record<
    Reach,
    AudienceClient[]
  >;
  for (const client of audience) groups[client.reach].push(client);
  const namesOf = (reach: Reach) => {
    if (of !== undefined && of !== reach) return { items: [] };
    const all = groups[reach];
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
    const page = pageOf(all.slice(start), namesInPage, ({ id }) => id);
    return { ...page, items: page.items.map(shownClient) };
  };
  return {
    total: audience.length,
    counts: {
      reachable: groups.reachable.length,
      not_connected: groups.not_connected.length,
      blocked: groups.blocked.length,
    },
    clients: {
      reachable: namesOf('reachable'),
      not_connected: namesOf('not_connected'),
      blocked: namesOf('blocked'),
    },
  };
}

/** Messages to groups, the newest first. */
export async function listMessages(
  { database }: Platform,
  { limit, after: given }: Asked<typeof contract.listCustomMessages>,
): Promise<GivenReply<typeof contract.listCustomMessages>> {
  const after = readCursor(place, given);
  const db = database.handle;
  const found = await queries.selectGroupMessages(db, { after, most: limit + 1 });
  const { items, ...rest } = pageOf(found, limit, placeOf);
  return { items: await withProgress({ database }, items), ...rest };
}

/** Throws `request.not_found`. */
export async function readMessage(
  { database }: Platform,
  id: string,
): Promise<GivenReply<typeof contract.readCustomMessage>> {
  const found = await queries.selectGroupMessage(database.handle, id);
  const [shown] = await withProgress({ database }, found ? [found] : []);
  if (!shown) throw new CodedError('request.not_found');
  return shown;
}

/** A receipt for each client, by name. Throws `request.not_found`. */
export async function listReceipts(
  { database }: Platform,
  messageId: string,
  { limit, after: given, state }: Asked<typeof contract.listRecipients>,
): Promise<GivenReply<typeof contract.listRecipients>> {
  const after = readCursor(namePlace, given);
  const db = database.handle;
  if (!(await queries.selectGroupMessage(db, messageId))) throw new CodedError('request.not_found');
  const found = await queries.selectRecipients(db, { messageId, state, after, most: limit + 1 });
  const cut = found.slice(0, limit);
  const last = cut.at(-1);
  return {
    items: cut.map(({ clientId, name, phone, state, reason, at }) => ({
      ...{ clientId, name, state },
      ...(phone !== null && { phone }),
      ...(reason !== null && { reason }),
      ...(at !== null && { at }),
    })),
    ...(found.length > limit &&
      last && { next: writeCursor({ name: last.name, id: last.clientId }) }),
  };
}

/** What one client was sent, the newest first. Throws `request.not_found`. */
export async function listMessagesTo(
  { database }: Platform,
  clientId: string,
  { limit, after: given }: Asked<typeof contract.clientMessages>,
): Promise<GivenReply<typeof contract.clientMessages>> {
  const after = readCursor(place, given);
  const db = database.handle;
  await requireClient(db, clientId);
  const found = await queries.selectMessagesTo(db, { clientId, after, most: limit + 1 });
  const { items, ...rest } = pageOf(found, limit, placeOf);
  const messageIds = items.map(({ id }) => id);
  const files = await filesOf(db, messageIds);
  const receipts = await queries.selectReceiptsOf(db, { clientId, messageIds });
  return {
    ...rest,
    items: items.map((row) => {
      const { state = 'waiting', reason = null } = receipts.get(row.id) ?? {};
      const { kind } = row;
      return { ...shownMessage(row, files), kind, state, ...(reason !== null && { reason }) };
    }),
  };
}

async function withProgress({ database }: Pick<Platform, 'database'>, found: queries.MessageRow[]) {
  const ids = found.map(({ id }) => id);
  const files = await filesOf(database.handle, ids);
  const counted = await countOutcomes(database.handle, ids);
  return found.flatMap((row) => {
    const counts = counted.get(row.id);
    const { recipients, filter } = row;
    return counts
      ? [{ ...shownMessage(row, files), filter: filter ?? {}, recipients, counts }]
      : [];
  });
}

function shownMessage(row: queries.MessageRow, files: Map<string, FileShape[]>) {
  const { id, content, author, createdAt, cancelledAt } = row;
  return {
    id,
    content,
    files: files.get(id) ?? [],
    ...(author !== null && { author }),
    createdAt: createdAt.toISOString(),
    ...(cancelledAt && { cancelledAt: cancelledAt.toISOString() }),
  };
}

function placeOf({ place: at, id }: queries.MessageRow): queries.Place {
  return { at, id };
}

function shownClient({ id, name, phone }: AudienceClient) {
  return { id, name, ...(phone !== null && { phone }) };
}
