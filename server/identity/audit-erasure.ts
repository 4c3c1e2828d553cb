/** What becomes of the audit log when a client is gone: what was done stays, whom it names goes. */
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../platform/database.ts';
import type { KnownPerson } from '../platform/personal-data.ts';
import { auditEntries } from './staff.tables.ts';

/** Stands where a name stood. */
export const nameless = '—';

/** Names, numbers and addresses that these clients had, as the log tells. */
export async function formerWords(db: Db, ids: string[]): Promise<(string | null)[]> {
  const found = await db
    .select({ label: auditEntries.subjectLabel, changes: auditEntries.changes })
    .from(auditEntries)
    .where(isSubject(ids));
  return found.flatMap(({ label, changes }) => [
    label,
    ...(['name', 'phone', 'email'] as const).flatMap((field) => changes[field] ?? []),
  ]);
}

/**
 * Blanks the entries about the person and about their tickets, names and addresses where the person
 * did something, and the person's words in entries about their invoices, which stay.
 */
export async function blankAudit(tx: Tx, person: KnownPerson): Promise<void> {
  const { ids, subjects } = person;
  const blank = { subjectLabel: nameless, changes: {} };
  const ofTicket = and(
    eq(auditEntries.subjectKind, 'ticket'),
    inArray(auditEntries.subjectId, subjects),
  );
  await tx
    .update(auditEntries)
    .set(blank)
    .where(or(isSubject(ids), ofTicket));
  await tx
    .update(auditEntries)
    .set({ ...blank, actorName: nameless, address: null, browser: null })
    .where(and(eq(auditEntries.actorKind, 'client'), inArray(auditEntries.actorId, ids)));
  await blankWords(tx, person);
  await blankPartners(tx, ids);
}

function isSubject(ids: string[]): SQL | undefined {
  return and(eq(auditEntries.subjectKind, 'client'), inArray(auditEntries.subjectId, ids));
}

async function blankWords(tx: Tx, { subjects, words }: KnownPerson): Promise<void> {
  const given = sql`jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) as given (word)`;
  const named = (text: SQL) =>
    sql`exists (select from ${given} where position(word in ${text}) > 0)`;
  await tx
    .update(auditEntries)
    .set({
      subjectLabel: sql`case when ${named(sql`subject_label`)} then ${nameless} else subject_label end`,
      changes: sql`(select coalesce(jsonb_object_agg(key,
        case when ${named(sql`value::text`)} then '[null, null]'::jsonb else value end), '{}')
        from jsonb_each(changes))`,
    })
    .where(inArray(auditEntries.subjectId, subjects));
}

/** A decision about two clients with one number names the other. */
async function blankPartners(tx: Tx, ids: string[]): Promise<void> {
  const list = sql`(select id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as given (id))`;
  await tx.execute(sql`update audit_entries
    set changes = changes || '{"other": [null, null]}'
    where action = 'conflict.resolved' and changes ? 'other' and subject_id in (
      select client_id::text from phone_conflicts where other_client_id in ${list}
      union select other_client_id::text from phone_conflicts where client_id in ${list})`);
}
