/** Invoices that come every month, as staff set them up. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ParsedRequest, Reply } from '../../contract/endpoint.ts';
import { totalsOf } from '../../contract/money.ts';
import type {
  addRecurring,
  listRecurring,
  readRecurring,
  updateRecurring,
} from '../../contract/recurring-invoices.ts';
import { day } from '../../contract/text.ts';
import {
  type AuditNote,
  type DeskViewer,
  differences,
  lockClient,
  recordAudit,
  requireClient,
  seesAll,
  shortened,
  tellDesk,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { readBilling } from './billing.ts';
import { today } from './calendar.ts';
import type { DeskDoing } from './doing.ts';
import { priceItems } from './items.ts';
import { firstDay } from './months.ts';
import * as queries from './recurring.queries.ts';

type Given = ParsedRequest<typeof addRecurring>['body'];

const mostOfClient = 20;
/** Years from today: beyond that it is a slip of the pen. */
const furthestYears = 50;

/** What is made next comes first; what is made no more, last. */
const placeShape = z.strictObject({ nextOn: day.nullable(), id: z.uuid() });

/** One page of all, or of one client's. Agents who see their own alone see none: they are nobody's. */
export async function listRecurringInvoices(
  { database }: Platform,
  viewer: DeskViewer,
  { clientId, limit, after }: ParsedRequest<typeof listRecurring>['query'],
): Promise<Reply<typeof listRecurring>> {
  const place = readCursor(placeShape, after);
  if (!seesAll(viewer)) return { items: [] };
  const db = database.handle;
  const billing = await readBilling(db);
  const found = await queries.selectRecurring(db, { clientId, after: place, limit: limit + 1 });
  const { items, next } = pageOf(found, limit, ({ recurring: { nextOn, id } }) => ({ nextOn, id }));
  return {
    items: items.map((one) => rowOf(one, billing)),
    ...(next !== undefined && { next }),
  };
}

/** One with its lines. Throws `request.not_found`. */
export async function readRecurringInvoice(
  { database }: Platform,
  viewer: DeskViewer,
  id: string,
): Promise<Reply<typeof readRecurring>> {
  const db = database.handle;
  const found = seesAll(viewer) ? await queries.findRecurring(db, id) : undefined;
  if (!found) throw new CodedError('request.not_found');
  const { items, note } = found.recurring;
  return { ...rowOf(found, await readBilling(db)), items, note };
}

function rowOf(
  { recurring, clientName }: queries.FoundRecurring,
  { currency, taxMode }: Awaited<ReturnType<typeof readBilling>>,
): Reply<typeof listRecurring>['items'][number] {
  const { endsOn, nextOn, problem, items } = recurring;
  return {
    id: recurring.id,
    version: recurring.version,
    client: { id: recurring.clientId, name: clientName },
    first: items[0]?.description ?? '',
    lines: items.length,
    dayOfMonth: recurring.dayOfMonth,
    startsOn: recurring.startsOn,
    ...(endsOn !== null && { endsOn }),
    issue: recurring.issue,
    active: recurring.active,
    currency,
    total: totalsOf(items, taxMode).total,
    ...(nextOn !== null && { nextOn }),
    ...(problem !== null && { problem }),
  };
}

/** Throws `request.forbidden`, `request.not_found` for a client, `recurring.too_many`, `invoice.too_large`, and `request.invalid` for days. */
export function beginRecurring(
  doing: DeskDoing,
  given: Given,
): Promise<{ id: string; version: number }> {
  const { platform, viewer } = doing;
  if (!seesAll(viewer)) throw new CodedError('request.forbidden');
  return platform.database.transaction(async (tx) => {
    const day = await today(tx, platform);
    requireDays(given, day);
    await requirePrices(tx, given);
    const client = await roomFor(tx, given.clientId);
    const id = newId();
    const nextOn = given.active ? firstDay(given, { from: day }) : null;
    await queries.insertRecurring(tx, { id, ...given, nextOn });
    await note(tx, doing, { action: 'recurring.added', id, client, changes: {} });
    return { id, version: 1 };
  });
}

/**
 * What was missed while it was paused is not made up for. Throws `request.not_found`, `invoice.changed`
 * and what `beginRecurring` throws.
 */
