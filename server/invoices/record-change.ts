/** What every change of an invoice leaves: an entry of the audit log, and a word to open pages. */
import {
  type Actor,
  type AuditNote,
  personTopic,
  recordAudit,
  tellDesk,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import type { Doing, OwnDoing } from './doing.ts';
import type { Invoice } from './invoices.policy.ts';

/** Who does it: a viewer from somewhere, or the product itself. */
export type ByWhom = OwnDoing & Pick<Doing, 'origin'>;

/** Records the change, and wakes the pages that show it. */
export async function recordChange(
  tx: Tx,
  { platform, origin }: ByWhom,
  by: Actor,
  given: { invoice: Invoice } & Pick<AuditNote, 'action' | 'changes'>,
): Promise<void> {
  const { invoice, ...note } = given;
  await recordAudit(tx, { actor: by, origin }, { ...note, subject: auditSubject(invoice) });
  tellOf(tx, platform, invoice);
}

/** Wakes the pages of staff that show this invoice and, unless it is a draft, those of its client. */
export function tellOf(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  { id, clientId, status }: Pick<Invoice, 'id' | 'clientId' | 'status'>,
): void {
  tellDesk(tx, platform, `invoice:${id}`);
  if (clientId === null || status === 'draft') return;
  platform.live.publish(tx, personTopic({ kind: 'client', id: clientId }), `invoice:${id}`);
}

/** A draft has no number yet: it is named by the beginning of its id, so that the log holds no names. */
export function auditSubject({ id, numberText }: Pick<Invoice, 'id' | 'numberText'>) {
  return { kind: 'invoice', id, label: numberText ?? id.slice(0, 8) };
}
