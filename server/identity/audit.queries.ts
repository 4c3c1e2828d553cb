import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../platform/database.ts';
import type { AuditAction } from './audit.ts';
import { auditEntries } from './staff.tables.ts';

export type AuditRow = typeof auditEntries.$inferSelect;

export interface AuditFilter {
  action?: AuditAction | undefined;
  actorId?: string | undefined;
  subjectKind?: string | undefined;
  subjectId?: string | undefined;
  /** The first moment that counts, and the first that does not any more. */
  from?: Date | undefined;
  until?: Date | undefined;
}

/** The newest first. `after` is the id of the entry before the page: entries are never deleted. */
export function selectAudit(
  db: Db,
  filter: AuditFilter,
  { after, most }: { after: string | undefined; most: number },
): Promise<AuditRow[]> {
  const { action, actorId, subjectKind, subjectId, from, until } = filter;
  const place = sql`(${auditEntries.at}, ${auditEntries.id}) <
    (select a.at, a.id from ${auditEntries} a where a.id = ${after ?? null}::uuid)`;
  const conditions: (SQL | undefined)[] = [
    action && eq(auditEntries.action, action),
    actorId === undefined ? undefined : eq(auditEntries.actorId, actorId),
    subjectKind === undefined ? undefined : eq(auditEntries.subjectKind, subjectKind),
    subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId),
    from && gte(auditEntries.at, from),
    until && lt(auditEntries.at, until),
    after === undefined ? undefined : place,
  ];
  return db
    .select()
    .from(auditEntries)
    .where(and(...conditions))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(most);
}
