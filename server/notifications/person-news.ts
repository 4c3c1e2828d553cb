/** What the desk tells of one person's news: what came last, and how much waits. */
import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { type Db, rows } from '../platform/database.ts';
import type { NoticeState, Person } from './notice.ts';
import { notices } from './notifications.tables.ts';

export interface PersonNews {
  /** The latest notice that was tried. */
  last?: { at: Date; state: NoticeState };
  /** What still waits to be sent. */
  waiting: number;
}

/** Codes are left out: they say nothing about news. */
export async function readPersonNews(db: Db, person: Person): Promise<PersonNews> {
  const { seq, state, settledAt, createdAt, tries } = notices;
  const [last] = await db
    .select({ state, settledAt, createdAt })
    .from(notices)
    .where(and(isOf(person), sql`${tries} > 0`, isNotNull(settledAt)))
    .orderBy(desc(seq))
    .limit(1);
  const [counted] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from ${notices} where ${isOf(person)} and ${notices.due}`,
  );
  return {
    waiting: counted?.count ?? 0,
    ...(last && { last: { at: last.settledAt ?? last.createdAt, state: last.state } }),
  };
}

function isOf({ kind, id }: Person): SQL | undefined {
  return and(eq(notices.personKind, kind), eq(notices.personId, id), sql`${notices.rank} > 0`);
}
