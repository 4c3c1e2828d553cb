/** Who did what, when and from where. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant, page, pageQuery } from './pages.ts';
import { day } from './text.ts';

/** Everything that leaves an entry; the words for them are the reader's. */
export const auditActions = [
  'staff.signed_in',
  'staff.sign_in_refused',
  'staff.set_up',
  'staff.invited',
  'staff.joined',
  'staff.link_made',
  'staff.password_changed',
  'staff.password_reset',
  'staff.totp_enabled',
  'staff.totp_disabled',
  'staff.recovery_codes_renewed',
  'staff.changed',
  'staff.deactivated',
  'staff.activated',
  'staff.sessions_ended',
  'token.made',
  'token.revoked',
  'client.added',
  'client.changed',
  'client.import_started',
  'client.import_finished',
  'conflict.resolved',
  'settings.company_changed',
  'settings.hours_changed',
  'settings.targets_changed',
  'canned_answer.added',
  'canned_answer.changed',
  'canned_answer.removed',
  'tag.added',
  'tag.changed',
  'tag.removed',
  'ticket.opened',
  'ticket.changed',
  'ticket.answered',
  'ticket.note_added',
  'ticket.entry_edited',
  'ticket.merged',
  'settings.billing_changed',
  'invoice.added',
  'invoice.changed',
  'invoice.removed',
  'invoice.issued',
  'invoice.voided',
  'payment.recorded',
  'payment.removed',
  'claim.confirmed',
  'claim.rejected',
  'recurring.added',
  'recurring.changed',
  'recurring.removed',
  'data.export_begun',
  'data.export_downloaded',
  'client.deleted',
  'client.messaged',
  'custom_message.sent',
  'custom_message.cancelled',
  'backup.restored',
  'delivery.retried',
  'delivery.cancelled',
  'update.retried',
  'update.discarded',
] as const;

export const auditAction = z.enum(auditActions);

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  action: auditAction,
  actor: z.object({
    kind: z.enum(['staff', 'token', 'client', 'system']),
    id: z.string().optional(),
    /** As it was at the time. */
    name: z.string(),
  }),
  /** What it was done to, and how that was called at the time. */
  subject: z.object({ kind: z.string(), id: z.string(), label: z.string() }).optional(),
  /** Field by field, where something changed: `{ role: ["agent", "admin"] }`. No secrets. */
  changes: z.record(z.string(), z.tuple([z.string().nullable(), z.string().nullable()])),
  address: z.string().optional(),
  browser: z.string().optional(),
});

export const audit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'The audit log, the newest first.',
  access: 'audit.read',
  query: z.object({
    ...pageQuery,
    action: auditAction.optional(),
    actorId: z.uuid().optional(),
    subjectKind: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional(),
    subjectId: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
    /** Days in the company's time zone, both included. */
    from: day.optional(),
    to: day.optional(),
  }),
  reply: page(auditEntry),
});
