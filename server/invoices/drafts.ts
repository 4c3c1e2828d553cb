/** Drafts: they change freely until they are issued or thrown away. */
import type { Body } from '../../contract/endpoint.ts';
import type { NewItem } from '../../contract/invoice-shapes.ts';
import type { addInvoice, updateInvoice } from '../../contract/invoices.ts';
import type { Currency, TaxMode } from '../../contract/money.ts';
import {
  type Actor,
  differences,
  lockClient,
  requireClient,
  shortened,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { readBilling } from './billing.ts';
import type { DeskDoing } from './doing.ts';
import { documentOf } from './invoice-words.ts';
import { type Invoice, lockInvoice } from './invoices.policy.ts';
import * as queries from './invoices.queries.ts';
import { priceItems } from './items.ts';
import { type ByWhom, recordChange } from './record-change.ts';

export interface NewDraft {
  clientId: string;
  ticketId: string | null;
  items: readonly NewItem[];
  /** Null: by the settings, at issue. */
  dueOn: string | null;
  note: string;
  /** Those of the settings, where nothing is said. */
  currency?: Currency;
  taxMode?: TaxMode;
  replacesId?: string;
  recurringId?: string;
  /** Of a recurring one, the month it stands for: `2026-11`. */
  period?: string;
}

/**
 * Writes a draft with its lines, its audit entry and its live event. Staff and programs see it as theirs
 * when `by` is one of them. Throws `invoice.too_large`; whether client and ticket are right is the caller's matter.
 */
export async function insertDraft(
  tx: Tx,
  doing: ByWhom,
  by: Actor & { kind: 'staff' | 'token' | 'system' },
  draft: NewDraft,
): Promise<Invoice> {
  const { currency, taxMode } = await readBilling(tx);
  const { items: given, ...values } = draft;
  const mode = draft.taxMode ?? taxMode;
  const { items, totals } = priceItems(given, mode);
  const names = await queries.selectClientNames(tx, [draft.clientId]);
  const invoice = await queries.insertInvoice(tx, {
    ...values,
    id: newId(),
    ...{ currency: draft.currency ?? currency, taxMode: mode },
    ...{ net: totals.net, tax: totals.tax, total: totals.total },
    ...{ madeByKind: by.kind, madeById: by.id ?? null },
    document: documentOf([...names.values(), ...items.map(({ description }) => description)]),
  });
  await queries.insertItems(tx, invoice.id, items);
  await recordChange(tx, doing, by, { action: 'invoice.added', invoice });
  return invoice;
}

/** Throws `request.invalid` for a client or a ticket that is not there for the viewer, and `invoice.too_large`. */
export function addDraft(
  doing: DeskDoing,
  given: Body<typeof addInvoice>,
): Promise<{ id: string; version: number }> {
  const { clientId, ticketId = null, items = [], dueOn = null } = given;
  return doing.platform.database.transaction(async (tx) => {
    await requireChosen(tx, doing, { clientId, ticketId });
    const note = given.note ?? (await readBilling(tx)).note;
    const draft = { clientId, ticketId, items, dueOn, note };
    return insertDraft(tx, doing, doing.viewer, draft);
  });
}

/**
 * Writes a draft anew, in the currency and the way of taxing that it was begun with; gives back its version.
 * Throws `invoice.not_draft`, `invoice.changed` and what `addDraft` throws.
 */
export function changeDraft(
  doing: DeskDoing,
  ref: string,
  { version, items: given, ...values }: Body<typeof updateInvoice>,
): Promise<number> {
  return doing.platform.database.transaction(async (tx) => {
    const before = await lockDraft(tx, doing, { ref, version });
    const { clientId, ticketId } = values;
    if (clientId !== before.clientId || ticketId !== before.ticketId) {
      await requireChosen(tx, doing, values);
    }
    const { items, totals } = priceItems(given, before.taxMode);
    const names = await queries.selectClientNames(tx, [clientId]);
    await queries.deleteItems(tx, before.id);
    await queries.insertItems(tx, before.id, items);
    const { net, tax, total } = totals;
    const document = documentOf([
      ...names.values(),
      ...items.map(({ description }) => description),
    ]);
    const after = await queries.updateInvoice(tx, before.id, {
      ...values,
      ...{ net, tax, total, document },
    });
    const changes = differences(wordsOf(before), wordsOf(after));
    await recordChange(tx, doing, doing.viewer, {
      action: 'invoice.changed',
      invoice: after,
      changes,
    });
    return after.version;
  });
}

/** Throws `invoice.not_draft`. */
export function removeDraft(doing: DeskDoing, ref: string): Promise<void> {
  return doing.platform.database.transaction(async (tx) => {
    const invoice = await lockDraft(tx, doing, { ref });
    await queries.deleteInvoice(tx, invoice.id);
    await recordChange(tx, doing, doing.viewer, { action: 'invoice.removed', invoice });
  });
}

/** Throws `request.not_found`, `invoice.not_draft` and, where a version is named, `invoice.changed`. */
export async function lockDraft(
  tx: Tx,
  { viewer }: DeskDoing,
  { ref, version }: { ref: string; version?: number },
): Promise<Invoice> {
  const invoice = await lockInvoice(tx, viewer, ref);
  if (invoice.status !== 'draft') throw new CodedError('invoice.not_draft');
  if (version !== undefined && invoice.version !== version) {
    throw new CodedError('invoice.changed');
  }
  return invoice;
}

/** The client is there for staff, until the transaction ends; the ticket is one of theirs that the viewer sees. */
async function requireChosen(
  tx: Tx,
  { ports, viewer }: DeskDoing,
  { clientId, ticketId }: { clientId: string; ticketId: string | null },
): Promise<void> {
  await lockClient(tx, clientId);
  await requireClient(tx, clientId).catch((error) => {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError('request.invalid', { fields: { clientId: 'unknown' } });
  });
  if (ticketId === null) return;
  const ticket = await ports.findTicket(tx, viewer, ticketId);
  if (ticket?.clientId !== clientId) {
    throw new CodedError('request.invalid', { fields: { ticketId: 'unknown' } });
  }
}

function wordsOf({ total, dueOn, note, clientId, ticketId }: Invoice): Record<string, string> {
  return {
    total: String(total),
    dueOn: dueOn ?? '',
    note: shortened(note),
    clientId: clientId ?? '',
    ticketId: ticketId ?? '',
  };
}
