/** What the ledger holds of a client: every notice, in whatever state, and the lane of the chat. */
import {
  and,
  asc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  ne,
  notExists,
  or,
  type SQL,
} from 'drizzle-orm';
import type { QuietHours } from '../../contract/notices.ts';
import type { Db, Tx } from '../platform/database.ts';
import { type KnownPerson, type PersonalData, pagesOf } from '../platform/personal-data.ts';
import { dissolveDigests } from './fold.queries.ts';
import { lanes, noticePreferences, notices } from './notifications.tables.ts';

export const personalData: PersonalData = {
  tables: {
    notices: 'person',
    notice_tries: 'person',
    lanes: 'person',
    notice_preferences: 'person',
    send_buckets: { nothing: 'It counts what the bot has sent, whoever it was to.' },
  },
  async *collect(db, person) {
    for await (const page of pagesOf<Notice>((after, most) =>
      selectNotices(db, person, { after: after?.seq ?? 0, most }),
    )) {
      yield { part: 'notices', items: page.map(shown) };
    }
    yield { part: 'notice_preferences', items: await selectPreferences(db, person) };
  },
  async erase(tx, _platform, person) {
    const gone = await deleteNotices(tx, person);
    await freeLanes(tx, gone);
    await deleteLanes(tx, person);
    await deletePreferences(tx, person);
    return { fileIds: [] };
  },
};

type Notice = Awaited<ReturnType<typeof selectNotices>>[number];

/** Those for the person; those for nobody by name but to the person's chat are of a sign-up. */
function isFor({ ids, addresses }: KnownPerson): SQL | undefined {
  return or(
    and(eq(notices.personKind, 'client'), inArray(notices.personId, ids)),
    and(isNull(notices.personKind), inArray(notices.address, addresses)),
  );
}

function selectNotices(
  db: Db,
  person: KnownPerson,
  { after, most }: { after: number; most: number },
) {
  const { seq, kind, content, state, createdAt, settledAt } = notices;
  return db
    .select({ seq, kind, content, state, createdAt, settledAt })
    .from(notices)
    .where(and(isFor(person), gt(seq, after)))
    .orderBy(asc(seq))
    .limit(most);
}

/** The place of a secret in it is private characters: the secret itself is not to be taken along. */
function shown({ content, createdAt, settledAt, kind, state }: Notice): Record<string, unknown> {
  const text = content.text.text.replace(/\u{E000}+/gu, '••••••');
  return {
    createdAt: createdAt.toISOString(),
    kind,
    text,
    state,
    ...(settledAt && { settledAt: settledAt.toISOString() }),
  };
}

/** Also what staff are told of the person's things; one that is being sent goes, and its outcome finds no row. */
async function deleteNotices(tx: Tx, person: KnownPerson): Promise<string[]> {
  const named = or(
    isFor(person),
    inArray(notices.subjectId, person.subjects),
    and(eq(notices.subjectKind, 'client'), inArray(notices.subjectId, person.ids)),
  );
  // What went out, or is to go out, inside of another message stands in that one too.
  const holding = await tx
    .selectDistinct({ id: notices.foldedInto })
    .from(notices)
    .where(and(named, isNotNull(notices.foldedInto)));
  const digests = holding.flatMap(({ id }) => (id === null ? [] : [id]));
  const waiting = await tx
    .select({ id: notices.id })
    .from(notices)
    .where(and(inArray(notices.id, digests), notices.due, ne(notices.state, 'sending')));
  await dissolveDigests(
    tx,
    waiting.map(({ id }) => id),
  );
  const gone = await tx
    .delete(notices)
    .where(or(named, inArray(notices.id, digests)))
    .returning({ id: notices.id });
  return gone.map(({ id }) => id);
}

/** Nobody will tell these lanes of an outcome any more. */
async function freeLanes(tx: Tx, noticeIds: string[]): Promise<void> {
  const free = { leaseToken: null, leaseOwner: null, leaseNotice: null, leaseUntil: null };
  await tx.update(lanes).set(free).where(inArray(lanes.leaseNotice, noticeIds));
}

/** A lane stays where somebody else's notices are: a member of staff's, with the same phone. */
async function deleteLanes(tx: Tx, { addresses }: KnownPerson): Promise<void> {
  const others = tx
    .select({ id: notices.id })
    .from(notices)
    .where(and(eq(notices.channel, lanes.channel), eq(notices.address, lanes.address)));
  await tx.delete(lanes).where(and(inArray(lanes.address, addresses), notExists(others)));
}

async function selectPreferences(db: Db, { ids }: KnownPerson): Promise<Record<string, unknown>[]> {
  const { modes, quietHours } = noticePreferences;
  const found = await db.select({ modes, quietHours }).from(noticePreferences).where(ofClient(ids));
  return found.flatMap((row) => [
    ...Object.entries(row.modes).map(([topic, mode]) => ({ topic, mode })),
    ...(row.quietHours ? [shownHours(row.quietHours)] : []),
  ]);
}

function shownHours({ from, to, timeZone, how }: QuietHours) {
  return { quietFrom: from, quietTo: to, timeZone, mode: how };
}

async function deletePreferences(tx: Tx, { ids }: KnownPerson): Promise<void> {
  await tx.delete(noticePreferences).where(ofClient(ids));
}

function ofClient(ids: string[]): SQL | undefined {
  const { personKind, personId } = noticePreferences;
  return and(eq(personKind, 'client'), inArray(personId, ids));
}
