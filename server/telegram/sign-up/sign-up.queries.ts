import {
  and,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { databaseNow } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { consents, signUps } from './sign-up.tables.ts';

export type SignUp = typeof signUps.$inferSelect;

/** A sign-up with what the database's clock says of it. */
export type FoundSignUp = SignUp & {
  /** Its time is over, and it had not ended otherwise. */
  expired: boolean;
  /** Used up less than a minute ago: the same answer may be asked for again. */
  usedLately: boolean;
  /** The browser's secret before the last rotation is still good. */
  rotatedLately: boolean;
  /** Seconds until the next code may be asked for; 0 when it may be now. */
  secondsToNextCode: number;
  now: Date;
};

export const times = {
  /** From the beginning to the contact, in minutes. */
  life: 10,
  /** From a code's sending to its end, in minutes. */
  code: 10,
  /** The longest a sign-up may live with all its codes, in minutes. */
  longest: 20,
  /** Between two codes, in seconds. */
  betweenCodes: 30,
  /** After its use, in seconds: the same cookie and code get the same answer. */
  replay: 60,
  /** After its end, in minutes: a browser that comes back late is told "expired" and not "unknown". */
  kept: 30,
} as const;

const unfinished = and(isNull(signUps.consumedAt), isNull(signUps.ended));
const open = and(unfinished, gt(signUps.expiresAt, databaseNow));

const found = {
  ...getTableColumns(signUps),
  expired: sql<boolean>`(${signUps.expiresAt} <= ${databaseNow} and ${signUps.ended} is null and ${signUps.consumedAt} is null)`,
  usedLately: sql<boolean>`coalesce(${signUps.consumedAt} > ${ago('secs', times.replay)}, false)`,
  rotatedLately: sql<boolean>`coalesce(${signUps.browserRotatedAt} > ${ago('secs', times.replay)}, false)`,
  secondsToNextCode: sql<number>`coalesce(greatest(0, ceil(extract(epoch from ${signUps.codeSentAt} - ${ago('secs', times.betweenCodes)}))), 0)::int`,
  now: sql<Date>`${databaseNow}`.mapWith(signUps.createdAt),
};

export async function insertSignUp(
  db: Db,
  signUp: Omit<typeof signUps.$inferInsert, 'expiresAt'>,
): Promise<SignUp> {
  const expiresAt = fromNow('mins', times.life);
  const [inserted] = await db
    .insert(signUps)
    .values({ ...signUp, expiresAt })
    .returning();
  return one(inserted);
}

export async function selectByHandle(db: Db, handleHash: Buffer): Promise<FoundSignUp | undefined> {
  const [signUp] = await db.select(found).from(signUps).where(eq(signUps.handleHash, handleHash));
  return signUp;
}

export async function selectById(db: Db, id: string): Promise<FoundSignUp | undefined> {
  const [signUp] = await db.select(found).from(signUps).where(eq(signUps.id, id));
  return signUp;
}

/** The open sign-up that this Telegram user has bound; there is at most one. */
export async function selectOpenOf(db: Db, telegramUserId: number): Promise<SignUp | undefined> {
  const [signUp] = await db
    .select()
    .from(signUps)
    .where(and(eq(signUps.telegramUserId, telegramUserId), open))
    .orderBy(sql`${signUps.openedAt} desc`)
    .limit(1);
  return signUp;
}

/** Ties the sign-up to the first Telegram user who opens it; nothing when somebody else was first. */
export async function bindTo(
  tx: Tx,
  id: string,
  user: Pick<SignUp, 'telegramUserId' | 'telegramUsername' | 'telegramLanguage'>,
): Promise<SignUp | undefined> {
  const [bound] = await tx
    .update(signUps)
    .set({ ...user, openedAt: databaseNow })
    .where(and(eq(signUps.id, id), isNull(signUps.telegramUserId), open))
    .returning();
  return bound;
}

/** Ends this user's other unfinished sign-ups and gives back which. */
export function endOthersOf(
  tx: Tx,
  telegramUserId: number,
  exceptId: string,
): Promise<{ id: string; codeNoticeId: string | null }[]> {
  const ended = sql`case when ${signUps.expiresAt} <= ${databaseNow} then 'expired' else 'taken' end`;
  return tx
    .update(signUps)
    .set({ ended: sql`${ended}` })
    .where(and(eq(signUps.telegramUserId, telegramUserId), ne(signUps.id, exceptId), unfinished))
    .returning({ id: signUps.id, codeNoticeId: signUps.codeNoticeId });
}

/** False when it was over already. */
export async function endAs(tx: Tx, id: string, ended: 'declined' | 'taken'): Promise<boolean> {
  const changed = await tx
    .update(signUps)
    .set({ ended })
    .where(and(eq(signUps.id, id), open))
    .returning({ id: signUps.id });
  return changed.length > 0;
}

/** `pending` → `contact_received`, once. */
export async function receiveContact(
  tx: Tx,
  id: string,
  phone: string,
): Promise<SignUp | undefined> {
  const [received] = await tx
    .update(signUps)
    .set({ status: 'contact_received', phone })
    .where(and(eq(signUps.id, id), eq(signUps.status, 'pending'), open))
    .returning();
  return received;
}

export async function setClient(tx: Tx, id: string, clientId: string): Promise<void> {
  await tx.update(signUps).set({ clientId }).where(eq(signUps.id, id));
}

/**
 * Puts a new code in place of the one before and extends the sign-up to that code's end.
 * Nothing when `codesSent` is no longer the number of codes, or the sign-up is over.
 */
export async function putCode(
  tx: Tx,
  id: string,
  { codesSent, ...code }: { codesSent: number; codeHash: Buffer; codeNoticeId: string },
): Promise<SignUp | undefined> {
  const longest = sql`${signUps.createdAt} + make_interval(mins => ${times.longest})`;
  const [put] = await tx
    .update(signUps)
    .set({
      ...code,
      status: 'code_sent',
      codeTries: 0,
      codesSent: codesSent + 1,
      codeSentAt: databaseNow,
      expiresAt: sql`least(${fromNow('mins', times.code)}, ${longest})`,
    })
    .where(
      and(
        eq(signUps.id, id),
        eq(signUps.codesSent, codesSent),
        or(isNull(signUps.codeSentAt), lt(signUps.codeSentAt, ago('secs', times.betweenCodes))),
        open,
      ),
    )
    .returning();
  return put;
}

/** Counts a try, unless all are used up. It must be committed before the codes are compared. */
export async function countTry(db: Db, id: string, most: number): Promise<SignUp | undefined> {
  const [counted] = await db
    .update(signUps)
    .set({ codeTries: sql`${signUps.codeTries} + 1` })
    .where(
      and(
        eq(signUps.id, id),
        lt(signUps.codeTries, most),
        eq(signUps.status, 'code_sent'),
        isNull(signUps.ended),
        gt(signUps.expiresAt, databaseNow),
      ),
    )
    .returning();
  return counted;
}

/** A right code was no try. */
export async function giveTryBack(db: Db, id: string): Promise<void> {
  await db
    .update(signUps)
    .set({ codeTries: sql`${signUps.codeTries} - 1` })
    .where(and(eq(signUps.id, id), gt(signUps.codeTries, 0)));
}

/** Uses the sign-up up, once, and only by its present code. */
export async function consume(tx: Tx, id: string, codeHash: Buffer): Promise<SignUp | undefined> {
  const [consumed] = await tx
    .update(signUps)
    .set({ consumedAt: databaseNow })
    .where(and(eq(signUps.id, id), eq(signUps.codeHash, codeHash), open))
    .returning();
  return consumed;
}

export async function setSession(
  tx: Tx,
  id: string,
  session: { clientId: string; sessionId: string },
): Promise<void> {
  await tx.update(signUps).set(session).where(eq(signUps.id, id));
}

/** Gives all sign-ups of a browser its new secret; the old one stays good for a minute. */
export async function rotateBrowser(
  tx: Tx,
  { from, to }: { from: Buffer; to: Buffer },
): Promise<void> {
  await tx
    .update(signUps)
    .set({ browserHash: to, previousBrowserHash: from, browserRotatedAt: databaseNow })
    .where(eq(signUps.browserHash, from));
}

export async function insertConsent(tx: Tx, consent: typeof consents.$inferInsert): Promise<void> {
  await tx.insert(consents).values(consent);
}

/** Deletes what is long over, in a portion, and gives back which clients hung on it. */
export async function deleteOver(tx: Tx, portion: number): Promise<{ clientId: string | null }[]> {
  const over = tx
    .select({ id: signUps.id })
    .from(signUps)
    .where(
      or(
        lt(signUps.expiresAt, ago('mins', times.kept)),
        lt(signUps.consumedAt, ago('secs', times.replay)),
      ),
    )
    .orderBy(signUps.id)
    .limit(portion)
    .for('update', { skipLocked: true });
  return tx
    .delete(signUps)
    .where(inArray(signUps.id, over))
    .returning({ clientId: signUps.clientId });
}

function fromNow(unit: 'secs' | 'mins', count: number): SQL<Date> {
  return sql<Date>`(${databaseNow} + make_interval(${sql.raw(unit)} => ${count}))`;
}

function ago(unit: 'secs' | 'mins', count: number): SQL<Date> {
  return sql<Date>`(${databaseNow} - make_interval(${sql.raw(unit)} => ${count}))`;
}

function one<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('The database gave no row back.');
  return row;
}
