/** What every change of an invoice leaves: an entry of the audit log, and a word to open pages. */
import {
  type Actor,
  type AuditNote,
  personTopic,
  recordAudit,
  tellDesk,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import type { Doing, OwnDoing } from './doing.ts';
import type { Invoice } from './invoices.policy.ts';

/** Who does it: a viewer from somewhere, or the product itself. */
export type ByWhom = OwnDoing & Pick<Doing, 'origin'>;

/** Records the change, and wakes the pages of staff and, unless it is a draft, of the client. */
export async function recordChange(
  tx: Tx,
  { platform, origin }: ByWhom,
  by: Actor,
  given: { invoice: Invoice } & Pick<AuditNote, 'action' | 'changes'>,
): Promise<void> {
  const { invoice, ...note } = given;
  const { id, clientId, status } = invoice;
  await recordAudit(tx, { actor: by, origin }, { ...note, subject: auditSubject(invoice) });
  tellDesk(tx, platform, `invoice:${id}`);
  if (clientId !== null && status !== 'draft') {
    platform.live.publish(tx, personTopic({ kind: 'client', id: clientId }), `invoice:${id}`);
  }
}

/** A draft has no number yet: it is named by the beginning of its id, so that the log holds no names. */
export function auditSubject({ id, numberText }: Pick<Invoice, 'id' | 'numberText'>) {
  return { kind: 'invoice', id, label: numberText ?? id.slice(0, 8) };
}
