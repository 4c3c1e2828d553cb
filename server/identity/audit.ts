/** The audit log: who did what, when and from where. An entry is written in the transaction of what it tells of. */
import type { auditActions } from '../../contract/audit.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { auditEntries } from './staff.tables.ts';
import type { Origin } from './viewer.ts';

export type AuditAction = (typeof auditActions)[number];

/** Whoever acts: a viewer, or the product itself. */
export interface Actor {
  kind: 'staff' | 'token' | 'client' | 'system';
  id?: string;
  name: string;
}

export const systemActor: Actor = { kind: 'system', name: 'Otklik' };

export interface AuditNote {
  action: AuditAction;
  subject?: { kind: string; id: string; label: string };
  /** Field by field from what to what; no secrets. */
  changes?: Record<string, [from: string | null, to: string | null]>;
}

/** Writes an entry for what `actor` does in this transaction; the names are kept as they are now. */
export async function recordAudit(
  tx: Tx,
  { actor, origin }: { actor: Actor; origin?: Origin | undefined },
  { action, subject, changes }: AuditNote,
): Promise<void> {
  await tx.insert(auditEntries).values({
    id: newId(),
    action,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actorName: actor.name,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    subjectLabel: subject?.label ?? null,
    changes: changes ?? {},
    address: origin?.address ?? null,
    browser: origin?.browser ?? null,
  });
}
