/** What identity holds of a client: the record, sessions, shared numbers, rows of imports, and what the audit log tells. */
import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../platform/database.ts';
import {
  type CollectedPart,
  type PersonalData,
  pagesOf,
  present,
} from '../platform/personal-data.ts';
import { blankAudit, formerWords } from './audit-erasure.ts';
import { blankImportRows } from './client-import-erasure.ts';
import { clients, phoneConflicts, sessions } from './identity.tables.ts';
import { sessionTopic } from './sessions.ts';
import { auditEntries } from './staff.tables.ts';

const ofStaff = { nothing: 'The company’s own people, who are no clients.' };

export const personalData: PersonalData = {
  tables: {
    clients: 'person',
    sessions: 'person',
    phone_conflicts: 'person',
    client_imports: 'person',
    audit_entries: 'person',
    staff: ofStaff,
    recovery_codes: ofStaff,
    staff_links: ofStaff,
    sign_in_challenges: ofStaff,
    integration_tokens: { nothing: 'Programs of the company.' },
  },
  async traces(db, ids) {
    const found = await db
      .select({ name: clients.name, phone: clients.phone, email: clients.email })
      .from(clients)
      .where(inArray(clients.id, ids));
    const present = found.flatMap(({ name, phone, email }) => [name, phone, email]);
    const words = [...present, ...(await formerWords(db, ids))].filter(
      (word) => word !== null && word !== '',
    );
    return { words: [...new Set(words as string[])] };
  },
  async *collect(db, { ids }) {
    yield { part: 'person', items: await selectRecords(db, ids) };
    yield { part: 'sessions', items: await selectSessions(db, ids) };
    yield { part: 'shared_numbers', items: await selectConflicts(db, ids) };
    yield* collectAudit(db, ids);
  },
  async erase(tx, platform, person) {
    await blankAudit(tx, person);
    await blankImportRows(tx, person);
    const ended = await tx
      .delete(sessions)
      .where(inArray(sessions.clientId, person.ids))
      .returning({ id: sessions.id });
    for (const { id } of ended) platform.live.publish(tx, sessionTopic(id));
    // Conflicts go with either of their clients.
    await tx.delete(clients).where(inArray(clients.id, person.ids));
    return { fileIds: [] };
  },
};

async function selectRecords(db: Db, ids: string[]): Promise<Record<string, unknown>[]> {
  const found = await db
    .select()
    .from(clients)
    .where(inArray(clients.id, ids))
    .orderBy(sql`${clients.mergedIntoId} is not null`, asc(clients.createdAt));
  return found.map(({ name, phone, email, language, timeZone, ...times }) =>
    present({
      name,
      phone,
      phoneProvedAt: times.phoneProvedAt?.toISOString() ?? null,
      email,
      language,
      timeZone,
      createdAt: times.createdAt.toISOString(),
      signedUpAt: times.signedUpAt?.toISOString() ?? null,
    }),
  );
}

async function selectSessions(db: Db, ids: string[]): Promise<Record<string, unknown>[]> {
  const found = await db
    .select()
    .from(sessions)
    .where(inArray(sessions.clientId, ids))
    .orderBy(asc(sessions.createdAt));
  return found.map(({ browser, createdAt, rotatedAt, endedAt }) =>
    present({
      browser,
      createdAt: createdAt.toISOString(),
      usedAt: rotatedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }),
  );
}

/** That somebody else has the number is the client's to know; who it is, is not. */
async function selectConflicts(db: Db, ids: string[]): Promise<Record<string, unknown>[]> {
  const found = await db
    .select()
    .from(phoneConflicts)
    .where(or(inArray(phoneConflicts.clientId, ids), inArray(phoneConflicts.otherClientId, ids)))
    .orderBy(asc(phoneConflicts.createdAt));
  return found.map(({ phone, createdAt, decision }) =>
    present({ createdAt: createdAt.toISOString(), phone, decision }),
  );
}

async function* collectAudit(db: Db, ids: string[]): AsyncGenerator<CollectedPart> {
  type Entry = typeof auditEntries.$inferSelect;
  const pages = pagesOf<Entry>((after, most) =>
    db
      .select()
      .from(auditEntries)
      .where(and(isAbout(ids), after && isAfter(after.id)))
      .orderBy(asc(auditEntries.at), asc(auditEntries.id))
      .limit(most),
  );
  for await (const page of pages) yield { part: 'audit', items: page.map(shownEntry) };
}

function isAbout(ids: string[]): SQL | undefined {
  return or(
    and(eq(auditEntries.actorKind, 'client'), inArray(auditEntries.actorId, ids)),
    and(eq(auditEntries.subjectKind, 'client'), inArray(auditEntries.subjectId, ids)),
  );
}

/** To the microsecond, which a Date does not hold. */
function isAfter(id: string): SQL {
  return sql`(${auditEntries.at}, ${auditEntries.id}) >
    (select a.at, a.id from ${auditEntries} a where a.id = ${id}::uuid)`;
}

/** Who of the company did it is theirs, and so is what they note for themselves. */
function shownEntry(entry: typeof auditEntries.$inferSelect): Record<string, unknown> {
  const { at, action, actorKind, changes, address, browser } = entry;
  const { note: _note, other: _other, ...told } = changes;
  const own = actorKind === 'client';
  return present({
    at: at.toISOString(),
    action,
    by: actorKind,
    changes: Object.keys(told).length > 0 ? told : null,
    address: own ? address : null,
    browser: own ? browser : null,
  });
}
