/** Taking an issued invoice back: it stays with its number and says that it is void. */
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { withdrawClaimsOf } from './claims.ts';
import type { DeskDoing } from './doing.ts';
import { insertDraft } from './drafts.ts';
import { tellClients } from './invoices.notices.ts';
import { type Invoice, lockInvoice } from './invoices.policy.ts';
import * as queries from './invoices.queries.ts';
import { recordChange } from './record-change.ts';

/**
 * A client's "I have paid" that nobody has looked at is withdrawn, with the same reason. `anew`: a draft
 * with the same lines stands in its place, due by the settings. Throws `invoice.not_issued`, and
 * `invoice.paid_already` while money is recorded for it.
 */
export function voidInvoice(
  doing: DeskDoing,
  ref: string,
  { reason, anew }: { reason: string; anew: boolean },
): Promise<{ replacedById?: string }> {
  const { platform, viewer } = doing;
  return platform.database.transaction(async (tx) => {
    const issued = await lockInvoice(tx, viewer, ref);
    if (issued.paid > 0) throw new CodedError('invoice.paid_already');
    if (issued.status !== 'issued') throw new CodedError('invoice.not_issued');
    await withdrawClaimsOf(tx, issued, { by: viewer.name, reason });
    const invoice = await queries.updateInvoice(tx, issued.id, {
      ...{ status: 'void', claimed: false, voidReason: reason },
      ...{ voidedAt: platform.clock.now(), voidedBy: viewer.name },
    });
    await recordChange(tx, doing, viewer, {
      action: 'invoice.voided',
      invoice,
      changes: { reason: [null, reason] },
    });
    await tellClients(tx, doing, [{ what: 'voided', invoice, key: invoice.id, reason }]);
    return anew ? { replacedById: await draftAnew(tx, doing, invoice) } : {};
  });
}

async function draftAnew(tx: Tx, doing: DeskDoing, old: Invoice): Promise<string> {
  const { id, clientId, ticketId, note, currency, taxMode } = old;
  if (clientId === null) throw new CodedError('invoice.client_gone');
  const items = await queries.selectItems(tx, [id]);
  const draft = await insertDraft(tx, doing, doing.viewer, {
    ...{ clientId, ticketId, note, currency, taxMode, dueOn: null, replacesId: id },
    items: items.map(({ description, quantity, unit, unitPrice, taxRate }) => ({
      ...{ description, quantity, unit, unitPrice, taxRate },
    })),
  });
  return draft.id;
}
