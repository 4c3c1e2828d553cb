/** Issuing: a draft gets its number, what it says is frozen, and the client is told. */

import { readCompany } from '../company/company.ts';
import { type Actor, lockClient, requireClient } from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { readBilling } from './billing.ts';
import { addDays, dayIn } from './calendar.ts';
import type { DeskDoing } from './doing.ts';
import { lockDraft } from './drafts.ts';
import { sellerNow } from './invoice-body.ts';
import { documentOf } from './invoice-words.ts';
import { tellClients } from './invoices.notices.ts';
import type { Invoice } from './invoices.policy.ts';
import * as queries from './invoices.queries.ts';
import { priceItems } from './items.ts';
import { takeNumber } from './numbering.ts';
import { type ByWhom, recordChange } from './record-change.ts';

/** Gives back the number with its prefix. Throws `invoice.not_draft`, `invoice.changed` and what `issueDraft` throws. */
export function issueInvoice(
  doing: DeskDoing,
  ref: string,
  { version }: { version: number },
): Promise<{ number: string }> {
  return doing.platform.database.transaction(async (tx) => {
    const draft = await lockDraft(tx, doing, { ref, version });
    const { numberText } = await issueDraft(tx, doing, draft, doing.viewer);
    return { number: numberText ?? '' };
  });
}

/**
 * Issues a draft that this transaction has locked. Everything is computed first; then the counter is
 * locked, for which all others who issue wait, and the transaction should soon be over. Throws, before
 * anything is written, `invoice.nothing_to_pay`, `invoice.too_large`, `invoice.client_gone`, and
 * `request.invalid` for a due day before today.
 */
export async function issueDraft(
  tx: Tx,
  doing: ByWhom,
  draft: Invoice,
  by: Actor,
): Promise<Invoice> {
  const { platform } = doing;
  const buyer = await buyerOf(tx, draft);
  const { prefix, dueDays } = await readBilling(tx);
  const { timeZone } = await readCompany(tx, platform);
  const issuedAt = platform.clock.now();
  const issuedOn = dayIn(timeZone, issuedAt);
  const dueOn = draft.dueOn ?? addDays(issuedOn, dueDays);
  if (dueOn < issuedOn) {
    throw new CodedError('request.invalid', { fields: { dueOn: 'out_of_range' } });
  }
  const items = await queries.selectItems(tx, [draft.id]);
  const { net, tax, total } = priceItems(items, draft.taxMode).totals;
  if (total < 1) throw new CodedError('invoice.nothing_to_pay');
  const seller = await sellerNow(tx, platform);
  const number = await takeNumber(tx);
  const numberText = `${prefix}${number}`;
  const descriptions = items.map(({ description }) => description);
  const invoice = await queries.updateInvoice(tx, draft.id, {
    ...{ number, numberText, status: 'issued', net, tax, total },
    ...{ issuedOn, dueOn, issuedAt, issuedBy: by.name, seller, buyer },
    document: documentOf([numberText, String(number), buyer.name, ...descriptions]),
  });
  await recordChange(tx, doing, by, { action: 'invoice.issued', invoice });
  await tellClients(tx, doing, [{ what: 'issued', invoice, key: invoice.id }]);
  return invoice;
}

/** Held until the end, so that nobody is deleted while an invoice to them is issued. */
async function buyerOf(tx: Tx, { clientId }: Invoice): Promise<{ name: string; details: string }> {
  if (clientId === null) throw new CodedError('invoice.client_gone');
  await lockClient(tx, clientId);
  const client = await requireClient(tx, clientId).catch((error) => {
    throw error instanceof CodedError ? new CodedError('invoice.client_gone') : error;
  });
  return { name: client.name, details: '' };
}