export function changeRecurring(
  doing: DeskDoing,
  id: string,
  { version, ...given }: ParsedRequest<typeof updateRecurring>['body'],
): Promise<{ version: number }> {
  const { platform } = doing;
  return change(doing, id, async (tx, was) => {
    if (was.version !== version) throw new CodedError('invoice.changed');
    const day = await today(tx, platform);
    requireDays(given, day);
    await requirePrices(tx, given);
    const client =
      given.clientId === was.clientId
        ? await requireClient(tx, was.clientId)
        : await roomFor(tx, given.clientId);
    const nextOn = await nextOf(tx, was, given, day);
    const next = await queries.updateRecurring(tx, id, { ...given, nextOn });
    const changes = differences(wordsOf(was), wordsOf(given));
    await note(tx, doing, { action: 'recurring.changed', id, client, changes });
    return { version: next };
  });
}

/** Ends it for good. Throws `request.not_found`. */
export function endRecurring(doing: DeskDoing, id: string): Promise<void> {
  return change(doing, id, async (tx, was) => {
    const client = await requireClient(tx, was.clientId);
    await queries.updateEnded(tx, id);
    await note(tx, doing, { action: 'recurring.removed', id, client, changes: {} });
  });
}

function change<T>(
  { platform, viewer }: DeskDoing,
  id: string,
  take: (tx: Tx, was: queries.Recurring) => Promise<T>,
): Promise<T> {
  if (!seesAll(viewer)) throw new CodedError('request.not_found');
  return platform.database.transaction(async (tx) => {
    const was = await queries.lockRecurring(tx, id);
    if (!was) throw new CodedError('request.not_found');
    return take(tx, was);
  });
}

/** Whoever adds one for the same client waits, so that the number holds. */
async function roomFor(tx: Tx, clientId: string): Promise<{ id: string; name: string }> {
  await lockClient(tx, clientId);
  const client = await requireClient(tx, clientId);
  if ((await queries.countRecurring(tx, clientId)) >= mostOfClient) {
    throw new CodedError('recurring.too_many');
  }
  return client;
}

function requireDays({ startsOn, endsOn }: Given, day: string): void {
  const refuse = (field: 'startsOn' | 'endsOn') => {
    throw new CodedError('request.invalid', { fields: { [field]: 'out_of_range' } });
  };
  const present = DateTime.fromISO(day, { zone: 'utc' });
  const first = present.minus({ years: furthestYears }).toFormat('yyyy-MM-dd');
  const last = present.plus({ years: furthestYears }).toFormat('yyyy-MM-dd');
  if (startsOn < first || startsOn > last) refuse('startsOn');
  if (endsOn !== null && (endsOn < startsOn || endsOn > last)) refuse('endsOn');
}

/** Throws `invoice.too_large`, now and not every month. */
async function requirePrices(tx: Tx, { items }: Given): Promise<void> {
  priceItems(items, (await readBilling(tx)).taxMode);
}

/** The day that is planned stays as long as nothing about days changes: it may be overdue at this moment. */
async function nextOf(
  tx: Tx,
  was: queries.Recurring,
  given: Given,
  day: string,
): Promise<string | null> {
  if (!given.active) return null;
  const same = (['dayOfMonth', 'startsOn', 'endsOn', 'active'] as const).every(
    (field) => was[field] === given[field],
  );
  if (same) return was.nextOn;
  const doneMonth = await queries.selectLastPeriod(tx, was.id);
  return firstDay(given, { from: day, doneMonth });
}

function wordsOf(given: Given): Record<string, string> {
  const { clientId, items, note, dayOfMonth, startsOn, endsOn, issue, active } = given;
  const lines = items.map(({ description, quantity, unitPrice }) => {
    return `${description}: ${quantity / 1000} × ${(unitPrice / 100).toFixed(2)}`;
  });
  return {
    clientId,
    items: shortened(lines.join('; ')),
    note: shortened(note),
    dayOfMonth: String(dayOfMonth),
    startsOn,
    endsOn: endsOn ?? '',
    issue: String(issue),
    active: String(active),
  };
}

async function note(
  tx: Tx,
  { platform, viewer, origin }: DeskDoing,
  given: Pick<AuditNote, 'action' | 'changes'> & { id: string; client: { name: string } },
): Promise<void> {
  const subject = { kind: 'recurring', id: given.id, label: given.client.name };
  const { action, changes = {} } = given;
  await recordAudit(tx, { actor: viewer, origin }, { action, subject, changes });
  tellDesk(tx, platform, 'invoice');
}
