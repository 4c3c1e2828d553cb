/** Which invoices a viewer reaches. */
import { and, eq, ne, type SQL, sql } from 'drizzle-orm';
import { may } from '../../contract/permissions.ts';
import { seesAll, type Viewer } from '../identity/identity.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { invoices } from './invoices.tables.ts';

export type Invoice = typeof invoices.$inferSelect;

/**
 * The condition on `invoices` that a viewer sees them: clients their own once issued; agents with
 * `sees: 'own'` those they have made and those of tickets that are theirs or nobody's; admins, other
 * agents and programs all.
 */
export function visibleTo(viewer: Viewer): SQL {
  if (viewer.kind === 'client') {
    return and(eq(invoices.clientId, viewer.id), ne(invoices.status, 'draft')) ?? sql`false`;
  }
  if (seesAll(viewer)) return sql`true`;
  return sql`(${invoices.madeById} = ${viewer.id} or exists (
    select from tickets where tickets.id = ${invoices.ticketId} and ${ticketVisibleTo(viewer)}))`;
}

/** The condition on `tickets` that a viewer sees them, the same as that slice's own; of the programs those that may read tickets. */
export function ticketVisibleTo(viewer: Viewer): SQL {
  if (viewer.kind === 'client') return sql`tickets.client_id = ${viewer.id}`;
  if (!may(viewer, 'tickets.read')) return sql`false`;
  if (seesAll(viewer)) return sql`true`;
  return sql`(tickets.assignee_id = ${viewer.id} or tickets.assignee_id is null)`;
}

/** The invoice of this id or number; throws `request.not_found` when the viewer does not see it. */
export async function requireInvoice(db: Db, viewer: Viewer, ref: string): Promise<Invoice> {
  const [invoice] = await db
    .select()
    .from(invoices)
    .where(and(named(ref), visibleTo(viewer)));
  if (!invoice) throw new CodedError('request.not_found');
  return invoice;
}

/** Whether the viewer sees the invoice of this id. */
export async function seesInvoice(db: Db, viewer: Viewer, id: string): Promise<boolean> {
  const found = await db
    .select({ id: invoices.id })
    .from(invoices)
    .where(and(eq(invoices.id, id), visibleTo(viewer)));
  return found.length > 0;
}

/** The same, and whoever else wants to change it waits. */
export async function lockInvoice(tx: Tx, viewer: Viewer, ref: string): Promise<Invoice> {
  const [invoice] = await tx
    .select()
    .from(invoices)
    .where(and(named(ref), visibleTo(viewer)))
    .for('update');
  if (!invoice) throw new CodedError('request.not_found');
  return invoice;
}

function named(ref: string): SQL {
  return /^\d{1,9}$/.test(ref) ? eq(invoices.number, Number(ref)) : eq(invoices.id, ref);
}
